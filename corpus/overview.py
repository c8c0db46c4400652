"""The register from above: how much of what, what is cited most, what is outdated."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, distinct, func, select

from corpus.holdings import row_of
from corpus.identity import is_day
from corpus.known import Act, Known
from corpus.linking import StoredLookup
from corpus.records import HeldDocument, held_from, known_document, known_entry
from corpus.tables import catalogue_entry, citation, document, link

_ENDS = ("replaces", "repeals")
_MOST_ENDED = 500

Counted = tuple[tuple[str | None, int], ...]


@dataclass(frozen=True, slots=True)
class Outdated:
    """A document whose force ended by `act`, and those issued later that cite it."""

    known: Known
    act: Act
    citing: tuple[HeldDocument, ...]


@dataclass(frozen=True, slots=True)
class Overview:
    """Counts of the documents held, by year, kind and issuer, None where not known.

    `most_cited` counts the documents that cite, not the places where they do, and
    only links that are sure.
    """

    years: Counted
    kinds: Counted
    issuers: Counted
    most_cited: tuple[tuple[Known, int], ...]
    outdated: tuple[Outdated, ...]


def overview_of(db: Connection, *, most: int = 20) -> Overview:
    """Return the overview; lists of the most frequent have at most `most` rows."""
    year = func.substr(document.c.date, 1, 4)
    years = db.execute(select(year, func.count()).group_by(year)).all()
    return Overview(
        years=tuple(sorted(((y or None, n) for y, n in years), key=_by_name)),
        kinds=_counted(db, document.c.kind, most),
        issuers=_counted(db, document.c.issuer, most),
        most_cited=tuple(_most_cited(db, most)),
        outdated=tuple(outdated_of(db, most)),
    )


def _by_name(row: tuple[str | None, int]) -> str:
    return row[0] or ""


def _counted(db: Connection, column: Any, most: int) -> Counted:
    rows = db.execute(
        select(column, func.count())
        .group_by(column)
        .order_by(func.count().desc(), column)
        .limit(most)
    )
    return tuple((name, count) for name, count in rows)


def _most_cited(db: Connection, most: int) -> Iterator[tuple[Known, int]]:
    count = func.count(distinct(citation.c.document_id))
    rows = db.execute(
        select(link.c.document_id, link.c.entry_id, count)
        .join(citation, citation.c.id == link.c.citation_id)
        .where(link.c.match == "exact")
        .group_by(link.c.document_id, link.c.entry_id)
        .order_by(count.desc(), link.c.document_id, link.c.entry_id)
        .limit(most)
    )
    for held, entry, number in rows.all():
        yield _known(db, held, entry), number


def _known(db: Connection, held: int | None, entry: int | None) -> Known:
    if held is not None:
        return known_document(row_of(db, held))
    found = select(catalogue_entry).where(catalogue_entry.c.id == entry)
    return known_entry(db.execute(found).mappings().one())


def outdated_of(db: Connection, most: int) -> Iterator[Outdated]:
    """Yield documents that ended on a day known and are cited after it."""
    rows = db.execute(
        select(link.c.document_id, link.c.entry_id)
        .distinct()
        .join(citation, citation.c.id == link.c.citation_id)
        .where(link.c.match == "exact", citation.c.acts == 1)
        .where(citation.c.relation.in_(_ENDS))
        .order_by(link.c.document_id, link.c.entry_id)
        .limit(_MOST_ENDED)
    )
    found = 0
    for held, entry in rows.all():
        known = _known(db, held, entry)
        act = _ending(StoredLookup(db).acts_on(known))
        citing = _citing_after(db, held, entry, act) if act else ()
        if act and citing:
            yield Outdated(known, act, tuple(citing))
            found += 1
        if found == most:
            return


def _ending(acts: Sequence[Act]) -> Act | None:
    """Return the first act by which the whole document ended, on a day known."""
    ends = [a for a in acts if a.relation in _ENDS and not a.provisions]
    dated = [act for act in ends if is_day(act.from_date)]
    return min(dated, key=lambda act: str(act.from_date), default=None)


def _citing_after(
    db: Connection, held: int | None, entry: int | None, act: Act
) -> list[HeldDocument]:
    """Return the documents issued after the act that still cite the document.

    Those that end it themselves, or speak of its end, are not among them.
    """
    target = link.c.document_id == held if held else link.c.entry_id == entry
    cited = (
        select(citation.c.document_id)
        .join(link, link.c.citation_id == citation.c.id)
        .where(target, link.c.match == "exact")
    )
    ending = cited.where(citation.c.relation.in_(_ENDS))
    rows = db.execute(
        select(document)
        .where(document.c.id.in_(cited), document.c.id.not_in(ending))
        .where(document.c.date > act.from_date)
        .order_by(document.c.date, document.c.id)
    )
    return [held_from(row) for row in rows.mappings()]
