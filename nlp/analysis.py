"""What reading a document yields: plain values, and the JSON that carries them.

Every span is a half-open pair of code-point offsets into `Document.text`. Unknown is
None: no value is ever invented. Dates are ISO 8601 and may be partial: "2022-06-17",
"2022-06", "2022", "2025-Q3", "--06-30".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

from ingest.document import Span

Form = Literal["full", "short", "name", "alias", "self"]
Relation = Literal[
    "basis",
    "proposal",
    "implements",
    "guides",
    "amends",
    "replaces",
    "repeals",
    "suspends",
    "corrects",
    "consolidates",
    "promulgates",
    "approves",
    "responds_to",
    "excepts",
    "refers",
]
Status = Literal["blank", "draft", "foreign", "ambiguous"]
Severity = Literal["error", "warning", "info"]
Label = Literal["PERSON", "ORG", "PLACE", "AWARD", "EVENT"]


@dataclass(frozen=True, slots=True)
class Header:
    """The identity a document gives itself (Decree 30/2020/NĐ-CP, article 8).

    `kind` is the Vietnamese name in sentence case; `number` canonical with its leading
    zeros; `issuer` in sentence case; `date` ISO. `parent` is the superior body printed
    above the issuer. `spans` says where each field was read, by field name.
    """

    number: str | None = None
    kind: str | None = None
    issuer: str | None = None
    place: str | None = None
    date: str | None = None
    title: str | None = None
    signer: str | None = None
    signer_position: str | None = None
    parent: str | None = None
    draft: bool = False
    spans: dict[str, Span] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Provision:
    """A unit of the text: `path` such as "dieu:5/khoan:2/diem:a".

    `part` is "" for the document itself; for a regulation or annex issued with it, an
    id that is unique in the document ("quy-che", "phuluc:I"), so that two articles of
    the same number never collide. `heading` is the printed heading without its label.
    """

    path: str
    span: Span
    heading: str | None = None
    part: str = ""


@dataclass(frozen=True, slots=True)
class Citation:
    """One reference to one document.

    `span` runs from the kind word through number, date and issuer; the pin-point
    before it and the title after it are outside the span and in their own fields. The
    name of a Luật, Bộ luật or Pháp lệnh is inside the span and repeated in `title`.
    `relation` is what the citing document does with the cited one. `cited_by_target`
    is the span of the citation that acts as subject where another document amends or
    replaces this one ("được sửa đổi bởi").
    """

    span: Span
    kind: str | None = None
    number: str | None = None
    date: str | None = None
    issuer: str | None = None
    title: str | None = None
    provisions: tuple[str, ...] = ()
    relation: Relation = "refers"
    form: Form = "full"
    status: Status | None = None
    part: str | None = None
    title_span: Span | None = None
    provisions_span: Span | None = None
    alias_of: Span | None = None
    subject: Span | None = None
    repaired: bool = False


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date as written, with its ISO value; None where the date cannot exist."""

    span: Span
    value: str | None


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of time; `start` and `end` are partial ISO dates as written."""

    span: Span
    start: str | None
    end: str | None
    cue: str | None = None


@dataclass(frozen=True, slots=True)
class Entity:
    """A named person, body, place, award or meeting; `value` joins its variants.

    `role` is a person's post or an organisation's parent where the text says it.
    """

    span: Span
    label: Label
    value: str
    role: str | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """Something an inspector should see.

    `code` names the rule; `message` is Vietnamese, `message_en` English. `suggestion`
    is never applied. `evidence` holds what the rule compared.
    """

    code: str
    severity: Severity
    message: str
    span: Span
    message_en: str = ""
    suggestion: str | None = None
    evidence: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Analysis:
    """All that was read from one document, each list in the order of the text."""

    header: Header = field(default_factory=Header)
    provisions: tuple[Provision, ...] = ()
    citations: tuple[Citation, ...] = ()
    dates: tuple[DateMention, ...] = ()
    periods: tuple[Period, ...] = ()
    entities: tuple[Entity, ...] = ()
    findings: tuple[Finding, ...] = ()
    effective_from: str | None = None

    def spans(self) -> Iterator[Span]:
        """Yield every span of every layer."""
        layers = (self.provisions, self.citations, self.dates, self.periods)
        for layer in (*layers, self.entities, self.findings):
            for item in layer:
                yield item.span
        yield from self.header.spans.values()
