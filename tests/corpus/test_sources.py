"""Where files came from: names of the same bytes, versions of one place."""

from corpus.register import Register
from corpus.sources import Place

A, B, C = "a" * 64, "b" * 64, "c" * 64


def test_a_place_remembers_what_stood_there(register: Register) -> None:
    """Each change names what it replaces; the same bytes again replace nothing."""
    sources = register.sources

    assert sources.note(A, Place("/x/qd.pdf", 10, 1)) is None
    assert sources.note(A, Place("/x/qd.pdf", 10, 2)) is None
    assert sources.note(B, Place("/x/qd.pdf", 12, 3)) == A
    assert sources.note(A, Place("/x/qd.pdf", 10, 4)) == B
    assert sources.note(A, Place("/y/ban-sao.pdf", 10, 5)) is None
    assert sources.older(B) == [A]
    assert sources.newer(A) == [B]
    assert sources.newer(C) == sources.older(C) == []
    assert sources.places(A) == ["/x/qd.pdf", "/y/ban-sao.pdf"]


def test_only_the_present_looks_count(register: Register) -> None:
    """Another size, another time, an older version, an unsettled file: read it."""
    register.sources.note(A, Place("/x/qd.pdf", 10, 1))
    register.sources.note(B, Place("/x/qd.pdf", 10, 2))
    register.sources.note(C, Place("/x/moi.pdf", 10, -1))

    looks = [(10, 2), (10, 1), (11, 2)]
    found = [register.sources.unchanged(Place("/x/qd.pdf", *look)) for look in looks]

    assert found == [B, None, None]
    assert register.sources.unchanged(Place("/x/moi.pdf", 10, -1)) is None
    assert register.sources.unchanged(Place("/x/khac.pdf", 10, 2)) is None
