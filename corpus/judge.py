"""From one citation and what it leads to, to a verdict with its reason."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from corpus.by_name import noting
from corpus.fields import compare_fields, title_likeness, unheld_fields
from corpus.home import Home
from corpus.identity import (
    Match,
    Reference,
    dates_agree,
    is_day,
    issuers_match,
    year_of,
)
from corpus.impossible import Setting, contradictions
from corpus.issuers import IssuerScope, issuer_scope, same_issuer
from corpus.keys import (
    LAW_KINDS,
    kind_slug,
    name_key,
    name_words,
    parse_number,
)
from corpus.known import Known, Lookup
from corpus.letters import by_its_letters, same_day_of_another
from corpus.links import Resolution, reference_of
from corpus.mistyped import number_meant
from corpus.title_numbers import numbers_that_differ
from corpus.unit_bodies import same_unit_body, unit_body
from corpus.verdicts import (
    FIELDS,
    CheckedCitation,
    FieldVerdict,
    Reason,
    Verdict,
    reason,
)
from corpus.versions import by_date
from nlp.analysis import Citation
from nlp.written_days import day_as_written

_SOURCES = {
    "register": ("kho văn bản", "register"),
    "catalogue": ("danh mục", "catalogue"),
    "dossier": ("hồ sơ này", "dossier"),
}
_FIELD_NAMES = {
    "kind": ("loại", "kind"),
    "number": ("số, ký hiệu", "number"),
    "date": ("ngày", "date"),
    "issuer": ("cơ quan", "issuer"),
    "title": ("trích yếu", "title"),
}
# Which field a contradiction within the citation speaks of: where the register agrees
# on that field, the citation is as the document is, and nothing is contradicted.
_SETTLED_BY = {
    "kind-code": "kind",
    "issuer-code": "issuer",
    "year-number": "date",
    "term-year": "date",
    "future": "date",
}
_MUST_BE_MEANT = 0.8
_HALF = 0.5
_FEWEST_WORDS = 4


def _slots(known: Known) -> dict[str, Any]:
    source, source_en = _SOURCES[known.source]
    return {
        "number": known.number or known.title,
        "date": known.date,
        "issuer": known.issuer,
        "kind": known.kind,
        "title": known.title,
        "source": source,
        "source_en": source_en,
    }


def _differences(
    ours: Reference, known: Known, fields: dict[str, FieldVerdict]
) -> Iterator[Reason]:
    """Yield a reason for each field in which the named document differs."""
    for name in ("date", "issuer", "kind", "number"):
        if fields[name] == "mismatch":
            cited = getattr(ours, name)
            yield reason(f"{name}-differs", **{**_slots(known), "cited": cited})
    if fields["title"] == "mismatch" and _other_law(ours, known):
        yield reason("title-differs", **{**_slots(known), "cited": ours.title})


def _other_law(ours: Reference, known: Known) -> bool:
    """Tell whether a law is called by a name that shares no word with its own."""
    if kind_slug(ours.kind) not in LAW_KINDS or not ours.title or not known.title:
        return False
    long_enough = len(name_words(ours.title)) >= 2
    return long_enough and title_likeness(ours.title, known.title) == 0.0


def _meant(ours: Reference, rejected: tuple[Known, ...]) -> Known | None:
    """Return the rejected document that must be meant all the same, or None.

    Number, issuer and nearly the same title; a title half the same is enough where
    day and month agree and only the year differs. A law cited by name alone with
    another year is another version, not an error.
    """
    if not ours.number or not ours.title:
        return None
    for known in rejected:
        shorter = min(len(name_words(ours.title)), len(name_words(known.title or "")))
        if shorter < _FEWEST_WORDS:
            continue
        issuers = issuers_match(ours, known.reference)
        slip = is_day(ours.date) and (known.date or "")[4:] == str(ours.date)[4:]
        enough = _HALF if slip and issuers is Match.EXACT else _MUST_BE_MEANT
        like = title_likeness(ours.title, known.title or "")
        if like >= enough and issuers is not Match.CONFLICT:
            return known
    return None


def _law_of_that_name(ours: Reference, lookup: Lookup) -> Known | None:
    """Return the law of the cited name and date where the cited number is not held."""
    key = name_key(ours.kind, ours.title)
    if not key or not ours.number or kind_slug(ours.kind) == "hien-phap":
        return None
    number = parse_number(ours.number, kind=ours.kind)
    year = year_of(ours.date) or (number.year if number else None)
    found = [k for k in lookup.by_name(key) if year and year_of(k.date) == year]
    if len(found) != 1 or (is_day(ours.date) and found[0].date != ours.date):
        return None
    return found[0]


def _doubt(citation: Citation, ours: Reference, resolution: Resolution) -> Reason:
    """Return why nothing can be verified."""
    status = resolution.status
    if status in ("blank", "draft", "foreign"):
        return reason(status)
    if status == "ambiguous":
        return _ambiguity(resolution)
    number = parse_number(ours.number, kind=ours.kind)
    if status == "compatible" and resolution.target is not None:
        return _incomplete(ours, resolution.target)
    if number is None and not name_key(ours.kind, ours.title) and not ours.number:
        return reason("no-identity")
    if number is not None and not number.codes:
        return reason("short")
    if resolution.rejected:
        known = resolution.rejected[0]
        if same := [k for k in resolution.rejected if same_day_of_another(ours, k)]:
            return reason("other-issuer", **{**_slots(same[0]), "cited": ours.issuer})
        return reason("other-year" if ours.number else "other-version", **_slots(known))
    return reason("not-held")


def _ambiguity(resolution: Resolution) -> Reason:
    if not resolution.candidates:
        return reason("ambiguous-text")
    first = resolution.candidates[:5]
    return reason(
        "ambiguous",
        count=len(resolution.candidates),
        list="; ".join(_named(each, "ngày") for each in first),
        list_en="; ".join(_named(each, "of") for each in first),
    )


def _named(known: Known, of_day: str) -> str:
    name = " ".join(p for p in (known.kind, known.number or known.title) if p)
    day = known.date and f"{of_day} {day_as_written(known.date)}"
    return ", ".join(part for part in (name, day, known.issuer) if part)


def _incomplete(ours: Reference, known: Known) -> Reason:
    """Return which missing field keeps a compatible document from being the one."""
    number = parse_number(ours.number, kind=ours.kind)
    if number is None:
        return reason("year-missing")
    if not number.codes:
        return reason("short")
    if number.year is None and year_of(ours.date) is None:
        return reason("date-missing", number=ours.number)
    if issuer_scope(number) is not IssuerScope.NATIONAL and not same_issuer(
        ours.issuer, known.issuer, home=ours.home, other_home=known.home
    ):
        ours_body = unit_body(ours.issuer, home=ours.home)
        if not same_unit_body(ours_body, unit_body(known.issuer, home=known.home)):
            return reason("issuer-missing", **_slots(known))
        named = "two-of-a-name" if known.source == "dossier" else "no-province"
        return reason(named, **_slots(known))
    return reason("other-year", **_slots(known))


def _agreement(
    ours: Reference, known: Known, fields: dict[str, FieldVerdict]
) -> Reason:
    if fields["title"] == "mismatch":
        return _other_numbers(ours, known)
    missing = [name for name in FIELDS if fields[name] == "missing"]
    if known.kind and not known.number:
        missing = [name for name in missing if name != "number"]
    slots = _slots(known)
    said = [name for name in FIELDS if fields[name] == "not_comparable"]
    uncompared = [name for name in said if getattr(known, name)]
    if uncompared:
        for at, slot in enumerate(("fields", "fields_en")):
            slots[slot] = ", ".join(
                f"{_FIELD_NAMES[name][at]} “{getattr(known, name)}”"
                for name in uncompared
            )
        return reason("verified-uncompared", **slots)
    if not missing:
        return reason("verified", **slots)
    slots["missing"] = ", ".join(_FIELD_NAMES[name][0] for name in missing)
    slots["missing_en"] = ", ".join(_FIELD_NAMES[name][1] for name in missing)
    return reason("verified-missing", **slots)


def _other_numbers(ours: Reference, known: Known) -> Reason:
    pairs = numbers_that_differ(ours.title or "", known.title or "")
    slots = {
        "cited_part": ", ".join(one for one, _ in pairs),
        "part": ", ".join(other for _, other in pairs),
    }
    return reason("verified-title", **_slots(known), **slots)


def _settled(problem: Reason, fields: dict[str, FieldVerdict]) -> bool:
    return fields.get(_SETTLED_BY.get(problem.code, "")) == "match"


def judge(
    citation: Citation,
    ours: Reference,
    resolution: Resolution,
    *,
    setting: Setting,
    lookup: Lookup,
    home: Home,
) -> CheckedCitation:
    """Return the verdict on one citation.

    `ours` is what this citation itself says; `resolution` may know more from earlier
    mentions. Contradicted: the document that is named, or must be meant, differs in a
    field, or the citation contradicts itself. Verified: one document agrees on all
    that identifies it and no field differs. All else is not verifiable.
    """
    said = reference_of(citation, home=home.name)
    if said.issuer and ours.issuer:
        said = replace(said, issuer=ours.issuer)  # "UBND xã" is that of the header
    held = resolution.target
    exact = resolution.status == "exact" and held is not None
    fields = compare_fields(said, held) if held and exact else unheld_fields(said)
    alone = [
        problem
        for problem in contradictions(citation, setting)
        if not (exact and _settled(problem, fields))
    ]
    problems: list[Reason] = []
    if exact and held is not None:
        problems = list(_differences(said, held, fields))
    elif resolution.status in ("unresolved", "compatible"):
        meant = (
            _meant(ours, resolution.rejected)
            or _law_of_that_name(said, lookup)
            or by_its_letters(said, resolution.rejected)
        )
        if meant is not None:
            held, fields = meant, compare_fields(said, meant)
            problems = list(_differences(said, meant, fields))
    calendar = [each for each in alone if each.code == "impossible-date"]
    others = [each for each in alone if each.code != "impossible-date"]
    problems = [*calendar, *problems, *others]
    if held is None and problems and resolution.rejected:
        held = resolution.rejected[0]
    checked = _verdict(citation, resolution, ours, fields, held, problems)
    if checked.verdict is Verdict.UNVERIFIABLE:
        checked = _read_by_date(checked, said, ours, lookup, setting.own_date)
        return _read_by_title(checked, ours, lookup)
    return noting(checked, said, ours, home)


def _read_by_date(
    checked: CheckedCitation,
    said: Reference,
    ours: Reference,
    lookup: Lookup,
    own_date: str | None,
) -> CheckedCitation:
    """Name the version of a law that the day of the citing document points to.

    It stays not verifiable: that the register knows every version is not known.
    """
    if checked.evidence["resolution"] not in ("compatible", "ambiguous"):
        return checked
    found = by_date(lookup, ours, own_date)
    if found is None or found.chosen is None:
        return checked
    slots = {**_slots(found.chosen), "own": own_date}
    return replace(
        checked,
        held=found.chosen,
        fields=compare_fields(said, found.chosen),
        reason=reason("by-date", since=found.chosen.effective_from, **slots),
        evidence={**checked.evidence, "by_date": own_date},
    )


def _read_by_title(
    checked: CheckedCitation, ours: Reference, lookup: Lookup
) -> CheckedCitation:
    """Name the document that all but the number point to.

    It stays not verifiable: two documents of one day may have one title.
    """
    if checked.reason.code not in ("not-held", "other-year", "other-issuer"):
        return checked
    found = number_meant(ours, lookup)
    if found is None:
        return checked
    why = reason("other-number", **{**_slots(found), "cited": ours.number})
    return replace(checked, reason=why, candidates=(found,))


def _verdict(
    citation: Citation,
    resolution: Resolution,
    ours: Reference,
    fields: dict[str, FieldVerdict],
    held: Known | None,
    problems: list[Reason],
) -> CheckedCitation:
    evidence = {"resolution": resolution.status}
    candidates = resolution.candidates if resolution.status == "ambiguous" else ()
    if problems:
        verdict, why = Verdict.CONTRADICTED, problems[0]
    elif resolution.status != "exact" or held is None:
        verdict, why = Verdict.UNVERIFIABLE, _doubt(citation, ours, resolution)
        if resolution.status == "unresolved":
            held = None
    elif fields["title"] == "mismatch" and not dates_agree(ours.date, held.date):
        verdict = Verdict.UNVERIFIABLE
        why = reason("title-doubt", **_slots(held))
    elif is_day(ours.date) and fields["date"] == "not_comparable":
        verdict = Verdict.UNVERIFIABLE
        why = reason("record-doubt", **{**_slots(held), "cited": ours.date})
    else:
        verdict = Verdict.VERIFIED
        if fields["title"] == "mismatch" and not numbers_that_differ(
            ours.title or "", held.title or ""
        ):
            fields = {**fields, "title": "not_comparable"}
        why = _agreement(ours, held, fields)
    return CheckedCitation(
        citation, verdict, why, fields, held, candidates, tuple(problems), evidence
    )
