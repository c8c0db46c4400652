"""The fields of administration of a document, and what they were inferred from."""

from __future__ import annotations

from typing import NamedTuple

from flask import url_for
from flask_babel import lazy_gettext as later

from nlp.analysis import Analysis
from nlp.subject_fields import field_rows, fields_of
from webui.presentation import in_language

SOURCES = {
    "title": later("suy ra từ trích yếu: “%(words)s”"),
    "basis": later("suy ra từ căn cứ: %(words)s"),
    "issuer": later("suy ra từ cơ quan ban hành"),
}


class FieldShown(NamedTuple):
    """A field: its name in the reader's language, where others of it are, and why."""

    name: str
    href: str
    why: str


def field_name(name: str) -> str:
    """Return the name of a field in the reader's language."""
    english = {row.name: row.english for row in field_rows()}
    return in_language(name, english.get(name, ""))


def fields_shown(analysis: Analysis) -> list[FieldShown]:
    """Return the fields of a document as its page tells them."""
    return [
        FieldShown(
            field_name(found.name),
            url_for("pages.search", field=found.name),
            str(SOURCES[found.source]) % {"words": found.words},
        )
        for found in fields_of(analysis.header, analysis.citations)
    ]
