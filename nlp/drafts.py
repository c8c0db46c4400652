"""A citation while it is being read: filled step by step, then frozen."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.document import Span
from nlp.analysis import Citation, Form, Relation, Status


@dataclass(slots=True, eq=False)
class Draft:
    """What is known so far of one reference.

    `head_end` is where the kind word, the name or the number ends (before date and
    issuer). `own_kind` is false for a member of a list that borrows its kind word.
    `host` is the citation whose title holds this one; `sibling` the citation before it
    in the same list. `alias` is the short name the text defines for it.
    """

    start: int
    end: int
    kind: str | None
    form: Form = "full"
    number: str | None = None
    codes: tuple[str, ...] = ()
    date: str | None = None
    issuer: str | None = None
    title: str | None = None
    status: Status | None = None
    own_kind: bool = True
    repaired: bool = False
    head_end: int = 0
    title_span: Span | None = None
    provisions: tuple[str, ...] = ()
    provisions_span: Span | None = None
    part: str | None = None
    relation: Relation = "refers"
    host: Draft | None = None
    sibling: Draft | None = None
    subject: Draft | None = None
    alias_of: Draft | None = None
    alias: str | None = None
    bare: bool = False
    years: tuple[int, ...] = ()
    dates: tuple[str | None, ...] = ()

    @property
    def lead(self) -> int:
        """Where the reference begins, its pin-point included."""
        before = self.provisions_span
        return before.start if before and before.start < self.start else self.start

    @property
    def tail(self) -> int:
        """Where the reference ends, its title included."""
        return max(self.end, self.title_span.end if self.title_span else 0)

    def freeze(self) -> Citation:
        """Return the finished citation."""
        return Citation(
            span=Span(self.start, self.end),
            kind=self.kind,
            number=self.number,
            date=self.date,
            issuer=self.issuer,
            title=self.title,
            provisions=self.provisions,
            relation=self.relation,
            form=self.form,
            status=self.status,
            part=self.part,
            title_span=self.title_span,
            provisions_span=self.provisions_span,
            alias_of=_span(self.alias_of),
            subject=_span(self.subject),
            repaired=self.repaired,
        )


def _span(draft: Draft | None) -> Span | None:
    return Span(draft.start, draft.end) if draft else None
