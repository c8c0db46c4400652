"""Persons, organisations and places named in a text, each with one value per document.

`find_entities` works on marked words (`nlp.marked`); the pipeline makes them. Bodies
come first, then people, then places: a place inside a body's name and a person inside
a street's are neither.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import compress, count

from ingest.document import Span
from nlp.analysis import Entity, Header
from nlp.bodies_in_text import find_bodies
from nlp.body_aliases import find_aliases, find_mentions
from nlp.entity_values import Values
from nlp.fold import fold
from nlp.marked import Marked
from nlp.persons import Judge, find_persons
from nlp.places import find_places
from nlp.tokens import tokenise


def find_entities(
    marked: Marked,
    *,
    header: Header | None = None,
    signers: Sequence[Span] = (),
    judge: Judge | None = None,
) -> list[Entity]:
    """Return the named people, bodies and places of a text, in order, none nested.

    `header` tells the issuer, by which "UBND tỉnh" is understood, and where it is
    printed; `signers` are names that the signature blocks show. Spans may hold line
    breaks. Values join the variants of a name within the document.
    """
    header = header or Header()
    marked.ours = own_units(marked.tokens.text, header.issuer)
    issuers = _header_spans(marked, header, ("parent", "issuer"))
    named = find_bodies(marked)
    bodies = issuers + [(body.start, body.end) for body in named]
    heads = {body.start: body.head for body in named if body.head}
    aliases = find_aliases(marked, bodies)
    mentions = find_mentions(marked, aliases)
    people = find_persons(marked, signers=signers, bodies=bodies, judge=judge)
    places = _header_spans(marked, header, ("place",)) + find_places(marked)
    values = Values(marked, header, bodies, aliases)
    found = [
        *(values.body(start, end, heads.get(start, "")) for start, end in bodies),
        *(values.alias(i, j, alias) for i, j, alias in mentions),
        *(values.person(person) for person in people),
        *(values.place(start, end) for start, end in places),
    ]
    return sorted(values.joined(found), key=lambda entity: entity.span)


_OWN = re.compile(r"(?:xã|phường|đặc khu|huyện|quận|thị xã|thị trấn)(?= \w)", re.I)
# "PHƯỜNG TÂN AN TỔ CHỨC HỘI NGHỊ": the heading of what a commune tells of itself.
_HEADED = re.compile(r"\A\s{0,20}(XÃ|PHƯỜNG|ĐẶC KHU) ([^\n]{10,160})")
_CALLED = re.compile(
    r"là:? [“\"]?(?:UBND|HĐND|(?:Ủy|Uỷ) ban nhân dân|Hội đồng nhân dân)\s"
    r"(xã|phường|đặc khu|huyện|quận|thị xã|thị trấn)[”\")]"
)


_BODY_BEFORE = (
    *("UBND", "HĐND", "CHQS", "MTTQ", "Nhân dân", "nhân dân", "Đảng ủy", "Đảng bộ"),
    *("Quân sự", "quân sự", "Việt Nam", "Công an", "Tổ quốc", "Hồ Chí Minh"),
    *("Nông dân", "Phụ nữ", "phụ nữ", "Chiến binh", "chiến binh"),
)
_LONGEST_BODY = max(map(len, _BODY_BEFORE))
_UNIT_WORDS = frozenset({"xã", "phường", "đặc", "huyện", "quận", "thị"})
_UNIT_NAMED = re.compile(
    r"(xã|phường|đặc khu|huyện|quận|thị xã|thị trấn)\s"
    r"([^\W\d_][\w’']*)(?:\s([^\W_][\w’']*))?"
)


def _named_units(text: str) -> Iterator[tuple[str, str, str]]:
    """Yield the unit word behind each body, and the two words behind it."""
    tokens = tokenise(text)
    for i in compress(count(), map(_UNIT_WORDS.__contains__, tokens.words)):
        end = tokens.starts[i] - 1
        if end < 0 or not text[end].isspace():
            continue
        if text.endswith(_BODY_BEFORE, max(0, end - _LONGEST_BODY), end):
            found = _UNIT_NAMED.match(text, end + 1)
            if found:
                yield found[1], found[2], found[3] or ""


_NO_NAME = frozenset({"Khóa", "Khoá", "Nhiệm", "Kỳ"})


def own_units(text: str, issuer: str | None) -> frozenset[str]:
    """Return the units below the province that a text names without a name.

    What the People's Committee of a commune issues says "UBND xã" of itself; another
    text may lay it down ("sau đây gọi tắt là UBND xã"), or name the bodies of one
    commune and no other.

    >>> sorted(own_units("", "Ủy ban nhân dân xã Tân Lập"))
    ['xã']
    """
    units = {unit.lower() for unit in _OWN.findall(issuer or "")[:1]}
    units |= {
        unit.lower() for unit, rest in _HEADED.findall(text[:200]) if rest.isupper()
    }
    named: dict[str, set[str]] = {}
    for unit, first, second in _named_units(text):
        if first[0].isupper() and first not in _NO_NAME:
            name = first if second[:1].islower() else f"{first} {second}"
            named.setdefault(unit, set()).add(fold(name))
    only = {unit for unit, names in named.items() if len(names) == 1}
    return frozenset(units | set(_CALLED.findall(text)) | only)


def _header_spans(
    marked: Marked, header: Header, fields: Iterable[str]
) -> list[tuple[int, int]]:
    """Return the word ranges of header fields, and take them."""
    found = []
    for name in fields:
        span = header.spans.get(name)
        if span is None or not span.end > span.start:
            continue
        i, j = marked.words_in(span)
        if i and marked.spelled(i - 1, i) == "ủy" and marked.gap(i) == "soft":
            i -= int(marked.tokens.folds[i] == "ban")  # "ỦY\nBAN NHÂN DÂN"
        if i < j and marked.free(i, j):
            marked.take(i, j)
            found.append((i, j))
    return found
