"""Persons, organisations and places named in a text, each with one value per document.

`find_entities` works on marked words (`nlp.marked`); the pipeline makes them. Bodies
come first, then people, then places: a place inside a body's name and a person inside
a street's are neither.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ingest.document import Span
from nlp.analysis import Entity, Header
from nlp.bodies_in_text import find_bodies
from nlp.body_aliases import find_aliases, find_mentions
from nlp.entity_values import Values
from nlp.honours import Honour, find_honours
from nlp.marked import Marked
from nlp.own_units import own_units
from nlp.persons import Judge, find_persons
from nlp.places import find_places


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
    honours = find_honours(marked)
    people = find_persons(marked, signers=signers, bodies=bodies, judge=judge)
    places = _header_spans(marked, header, ("place",)) + find_places(marked)
    values = Values(marked, header, bodies, aliases)
    found = [
        *(values.body(start, end, heads.get(start, "")) for start, end in bodies),
        *(values.alias(i, j, alias) for i, j, alias in mentions),
        *(values.person(person) for person in people),
        *(values.place(start, end) for start, end in places),
        *(_honour(marked, honour) for honour in honours),
    ]
    return sorted(values.joined(found), key=lambda entity: entity.span)


def _honour(marked: Marked, honour: Honour) -> Entity:
    tokens = marked.tokens
    span, value = tokens.span(honour.start, honour.end), honour.value
    closing = tokens.text[span.end : span.end + 1]
    opening = _CLOSED_BY.get(closing)
    if opening and opening in span.of(tokens.text):
        span, value = Span(span.start, span.end + 1), value + closing
    return Entity(span, honour.label, value)


# A name that holds one of these goes on to its other half.
_CLOSED_BY = {"”": "“", ")": "(", '"': '"'}


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
        if marked.listed("OPENS", i):
            continue  # "QUY CHẾ TỔ CHỨC HỘI …" is a heading
        if i and marked.spelled(i - 1, i) == "ủy" and marked.gap(i) == "soft":
            i -= int(marked.tokens.folds[i] == "ban")  # "ỦY\nBAN NHÂN DÂN"
        if i < j and marked.free(i, j):
            marked.take(i, j)
            found.append((i, j))
    return found
