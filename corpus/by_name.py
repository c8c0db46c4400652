"""What is said where an issuer is told by less than a letterhead with its province."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from corpus.fields import compare_fields
from corpus.home import Home
from corpus.identity import Reference, same_by_name
from corpus.issuers import same_issuer
from corpus.known import Known
from corpus.unit_bodies import same_unit_body, unit_body
from corpus.verdicts import CheckedCitation, Verdict, reason
from nlp.written_days import day_as_written

_NAMES = {
    "kind": ("loại", "kind"),
    "number": ("số", "number"),
    "date": ("ngày", "date"),
    "title": ("trích yếu", "title"),
}


def noting(
    checked: CheckedCitation, said: Reference, ours: Reference, home: Home
) -> CheckedCitation:
    """Note whose word the issuer is where no letterhead and no citation tells it.

    `said` is what the citation says alone, `ours` with what went before. A district
    named without its province that differs in anything else contradicts nothing,
    unless the citing document is of that district: it stays not verifiable.
    """
    held = checked.held
    if held is None or checked.verdict is Verdict.UNVERIFIABLE:
        return checked
    if _by_name(ours, held):
        return _noting_name(checked, said, held, home)
    if checked.verdict is Verdict.VERIFIED:
        return _noting_context(checked, said, held, home)
    return checked


def _by_name(ours: Reference, held: Known) -> bool:
    homes = {"home": ours.home, "other_home": held.home}
    if not same_by_name(ours, held.reference):
        return False
    return same_issuer(ours.issuer, held.issuer, **homes) is None


def _noting_name(
    checked: CheckedCitation, said: Reference, held: Known, home: Home
) -> CheckedCitation:
    evidence = {**checked.evidence, "issuer": "by name"}
    alone = all(each.code.endswith("-differs") for each in checked.problems)
    fields = compare_fields(said, held)
    differ = [name for name in _NAMES if fields[name] == "mismatch"]
    if differ and alone and not _of_own_body(held, home):
        slots = {**_said(said, differ), "number": held.number, "date": held.date}
        return replace(
            checked,
            verdict=Verdict.UNVERIFIABLE,
            reason=reason("same-name", issuer=held.issuer, **slots),
            problems=(),
            evidence=evidence,
        )
    noted = _with_note(checked, "by-name")
    return replace(noted, evidence=evidence)


def _of_own_body(held: Known, home: Home) -> bool:
    """Tell whether the citing document is of the body, or has it at its head."""
    heads = (unit_body(home.own, home=home.name), unit_body(home.name))
    return any(same_unit_body(each, held.body) for each in heads)


def _said(said: Reference, names: list[str]) -> dict[str, Any]:
    """Return the fields of a citation that differ, in words of both languages."""
    values = {name: day_as_written(getattr(said, name) or "—") for name in names}
    return {
        slot: "; ".join(f"{_NAMES[name][at]} “{values[name]}”" for name in names)
        for at, slot in enumerate(("cited", "cited_en"))
    }


def _noting_context(
    checked: CheckedCitation, said: Reference, held: Known, home: Home
) -> CheckedCitation:
    """Note where only the context of a text without letterhead tells the issuer."""
    if not home.by_context or checked.fields["issuer"] != "match":
        return checked
    if same_issuer(said.issuer, held.issuer, other_home=held.home):
        return checked
    evidence = {**checked.evidence, "issuer": "by context", "home": home.name}
    noted = _with_note(checked, "by-context", home=home.name)
    return replace(noted, evidence=evidence)


def _with_note(checked: CheckedCitation, code: str, **slots: Any) -> CheckedCitation:
    why, note = checked.reason, reason(code, **slots)
    message = f"{why.message} {note.message}"
    english = f"{why.message_en} {note.message_en}"
    noted = replace(why, message=message, message_en=english)
    problems = tuple(noted if each == why else each for each in checked.problems)
    return replace(checked, reason=noted, problems=problems)
