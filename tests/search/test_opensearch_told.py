"""What a cluster answers in trouble, told as people can act on it."""

from __future__ import annotations

import pytest
from opensearchpy import TransportError

from search.engine import SearchUnavailable
from search.opensearch_client import Refused, _explained, _passes

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
_OUTDATED = {
    "_shards": {
        "failures": [
            {
                "shard": 2,
                "status": "INTERNAL_SERVER_ERROR",
                "reason": {
                    "type": "illegal_state_exception",
                    "reason": "operation primary term [1] is too old (current [2])",
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
        (500, _OUTDATED, "search_incomplete"),
        (500, {"error": "null_pointer_exception"}, "search_incomplete"),
    ],
)
def test_a_fault_of_the_cluster_says_what_to_do(
    status: int, answer: dict[str, object], code: str
) -> None:
    """A disk that is full is told as such, however deep in the answer it is said."""
    told = _explained(TransportError(status, str(answer), answer))
    assert isinstance(told, SearchUnavailable)
    assert told.code == code


def test_a_copy_that_has_just_taken_over_is_asked_again() -> None:
    """What a node answers that has lost its place to another passes in a moment."""
    assert _passes(TransportError(500, str(_OUTDATED), _OUTDATED))
    assert not _passes(TransportError(500, "null_pointer_exception", {}))


def test_a_wrong_request_is_told_from_a_fault_of_the_cluster() -> None:
    """What was asked wrongly is refused, not put down to the cluster."""
    told = _explained(TransportError(404, "index_not_found_exception", {}))
    assert isinstance(told, Refused)
    assert told.status == 404
