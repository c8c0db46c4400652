"""Three verdicts on a citation, and the reasons for which each is given."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import Any, Literal

from corpus.known import Known
from corpus.rows import reason_rows
from nlp.analysis import Citation
from nlp.written_days import day_as_written

FieldVerdict = Literal["match", "mismatch", "missing", "not_comparable"]
FIELDS = ("kind", "number", "date", "issuer", "title")


class Verdict(Enum):
    """What can be said of a citation. There is no fourth answer."""

    VERIFIED = "verified"
    CONTRADICTED = "contradicted"
    UNVERIFIABLE = "unverifiable"

    @property
    def label(self) -> str:
        """Return the Vietnamese label."""
        return _LABELS[self]


_LABELS = {
    Verdict.VERIFIED: "Đã đối chiếu khớp",
    Verdict.CONTRADICTED: "Mâu thuẫn",
    Verdict.UNVERIFIABLE: "Không kiểm chứng được",
}


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a verdict was given: a row of `reasons.toml` with its slots filled."""

    code: str
    message: str
    message_en: str


class _Slots(dict[str, object]):
    """Slots of a message; one that nobody filled is shown as a dash."""

    def __missing__(self, key: str) -> str:
        return "—"


def fill(template: str, slots: dict[str, Any]) -> str:
    """Return `template` with its `{slots}` filled, days as people write them.

    An unknown value is a dash.
    """
    shown = {
        key: day_as_written(value) if isinstance(value, str) else value
        for key, value in slots.items()
        if value is not None
    }
    return template.format_map(_Slots(shown))


def reason(reason_code: str, **slots: Any) -> Reason:
    """Return the reason of this code.

    Raises:
        KeyError: if `reasons.toml` has no such row.
    """
    row = reason_rows()[reason_code]
    return Reason(reason_code, fill(row["vi"], slots), fill(row["en"], slots))


@dataclass(frozen=True, slots=True)
class CheckedCitation:
    """One citation with its verdict, the reason, and what each field says.

    `held` is the document compared with; `candidates` those that could be meant where
    there are several. `problems` lists every contradiction found, the first being the
    reason.
    """

    citation: Citation
    verdict: Verdict
    reason: Reason
    fields: dict[str, FieldVerdict]
    held: Known | None = None
    candidates: tuple[Known, ...] = ()
    problems: tuple[Reason, ...] = ()
    evidence: dict[str, Any] = field(default_factory=dict)
