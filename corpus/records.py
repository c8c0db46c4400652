"""Between values and rows: what is stored of a document, and how it comes back."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import RowMapping

from corpus.home import home_in
from corpus.issuers import issuer_id
from corpus.keys import kind_slug, name_key, number_key, parse_number, short_key
from corpus.known import Known, KnownUnit
from corpus.links import Resolution
from ingest.document import Document, OffsetMap, Page, Span, WordBox
from nlp.analysis import Analysis, Citation
from nlp.serialise import analysis_to_json, from_json

_MAX_LAYOUT = 256 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class HeldDocument:
    """A document of the register without its text: what lists show.

    `id` is its number in this register; `draft` tells that it says so of itself.
    """

    id: int
    sha256: str
    name: str
    media_type: str
    size: int
    added_at: str
    kind: str | None
    number: str | None
    issuer: str | None
    issuer_id: str | None
    date: str | None
    title: str | None
    signer: str | None
    place: str | None
    effective_from: str | None
    draft: bool
    collection_id: int = 1


def now() -> str:
    """Return this moment, UTC, as ISO 8601 to the microsecond."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


def digest(data: bytes) -> str:
    """Return the SHA-256 of `data` in hex."""
    return sha256(data).hexdigest()


def pack(value: Any) -> bytes:
    """Return `value` as compressed JSON; equal values give equal bytes."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return zlib.compress(text.encode("utf-8"), 6)


def unpack(data: bytes) -> Any:
    """Return what `pack` was given.

    Raises:
        ValueError: if the data unpacks to more than any document can hold.
    """
    engine = zlib.decompressobj()
    plain = engine.decompress(data, _MAX_LAYOUT)
    if engine.unconsumed_tail:
        raise ValueError("stored layout is too large")
    return json.loads(plain)


def layout_of(document: Document) -> dict[str, Any]:
    """Return all of a document but its text, as plain JSON values."""
    return {
        "media_type": document.media_type,
        "title": document.title,
        "warnings": list(document.warnings),
        "offsets": [list(document.offsets.here), list(document.offsets.there)],
        "pages": [
            [p.number, p.span.start, p.span.end, p.origin, p.width, p.height]
            for p in document.pages
        ],
        "words": [list(word) for word in document.words],
    }


def document_from(held: RowMapping, text: str, layout: dict[str, Any]) -> Document:
    """Return the document that was stored."""
    here, there = layout["offsets"]
    return Document(
        sha256=held["sha256"],
        name=held["name"],
        text=text,
        media_type=layout["media_type"],
        pages=tuple(
            Page(number, Span(start, end), origin, width, height)
            for number, start, end, origin, width, height in layout["pages"]
        ),
        words=tuple(WordBox(*word) for word in layout["words"]),
        offsets=OffsetMap(tuple(here), tuple(there)),
        title=layout["title"],
        warnings=tuple(layout["warnings"]),
    )


def analysis_bytes(analysis: Analysis) -> bytes:
    """Return an analysis as stored."""
    return pack(analysis_to_json(analysis))


def analysis_from(data: bytes) -> Analysis:
    """Return the analysis that was stored."""
    return from_json(unpack(data))


def units_of(text: str, analysis: Analysis) -> tuple[KnownUnit, ...]:
    """Return the provisions of a document with their texts."""
    return tuple(
        KnownUnit(p.path, p.part, p.heading, p.span.of(text))
        for p in analysis.provisions
    )


def identity_values(
    *,
    kind: str | None,
    number: str | None,
    issuer: str | None,
    date: str | None,
    title: str | None,
    effective_from: str | None,
    home: str | None = None,
) -> dict[str, Any]:
    """Return the identifying columns of a document or an entry, keys included."""
    return {
        "kind": kind,
        "number": number,
        "number_key": number_key(number, kind=kind),
        "short_key": short_key(kind, number),
        "name_key": name_key(kind, title),
        "issuer": issuer,
        "issuer_id": (issuer_id(issuer, home=home) or "")[:200] or None,
        "date": date,
        "title": title,
        "effective_from": effective_from,
    }


def document_values(document: Document, analysis: Analysis) -> dict[str, Any]:
    """Return the columns of `document` that the header and the file give."""
    header = analysis.header
    home = home_in(analysis).name
    return {
        "name": document.name,
        "media_type": document.media_type[:120],
        **identity_values(
            kind=header.kind,
            number=header.number,
            issuer=header.issuer,
            date=header.date,
            title=header.title,
            effective_from=analysis.effective_from,
            home=home,
        ),
        "home": home,
        "signer": header.signer,
        "place": header.place,
        "draft": int(header.draft),
    }


def citation_values(citation: Citation, resolution: Resolution) -> dict[str, Any]:
    """Return the columns of `citation`; the keys are those of the completed mention."""
    ours = resolution.reference
    number = parse_number(ours.number, kind=ours.kind)
    short = short_key(ours.kind, ours.number)
    by_number = number_key(ours.number, kind=ours.kind)
    return {
        "start": citation.span.start,
        "end": citation.span.end,
        "kind": citation.kind,
        "number": citation.number,
        "number_key": by_number if number is None or number.codes else None,
        "short_key": short if number is not None and not number.codes else None,
        "name_key": None if ours.number else name_key(ours.kind, ours.title),
        "date": citation.date,
        "issuer": citation.issuer,
        "title": citation.title,
        "provisions": list(citation.provisions),
        "relation": citation.relation,
        "form": citation.form,
        "acts": int(citation.subject is None and citation.form != "self"),
        "status": citation.status,
        "reference": asdict(ours),
        "resolution": resolution.status,
    }


def held_from(row: RowMapping) -> HeldDocument:
    """Return a row of `document` as a value."""
    names = HeldDocument.__slots__
    values = {name: row[name] for name in names}
    return HeldDocument(**{**values, "draft": bool(row["draft"])})


def known_document(row: RowMapping) -> Known:
    """Return a row of `document` as something known."""
    return Known(
        id=str(row["id"]),
        source="register",
        kind=row["kind"],
        number=row["number"],
        date=row["date"],
        issuer=row["issuer"],
        title=row["title"],
        effective_from=row["effective_from"],
        sha256=row["sha256"],
        home=row["home"],
    )


def known_entry(row: RowMapping) -> Known:
    """Return a row of `catalogue_entry` as something known."""
    return Known(
        id=f"c{row['id']}",
        source="catalogue",
        kind=row["kind"],
        number=row["number"],
        date=row["date"],
        issuer=row["issuer"],
        title=row["title"],
        effective_from=row["effective_from"],
        effective_to=row["effective_to"],
        status=row["status"],
    )


def acts_from(known: Known) -> str | None:
    """Return the day from which a document acts on others; None where not known.

    An administrative document without a clause of its own acts from its date; a
    normative one does not (domain: unknown).
    """
    if known.effective_from:
        return known.effective_from
    number = parse_number(known.number, kind=known.kind)
    administrative = number is not None and number.year is None
    return known.date if administrative and kind_slug(known.kind) != "luat" else None


def chunks(items: Sequence[Any], size: int = 400) -> Iterator[Sequence[Any]]:
    """Yield `items` in pieces small enough for one SQL statement."""
    for start in range(0, len(items), size):
        yield items[start : start + size]
