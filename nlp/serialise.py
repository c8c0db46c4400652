"""The JSON that carries an analysis: what `cancu extract --json` prints."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields
from typing import Any, TypeVar

from ingest.document import Document, Span
from nlp.analysis import (
    Analysis,
    Citation,
    DateMention,
    Entity,
    Finding,
    Header,
    Period,
    Provision,
)
from nlp.subject_fields import fields_of

_T = TypeVar("_T")
_SPAN_FIELDS = frozenset({"title_span", "provisions_span", "alias_of", "subject"})
_HEADER_FIELDS = tuple(f.name for f in fields(Header) if f.name != "spans")


def to_json(document: Document, analysis: Analysis) -> dict[str, Any]:
    """Return document and analysis as plain JSON values.

    Spans are offsets into `document.text`; missing values are null, never absent.
    "fields" are inferred from the rest, and are not read back.

    >>> from ingest.document import Document
    >>> to_json(Document("0" * 64, "a.txt", "Điều 5"), Analysis())["document"]["text"]
    'Điều 5'
    """
    return {
        "document": document_to_json(document),
        **analysis_to_json(analysis),
        "fields": [
            found._asdict() for found in fields_of(analysis.header, analysis.citations)
        ],
    }


def document_to_json(document: Document) -> dict[str, Any]:
    """Return the document part: text, pages, and where each page came from."""
    return {
        "sha256": document.sha256,
        "name": document.name,
        "text": document.text,
        "media_type": document.media_type,
        "title": document.title,
        "warnings": list(document.warnings),
        "pages": [
            {
                "number": page.number,
                "start": page.span.start,
                "end": page.span.end,
                "origin": page.origin,
            }
            for page in document.pages
        ],
    }


def analysis_to_json(analysis: Analysis) -> dict[str, Any]:
    """Return the analysis part, every list in the order of the text."""
    return {
        "header": _header_to_json(analysis.header),
        "provisions": [_to_json(item) for item in analysis.provisions],
        "citations": [_to_json(item) for item in analysis.citations],
        "dates": [_to_json(item) for item in analysis.dates],
        "periods": [_period_to_json(item) for item in analysis.periods],
        "entities": [_to_json(item) for item in analysis.entities],
        "findings": [_to_json(item) for item in analysis.findings],
        "effective_from": analysis.effective_from,
    }


def from_json(data: Mapping[str, Any]) -> Analysis:
    """Return the analysis that `to_json` wrote; the document part is not needed.

    Keys of the contract that are absent count as null. Raises `ValueError` or
    `TypeError` where a span is missing or impossible.
    """
    return Analysis(
        header=_header_from_json(data.get("header") or {}),
        provisions=_items(data, "provisions", _reader(Provision)),
        citations=_items(data, "citations", _reader(Citation)),
        dates=_items(data, "dates", _reader(DateMention)),
        periods=_items(data, "periods", _period_from_json),
        entities=_items(data, "entities", _reader(Entity)),
        findings=_items(data, "findings", _reader(Finding)),
        effective_from=data.get("effective_from"),
    )


def _span_to_json(span: Span | None) -> list[int] | None:
    return None if span is None else [span.start, span.end]


def _span_from_json(value: Any) -> Span | None:
    return None if value is None else Span(*map(_offset, value))


def _offset(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise ValueError(f"not an offset: {value!r}")
    return value


def _to_json(item: Any) -> dict[str, Any]:
    """Write one item: its span as start and end, other spans as pairs."""
    out: dict[str, Any] = {"start": item.span.start, "end": item.span.end}
    for field in fields(item):
        if field.name == "span":
            continue
        value = getattr(item, field.name)
        if isinstance(value, Span):
            value = _span_to_json(value)
        elif isinstance(value, tuple):
            value = list(value)
        elif isinstance(value, dict):
            value = dict(value)
        out[field.name] = value
    return out


def _own_span(data: Mapping[str, Any]) -> Span:
    return Span(_offset(data.get("start")), _offset(data.get("end")))


def _items(
    data: Mapping[str, Any], name: str, read: Callable[[Mapping[str, Any]], _T]
) -> tuple[_T, ...]:
    return tuple(read(item) for item in data.get(name) or ())


def _reader(kind: type[_T]) -> Callable[[Mapping[str, Any]], _T]:
    """Return what turns the JSON of one item back into a value of `kind`."""
    names = {field.name for field in fields(kind) if field.name != "span"}  # type: ignore[arg-type]

    def read(data: Mapping[str, Any]) -> _T:
        values = {name: data[name] for name in names & data.keys()}
        for name in _SPAN_FIELDS.intersection(values):
            values[name] = _span_from_json(values[name])
        if "provisions" in values:
            values["provisions"] = tuple(values["provisions"] or ())
        if "evidence" in values:
            values["evidence"] = dict(values["evidence"] or {})
        values["span"] = _own_span(data)
        return kind(**values)

    return read


def _period_to_json(period: Period) -> dict[str, Any]:
    return {
        "start": period.span.start,
        "end": period.span.end,
        "from": period.start,
        "to": period.end,
        "cue": period.cue,
    }


def _period_from_json(data: Mapping[str, Any]) -> Period:
    return Period(_own_span(data), data.get("from"), data.get("to"), data.get("cue"))


def _header_to_json(header: Header) -> dict[str, Any]:
    out = {name: getattr(header, name) for name in _HEADER_FIELDS}
    out["spans"] = {name: _span_to_json(span) for name, span in header.spans.items()}
    return out


def _header_from_json(data: Mapping[str, Any]) -> Header:
    values = {name: data[name] for name in _HEADER_FIELDS if name in data}
    spans = {
        name: span
        for name, pair in (data.get("spans") or {}).items()
        if (span := _span_from_json(pair)) is not None
    }
    return Header(**values, spans=spans)
