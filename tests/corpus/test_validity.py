"""Status is a function of document and day, and silence is never "in force"."""

from __future__ import annotations

import pytest

from corpus.known import Act, Known
from corpus.validity import Status, read_label, validity

BY = Known(id="9", source="register", number="30/2020/NĐ-CP")


def known(**fields: str) -> Known:
    """Return a document of the catalogue."""
    return Known(id="c1", source="catalogue", number="110/2004/NĐ-CP", **fields)


REPLACED = [Act("replaces", BY, "2020-03-05")]
CASES = [
    # Rows of the domain's micro-tests: dates beat a stale label, nothing is unknown.
    (
        known(status="Còn hiệu lực", effective_to="2025-01-01"),
        [],
        "2026-01-01",
        Status.EXPIRED,
    ),
    (known(), [], "2026-01-01", Status.UNKNOWN),
    # Acts of held documents, on the day and before it.
    (known(), REPLACED, "2020-03-05", Status.EXPIRED),
    (known(), REPLACED, "2020-03-04", Status.UNKNOWN),
    (known(status="Còn hiệu lực"), REPLACED, "2026-01-01", Status.EXPIRED),
    (known(), [Act("repeals", BY, None)], "2026-01-01", Status.UNKNOWN),
    (
        known(),
        [Act("repeals", BY, "2020-03-05", ("dieu:5",))],
        "2026-01-01",
        Status.PARTLY_EXPIRED,
    ),
    (known(), [Act("suspends", BY, "2020-03-05")], "2026-01-01", Status.SUSPENDED),
    (known(), [Act("amends", BY, "2020-03-05")], "2026-01-01", Status.UNKNOWN),
    # Not yet in force by its own date; after that nothing is claimed.
    (known(effective_from="2021-01-01"), [], "2020-12-31", Status.NOT_YET),
    (known(effective_from="2021-01-01"), [], "2021-01-01", Status.UNKNOWN),
    # A label speaks for the day on which it was read.
    (known(status="Còn hiệu lực"), [], "2026-01-01", Status.IN_FORCE),
    (known(status="Còn hiệu lực"), [], "2019-01-01", Status.UNKNOWN),
    (known(status="Hết hiệu lực toàn bộ"), [], "2026-01-01", Status.EXPIRED),
    (known(status="Hết hiệu lực toàn bộ"), [], "2019-01-01", Status.UNKNOWN),
    (known(status="Hết hiệu lực một phần"), [], "2026-01-01", Status.PARTLY_EXPIRED),
    # A day that is not known decides nothing.
    (known(status="Còn hiệu lực"), REPLACED, None, Status.UNKNOWN),
    (known(effective_from="2021-01-01"), [], "2020", Status.UNKNOWN),
]


@pytest.mark.parametrize(("document", "acts", "on", "expected"), CASES)
def test_status(
    document: Known, acts: list[Act], on: str | None, expected: Status
) -> None:
    """Acts, then dates, then labels; else unknown. Labels were read in 2026."""
    assert validity(document, acts, on, as_of="2026-01-01").status is expected


def test_who_ended_it_and_when() -> None:
    """The first act that ended a document is the evidence."""
    later = Act("repeals", BY, "2022-01-01")
    found = validity(known(), [later, *REPLACED], "2026-01-01")
    assert (found.since, found.act) == ("2020-03-05", REPLACED[0])
    assert found.status.label == "Hết hiệu lực"


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("Còn hiệu lực", Status.IN_FORCE),
        ("Hết hiệu lực", Status.EXPIRED),
        ("Hết hiệu lực toàn bộ", Status.EXPIRED),
        ("Hết hiệu lực một phần", Status.PARTLY_EXPIRED),
        ("Chưa có hiệu lực", Status.NOT_YET),
        ("Ngưng hiệu lực một phần", Status.SUSPENDED),
        ("Không còn phù hợp", Status.EXPIRED),
        ("Chưa xác định", Status.UNKNOWN),
        ("Không xác định", Status.UNKNOWN),
        ("Đã biết", Status.UNKNOWN),
        ("", Status.UNKNOWN),
        (None, Status.UNKNOWN),
    ],
)
def test_labels(label: str | None, expected: Status) -> None:
    """Labels of the databases of law, placeholders of anonymous visitors included."""
    assert read_label(label) is expected
