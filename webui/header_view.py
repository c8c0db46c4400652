"""The header of a document as a person reviews it: readings, doubts, what was said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as later

from corpus.corrected import Correction
from corpus.corrections import Queued
from corpus.doubts import FIELDS as NAMES
from corpus.doubts import Doubt
from ingest.document import Document
from nlp.analysis import Header
from webui.archive import Archive
from webui.marking import Mark
from webui.picturing import PagePicture, page_pictures
from webui.presentation import in_language, one_line, say, say_date

FIELDS = {
    "number": later("Số, ký hiệu"),
    "kind": later("Tên loại"),
    "date": later("Ngày ban hành"),
    "issuer": later("Cơ quan ban hành"),
    "title": later("Trích yếu"),
    "signer": later("Người ký"),
}
REFUSED = {
    "correction_who": later("Hãy ghi tên người duyệt."),
    "correction_long": later("Tên người duyệt dài quá 200 ký tự."),
    "correction_field": later("Không có trường này."),
    "correction_value": later("Giá trị không hợp lệ ở trường"),
}
# A text without pages to draw is shown from its beginning and from its end.
_HEAD, _TAIL = 1_500, 700


@dataclass(frozen=True, slots=True)
class FieldRow:
    """One field: what holds now, what was read and where, and why it is doubted."""

    name: str
    label: str
    value: str
    read: str
    quote: str
    doubts: tuple[str, ...]
    said: str


@dataclass(frozen=True, slots=True)
class HeaderView:
    """The form over one header, beside its pages or the ends of its text."""

    id: str
    heading: str
    rows: list[FieldRow]
    pictures: list[PagePicture]
    head: str
    tail: str


def header_view(archive: Archive, ident: str) -> HeaderView:
    """Gather the form of a document.

    Raises:
        NotHeld: if the register has no such document.
    """
    held = archive.held(ident)
    document, analysis = archive.reading(ident)
    desk = archive.register.corrections
    doubts = desk.doubts(held.id)
    history = desk.history(held.id)
    header, read = analysis.header, desk.read_header(held.id)
    heading = " ".join(part for part in (header.kind, header.number) if part)
    pictures = _pictures(document, read, doubts)
    text = "" if pictures else document.text
    return HeaderView(
        id=ident,
        heading=heading or held.name,
        rows=[_row(name, header, read, document, doubts, history) for name in NAMES],
        pictures=pictures,
        head=text[:_HEAD],
        tail=text[max(_HEAD, len(text) - _TAIL) :],
    )


def _row(
    name: str,
    header: Header,
    read: Header,
    document: Document,
    doubts: Sequence[Doubt],
    history: Sequence[Correction],
) -> FieldRow:
    span = read.spans.get(name)
    said = [each for each in history if each.field == name]
    return FieldRow(
        name=name,
        label=say(FIELDS, name),
        value=shown(name, getattr(header, name)),
        read=shown(name, getattr(read, name)),
        quote=one_line(span.of(document.text), 200) if span else "",
        doubts=tuple(
            in_language(each.message, each.message_en)
            for each in doubts
            if each.field == name
        ),
        said=said_of(said[-1]) if said else "",
    )


def shown(name: str, value: str | None) -> str:
    """Return a value as a person writes it; "" where there is none."""
    return (say_date(value) if name == "date" else value) or ""


def said_of(each: Correction) -> str:
    """Return in words who confirmed or corrected a field, when, and what was read."""
    day = say_date(each.decided_at[:10])
    if each.confirmed:
        return str(_("%(who)s xác nhận ngày %(day)s", who=each.who, day=day))
    read = shown(each.field, each.read) or _("không đọc được")
    said = _(
        "%(who)s sửa ngày %(day)s; máy đọc: %(read)s",
        who=each.who,
        day=day,
        read=read,
    )
    return str(said)


def _pictures(
    document: Document, read: Header, doubts: Sequence[Doubt]
) -> list[PagePicture]:
    """Return the pages on which the header and the signature stand, with boxes."""
    doubted = {each.field for each in doubts}
    marks = [
        Mark(
            span,
            "unverifiable" if name in doubted else "verified",
            anchor=f"truong-{name}",
        )
        for name, span in read.spans.items()
        if name in NAMES
    ]
    pages = page_pictures(document, marks)
    wanted = [page for page in pages if page.boxes] or pages[:1]
    return wanted[:3]


def doubted_fields(archive: Archive, document_id: int) -> list[str]:
    """Return the names of the fields that wait for a person, each once."""
    found = archive.register.corrections.doubts(document_id)
    return [say(FIELDS, name) for name in dict.fromkeys(each.field for each in found)]


def corrected_fields(archive: Archive, document_id: int) -> list[tuple[str, str]]:
    """Return the name of each field that a person confirmed or corrected, in words."""
    history = archive.register.corrections.history(document_id)
    latest = {each.field: each for each in history}
    return [(say(FIELDS, name), said_of(each)) for name, each in latest.items()]


def corrections_of(form: Mapping[str, str], view: HeaderView) -> dict[str, str | None]:
    """Return what a form says: each doubted field, and each that was changed."""
    said: dict[str, str | None] = {}
    for row in view.rows:
        typed = form.get(row.name)
        if typed is None:
            continue
        if row.doubts or typed.strip() != row.value:
            said[row.name] = typed.strip() or None
    return said


def queued_json(each: Queued) -> dict[str, Any]:
    """Return a waiting document as the API gives it."""
    return {
        "id": str(each.held.id),
        "name": each.held.name,
        "number": each.held.number,
        "doubts": [doubt_json(doubt) for doubt in each.doubts],
    }


def doubt_json(doubt: Doubt) -> dict[str, str | None]:
    """Return a doubt as the API gives it."""
    return {
        "field": doubt.field,
        "code": doubt.code,
        "value": doubt.value,
        "message": doubt.message,
        "message_en": doubt.message_en,
    }
