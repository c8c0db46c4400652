"""How a known document is called on a page, and where it is shown."""

from __future__ import annotations

from flask import url_for
from flask_babel import lazy_gettext as later

from corpus.citing import StoredCitation
from corpus.known import Known
from webui.presentation import say_date


def short_name(known: Known) -> str:
    """Return kind and number of a document; its title where it has no number."""
    name = " ".join(part for part in (known.kind, known.number) if part)
    return name if known.number else known.title or name or "–"


def name_of(known: Known) -> str:
    """Return kind, number, date, issuer and title of a document on one line."""
    name = " ".join(part for part in (known.kind, known.number) if part)
    day = say_date(known.date)
    rest = [day and f"ngày {day}", known.issuer, known.title]
    return ", ".join(part for part in (name, *rest) if part)


_WHERE = {
    "register": later("trong sổ"),
    "dossier": later("trong hồ sơ này"),
    "catalogue": later("chỉ biết qua danh mục"),
}


def card_of(known: Known) -> tuple[str, ...]:
    """Return the header of a document as the lines of a small card."""
    name = " ".join(part for part in (known.kind, known.number) if part)
    day = say_date(known.date)
    facts = " · ".join(part for part in (day, known.issuer) if part)
    where = str(_WHERE[known.source])
    return tuple(line for line in (name, known.title, facts, where) if line)


def target_of(row: StoredCitation | None) -> Known | None:
    """Return the one document that a citation leads to, or None."""
    if row is None or row.resolution not in ("exact", "compatible"):
        return None
    return row.targets[0] if row.targets else None


def page_of(known: Known | None) -> str | None:
    """Return the address of the page of a known document; None where there is none."""
    if known is None:
        return None
    if known.source == "dossier":
        # only the page of a result names such documents, and shows one at a time
        return f"?vb={known.id.removeprefix('d')}"
    if known.source == "register":
        return url_for("pages.document", ident=known.id)
    return url_for("pages.entry_page", ident=known.id.removeprefix("c"))
