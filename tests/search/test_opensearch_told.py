"""What a cluster answers in trouble, told as people can act on it."""

from __future__ import annotations

import pytest
from opensearchpy import TransportError

from search.engine import SearchUnavailable
from search.opensearch_client import _explained

_FAILED = {
    "_shards": {
        "failures": [
            {
                "status": "INTERNAL_SERVER_ERROR",
                "reason": {
                    "type": "refresh_failed_engine_exception",
                    "caused_by": {
                        "type": "i_o_exception",
                        "reason": "No space left on device",
                    },
                },
            }
        ]
    }
}


@pytest.mark.parametrize(
    ("status", "answer", "code"),
    [
        (500, _FAILED, "search_disk_full"),
        (503, {"error": "no_shard_available_action_exception"}, "search_incomplete"),
    ],
)
def test_a_fault_of_the_cluster_says_what_to_do(
    status: int, answer: dict[str, object], code: str
) -> None:
    """A disk that is full is told as such, however deep in the answer it is said."""
    told = _explained(TransportError(status, str(answer), answer))
    assert isinstance(told, SearchUnavailable)
    assert told.code == code
