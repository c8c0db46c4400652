"""What tests of several rooms share."""

from collections.abc import Iterator

import pytest
from hypothesis import settings

from tests.opensearch_nodes import Nodes

# No test asserts a time, and a busy machine is slow at any example.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


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
