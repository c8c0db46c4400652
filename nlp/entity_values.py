"""What a name in a text stands for: one value for all its variants."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from nlp.analysis import Entity, Header
from nlp.body_aliases import Alias
from nlp.casing import sentence_case
from nlp.fold import fold, tone_normalise
from nlp.marked import Marked
from nlp.organisations import resolve_organisation
from nlp.persons import PersonName
from nlp.territories import province, tail_place, words_of

# Asking the whole text how it writes a name costs its length: a few hundred times is
# more than any real document needs.
_MOST_QUESTIONS = 300
_TWO_WORDS = frozenset({"thi", "thanh", "dac"})  # "thị xã", "thành phố", "đặc khu"
_LEVELS = _TWO_WORDS | {"huyen", "quan", "xa", "phuong"}


class Values:
    """Names of one document turned into entities.

    `bodies` are the word ranges of its organisations. The issuer is the home by which
    local names are completed; a text without an issuer is at home in the province that
    the first full name of a body tells.
    """

    def __init__(
        self,
        marked: Marked,
        header: Header,
        bodies: Iterable[tuple[int, int]] = (),
        aliases: Iterable[Alias] = (),
    ) -> None:
        self._marked = marked
        self._written_as: dict[str, str] = {}
        self._aliases = {alias.words: alias for alias in aliases}
        self._home = header.issuer or header.place or self._first_home(bodies)

    def body(self, i: int, j: int, head: str = "") -> Entity:
        """Return the organisation at words `i` to `j`, its shared `head` put back."""
        alias = self._aliases.get(tuple(self._marked.tokens.folds[i:j]))
        if alias is not None and i >= alias.end:
            return self.alias(i, j, alias)
        printed = f"{head} {self._printed(i, j)}".strip()
        found = resolve_organisation(printed, home=self._home)
        value = self._written(printed)
        if found is not None:
            named = self._with_marks(found.name, printed)
            value = named if found.known or named != found.name else value
        return Entity(self._marked.tokens.span(i, j), "ORG", value)

    def _with_marks(self, value: str, printed: str) -> str:
        """Give the unit at the end of a body's name the marks that the text gives it.

        Units below the province are known by their plain letters alone.
        """
        words, plain = value.split(), fold(printed)
        for k in range(1, len(words)):
            if words[k] not in _LEVELS:
                continue
            tail = " ".join(words[k:])
            at = plain.rfind(tail) if fold(tail) == tail else -1
            if at >= 0:
                unit = self._written(printed[at : at + len(tail)])
                level = 2 if words[k] in _TWO_WORDS else 1
                named = unit.split()
                named[:level] = [word.lower() for word in named[:level]]
                return " ".join([*words[:k], *named])
        return value

    def alias(self, i: int, j: int, alias: Alias) -> Entity:
        """Return the body that a short name stands for."""
        full = self.body(alias.start, alias.end)
        return replace(full, span=self._marked.tokens.span(i, j))

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
        value = found.full_name if found else self._written(printed)
        return Entity(self._marked.tokens.span(i, j), "PLACE", value)

    def joined(self, entities: list[Entity]) -> list[Entity]:
        """Return the entities with a given name alone read as the full name.

        Only where one full name of the document, and no other, ends in it.
        """
        full: dict[str, set[str]] = {}
        for entity in entities:
            if entity.label == "PERSON" and " " in entity.value:
                full.setdefault(entity.value.split()[-1], set()).add(entity.value)
        return [self._full(entity, full) for entity in entities]

    @staticmethod
    def _full(entity: Entity, full: dict[str, set[str]]) -> Entity:
        names = full.get(entity.value, set())
        if entity.label != "PERSON" or len(names) != 1:
            return entity
        return replace(entity, value=next(iter(names)))

    def _first_home(self, bodies: Iterable[tuple[int, int]]) -> str | None:
        for i, j in bodies:
            _, territory = tail_place(words_of(self._printed(i, j)))
            if territory is not None:
                return territory.full_name
        return None

    def _printed(self, i: int, j: int) -> str:
        tokens = self._marked.tokens
        return " ".join(tokens.span(i, j).of(tokens.text).split())

    def _written(self, printed: str) -> str:
        """Write a name in capitals as a sentence writes it; others stay."""
        if not printed.isupper() or " " not in printed:
            return printed
        if printed not in self._written_as:
            asked = len(self._written_as) < _MOST_QUESTIONS
            text = self._marked.tokens.text if asked else ""
            self._written_as[printed] = sentence_case(printed, text=text)
        return self._written_as[printed]
