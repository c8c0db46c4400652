"""What a person decided, in words: one wording for reports, pages and programs."""

from __future__ import annotations

from typing import NamedTuple

from corpus.decisions import Decision, State
from nlp.written_days import day_as_written


class Words(NamedTuple):
    """The same in Vietnamese and in English."""

    vietnamese: str
    english: str


STATES: dict[State, Words] = {
    "new": Words("chưa xem xét", "not looked at"),
    "open": Words("xác nhận, còn phải sửa", "confirmed, to be corrected"),
    "dismissed": Words("báo nhầm", "false alarm"),
}
"""What became of a finding, the least settled first."""

FIELDS = {
    "kind": Words("Tên loại", "Kind"),
    "number": Words("Số, ký hiệu", "Number"),
    "date": Words("Ngày", "Date"),
    "issuer": Words("Cơ quan", "Issuer"),
    "title": Words("Trích yếu", "Subject"),
}


REFUSED = {
    "decision_outcome": Words(
        "Ý kiến là accept, false_alarm hoặc corrected.",
        "An opinion is accept, false_alarm or corrected.",
    ),
    "decision_who": Words("Hãy ghi tên người xem xét.", "Say who decides."),
    "decision_reason": Words(
        "Báo nhầm thì phải ghi lý do.", "A false alarm needs its reason."
    ),
    "decision_value": Words(
        "Hãy chọn trường và ghi giá trị đúng.", "Choose a field and give its value."
    ),
    "decision_long": Words(
        "Tên, lý do hoặc giá trị dài quá 2.000 ký tự.",
        "The name, reason or value is longer than 2,000 characters.",
    ),
    "decision_many": Words(
        "Kết quả này đã có quá nhiều ý kiến; hãy nạp văn bản vào sổ.",
        "This result carries too many opinions; add the document to the register.",
    ),
}
"""What of a decision is amiss, by the code of `DecisionError`."""


def decision_words(decision: Decision) -> Words:
    """Return who decided what, when, and why.

    >>> from corpus.decisions import Decision
    >>> said = Decision(1, "", "", "a.pdf", "K02", "", 1, "", "false_alarm", "An",
    ...     "2026-01-02T03:04:05", "", reason="tên riêng")
    >>> decision_words(said).vietnamese, decision_words(said).english
    ('An, ngày 2/1/2026: tên riêng', 'An, on 2/1/2026: tên riêng')
    """
    day = day_as_written(decision.decided_at[:10])
    vietnamese, english = f"{decision.who}, ngày {day}", f"{decision.who}, on {day}"
    if decision.outcome == "corrected" and decision.field:
        name = FIELDS[decision.field]
        vietnamese += f", {name.vietnamese} đúng là “{decision.value}”"
        english += f", {name.english} should be “{decision.value}”"
    why = f": {decision.reason}" if decision.reason else ""
    return Words(vietnamese + why, english + why)
