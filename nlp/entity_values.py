"""What a name in a text stands for: one value for all its variants."""

from __future__ import annotations

from dataclasses import replace

from nlp.analysis import Entity, Header
from nlp.casing import sentence_case
from nlp.fold import tone_normalise
from nlp.marked import Marked
from nlp.organisations import resolve_organisation
from nlp.persons import PersonName
from nlp.territories import province


class Values:
    """Names of one document turned into entities.

    The issuer of the document is the home by which local names are completed.
    """

    def __init__(self, marked: Marked, header: Header) -> None:
        self._marked = marked
        self._home = header.issuer or header.place
        self._parent = header.parent

    def body(self, i: int, j: int) -> Entity:
        """Return the organisation at words `i` to `j`."""
        printed = self._printed(i, j)
        found = resolve_organisation(printed, home=self._home)
        known = found is not None and found.known
        value = (
            found.name
            if found is not None and known
            else sentence_case(printed, text=self._marked.tokens.text)
        )
        return Entity(self._marked.tokens.span(i, j), "ORG", value)

    def person(self, person: PersonName) -> Entity:
        """Return the person, with the post that stands beside the name."""
        name = self._printed(person.start, person.end)
        value = name.title() if name.isupper() else name
        role = self._printed(*person.role) if person.role else None
        span = self._marked.tokens.span(person.start, person.end)
        return Entity(span, "PERSON", tone_normalise(value), role)

    def place(self, i: int, j: int) -> Entity:
        """Return the place at words `i` to `j`."""
        printed = self._printed(i, j)
        found = province(printed)
        value = (
            found.full_name
            if found
            else sentence_case(printed, text=self._marked.tokens.text)
        )
        return Entity(self._marked.tokens.span(i, j), "PLACE", value)

    def joined(self, entities: list[Entity]) -> list[Entity]:
        """Give variants of one name one value.

        A given name alone is the only full name that ends in it; a body's short name
        the only longer one of the document whose words hold it.
        """
        full = {e.value for e in entities if e.label == "PERSON" and " " in e.value}
        out = []
        for entity in entities:
            if entity.label == "PERSON" and " " not in entity.value:
                same = [name for name in full if name.split()[-1] == entity.value]
                if len(same) == 1:
                    entity = replace(entity, value=same[0])
            out.append(entity)
        return out

    def _printed(self, i: int, j: int) -> str:
        return " ".join(
            self._marked.tokens.span(i, j).of(self._marked.tokens.text).split()
        )
