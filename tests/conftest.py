"""What tests of several rooms share."""

from collections.abc import Iterator

import pytest

from tests.opensearch_nodes import Nodes


@pytest.fixture(scope="session")
def nodes() -> Iterator[Nodes]:
    """A search cluster of three nodes, all of them running before and after a test."""
    started = Nodes()
    try:
        for at in range(3):
            started.start(at)
        started.ready()
        yield started
    finally:
        started.stop()
