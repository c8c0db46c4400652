"""The units of a text as a tree: chapters, articles, clauses, points, and parts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlp.analysis import Header, Provision
from nlp.fold import fold
from nlp.letterhead import find_letterhead
from nlp.lines import Line, is_caps, lines_of
from nlp.parts import (
    Opening,
    annex_label,
    form_label,
    heading_below,
    issued_with,
    nested_heading,
)
from nlp.quotes import QuoteDepth
from nlp.recipients import find_recipients
from nlp.signature import find_signatures
from nlp.unit_headings import heading_of
from nlp.unit_labels import Label, follows, read_label
from nlp.unit_tree import (
    RANKS,
    Part,
    Unit,
    ahead,
    close,
    holder_of,
    is_annex,
    provisions_of,
    rank_of,
)

_OPEN_ENDS = frozenset(
    {"tại", "của", "theo", "và", "khoản", "Điều", "điều", "hoặc", "đến", "số", "các"}
    | {"với", "từ", "thuộc", "trong", "Chương", "Khoản"}
)
_AMENDS = (
    "sua doi", "bo sung", "thay the", "thay cum tu", "bai bo", "bo cum", "bo ", "huy",
)  # fmt: skip
_WITHIN = 20
_WORDS = frozenset({"Điều", "Chương", "CHƯƠNG", "Mục", "MỤC", "Phần", "PHẦN"})
_NUMBER = re.compile(r"(?:\d{1,4}[a-zđ]?|[IVXLC]{1,7}|thứ)(?!\w)")
_FUSED = re.compile(
    r"[.;:”/]\s{1,5}(?P<article>Điều\s\d{1,4}[a-zđ]?\.\s(?=[A-ZĐÀ-ỸẠ-Ỵ]))"
)


def find_provisions(text: str, *, header: Header | None = None) -> list[Provision]:
    """Return the units of a text in the order of their first characters.

    A span is the whole unit, to the last character before the next of its level.
    Articles open the path ("dieu:5/khoan:2/diem:a"); chapters are units beside them
    ("chuong:II"); an outline goes "muc:III/khoan:1". A number is accepted only where it
    continues its sequence; what an amending text quotes is left out; each regulation,
    annex or form issued with the document is a `part` with a tree of its own. Cost is
    linear in the text. `header` tells where the letterhead ends and saves finding it.

    >>> [p.path for p in find_provisions("Điều 1. Tên\\n1. Một;\\n2. Hai.")]
    ['dieu:1', 'dieu:1/khoan:1', 'dieu:1/khoan:2']
    """
    reader = _Reader(text, start=_body_start(text, header))
    reader.read()
    found = [p for part in reader.parts for p in provisions_of(part)]
    found.sort(key=lambda p: (p.span.start, -p.span.end, p.path != p.part))
    return found


def _body_start(text: str, header: Header | None) -> int:
    """Return where the letterhead ends: posts above it sign nothing."""
    if header is not None and header.spans:
        names = ("number", "kind", "date", "issuer", "title")
        spans = [header.spans[name] for name in names if name in header.spans]
        return max((span.end for span in spans if span.end < len(text) // 2), default=0)
    letterhead = find_letterhead(text)
    return letterhead.span.end if letterhead else 0


_ROMAN_ALONE = re.compile(r"[IVX]{1,5}\.")


def _goes_with(word: Line, behind: Line) -> bool:
    """Tell whether a line holds the number of a unit word, or what "I." is called."""
    if word.text in _WORDS:
        return _NUMBER.match(behind.text) is not None
    return is_caps(behind.text)


def _joined(text: str) -> Iterator[Line]:
    """Yield the lines, a unit word joined with the number on the next line."""
    lines = lines_of(text)
    for line in lines:
        word = line
        while word.text in _WORDS or (
            word.text[0] in "IVX" and _ROMAN_ALONE.fullmatch(word.text)
        ):
            behind = next(lines, None)
            if behind is None or behind.gap or not _goes_with(word, behind):
                yield word
                if behind is None:
                    return
                word = behind
            else:
                word = Line(
                    text[word.start : behind.end], word.start, behind.end, word.gap
                )
        yield word


def _unfused(line: Line) -> Iterator[Line]:
    """Cut a line where an article begins after a sentence: copies lose line breaks."""
    start = 0
    for match in _FUSED.finditer(line.text):
        cut = match.start("article")
        piece = line.text[start:cut].rstrip()
        yield Line(piece, line.start + start, line.start + start + len(piece), line.gap)
        start = cut
    if start == 0:
        yield line
    else:
        yield Line(line.text[start:], line.start + start, line.end, False)


class _Reader:
    """Walks the lines once and keeps the units that are open."""

    def __init__(self, text: str, *, start: int) -> None:
        self.text = text
        self.lines: list[Line] = []
        for line in _joined(text):
            # few lines hold more than one unit
            if line.text.find("Điều", 1) < 0:
                self.lines.append(line)
            else:
                self.lines += _unfused(line)
        signatures = find_signatures(text, start)
        self.foot = self._foot(signatures[0].block.start if signatures else len(text))
        self.parts = [Part("", 0)]
        self.annex = ""
        self.names: dict[str, int] = {}
        self.quotes = QuoteDepth()
        self.quoted: dict[str, str] = {}
        self.candidate: tuple[int, Opening] | None = None
        self.opened_at = -_WITHIN

    def _foot(self, signed: int) -> int:
        """Return where recipients or signature end the articles of the document."""
        blocks = find_recipients(self.text)
        first = min((block.start for block in blocks), default=signed)
        return min(first, signed)

    @property
    def part(self) -> Part:
        return self.parts[-1]

    def closed(self, line: Line) -> bool:
        """Tell whether the document's own text ended before this line."""
        return self.part.id == "" and line.start >= self.foot and line.start > 0

    def read(self) -> None:
        for at, line in enumerate(self.lines):
            inside = self.quotes.feed(line.text)
            if not inside and self._part_opens(at, line):
                continue
            label = read_label(line.text)
            if label is None:
                continue
            if inside and not self._outside_after_all(label, line):
                self._note_quoted(label)
                continue
            self._take(label, at, line)
        end = len(self.text)
        for part in self.parts:
            if part.end < 0:
                part.end = self._trim(end)
            close(part, 0, part.end)

    def _part_opens(self, at: int, line: Line) -> bool:
        """Open an annex, a form or a nested text at this line if one begins here."""
        first = line.text[:1]
        if first in "Pp" and (label := annex_label(line.text)) is not None:
            return self._annex(label, at, line)
        after = self.part.id or self.closed(line)
        if first in "MB" and after and (label := form_label(line.text)):
            self._form(f"{self.annex}/mau:{label}".lstrip("/"), at, line)
            return True
        # capitals: few lines begin so, and every line comes by here
        if line.text[:2].isupper() and (opening := nested_heading(self.lines, at)):
            self.candidate = (at, opening)
            return False
        if self.candidate and issued_with(line.text):
            begun, opening = self.candidate
            fresh = at - begun <= _WITHIN and begun - self.opened_at > 8
            if fresh and (self.part.article or self.closed(line)):
                self._open(opening, at)
        return False

    def _annex(self, label: str, at: int, line: Line) -> bool:
        if not line.gap and not self._complete(at):
            return False
        name = f"phuluc:{label}" if label else "phuluc"
        if self.part.id == name or self.part.id.startswith(name + "/"):
            return True
        if not (
            self.part.id or self.part.units or self.closed(line) or line.start == 0
        ):
            return False
        self._open(Opening(name, line.start, heading_below(self.lines, at + 1)), at)
        return True

    def _form(self, name: str, at: int, line: Line) -> None:
        if self.part.id != name:
            self._open(Opening(name, line.start, heading_below(self.lines, at + 1)), at)

    def _open(self, opening: Opening, at: int) -> None:
        """Begin a part; ids stay unique."""
        count = self.names.get(opening.id, 0) + 1
        self.names[opening.id] = count
        name = opening.id if count == 1 else f"{opening.id}-{count}"
        start = max(opening.start, self.part.start)
        end = self._trim(start)
        self.part.end = end
        self.parts.append(Part(name, start, opening.heading))
        if is_annex(self.part):
            self.annex = name
        self.candidate = None
        self.opened_at = at
        self.quotes.reset()

    def _outside_after_all(self, label: Label, line: Line) -> bool:
        """Tell whether a unit inside a quote goes on with the text outside it.

        The closing mark is often forgotten. A number that continues the outer sequence
        but not the quoted one, or that begins with a verb of amendment, is outside.
        """
        if line.text[:1] in "“\"«'" or label.level not in {"dieu", "khoan", "chuong"}:
            return False
        if not self._continues(label):
            return False
        rest = fold(line.text[label.rest : label.rest + 20]).lstrip()
        amends = label.level == "khoan" and rest.startswith(_AMENDS)
        quoted = self.quoted.get(label.level)
        if amends or (
            quoted is not None and not follows(label.level, label.label, quoted)
        ):
            self.quotes.reset()
            self.quoted.clear()
            return True
        return False

    def _note_quoted(self, label: Label) -> None:
        self.quoted[label.level] = label.label
        rank = RANKS[label.level]
        for level in [name for name in self.quoted if RANKS[name] > rank]:
            del self.quoted[level]

    def _continues(self, label: Label) -> bool:
        if label.level == "dieu":
            return follows("dieu", label.label, self.part.article)
        holder = holder_of(self.part, label)
        return follows(label.level, label.label, holder.last.get(label.level))

    def _complete(self, at: int) -> bool:
        """Tell whether the line before ended a sentence or a heading."""
        if at == 0 or self.lines[at].gap:
            return True
        before = self.lines[at - 1].text.rstrip(" ”\"'|")
        if before.endswith((",", "-", "(")):
            return False
        words = before[-24:].split()
        return not words or words[-1] not in _OPEN_ENDS

    def _take(self, label: Label, at: int, line: Line) -> None:
        first = label[:2] == ("dieu", "1") and not self.part.article and label.firm
        # "…, Chính phủ ban hành Nghị định sửa đổi …," and below it the first article
        if not self._complete(at) and not first:
            return
        if label.level == "dieu":
            self._article(label, at, line)
        elif label.level in {"chuong", "phan"}:
            self._division(label, at, line)
        elif label.level in {"muc", "tieumuc"}:
            if not self.closed(line):
                self._push(label, at, line)
        else:
            self._numbered(label, at, line)

    def _article(self, label: Label, at: int, line: Line) -> None:
        last = self.part.article
        rest = line.text[label.rest :]
        if follows("dieu", label.label, last):
            if self.closed(line):
                if label.label == "1":
                    self._restart(at, line)
                elif not label.firm:
                    return
            self._push(label, at, line)
        elif label.label == "1" and label.firm:
            self._restart(at, line)
            self._push(label, at, line)
        elif label.firm and ahead(label.label, last) and not self.closed(line):
            if not rest or rest[:1].isupper() or not rest[:1].isalpha():
                self._push(label, at, line)
        else:
            return
        self.part.article = label.label

    def _division(self, label: Label, at: int, line: Line) -> None:
        first = label.label in {"I", "1"}
        levels = {unit.level for unit in self.part.units}
        again = label.level in levels and (
            label.level == "phan" or "phan" not in levels
        )
        if first and (self.closed(line) or again):
            self._restart(at, line)
        elif self.closed(line):
            return
        self._push(label, at, line)

    def _restart(self, at: int, line: Line) -> None:
        """Open the part whose numbering begins again here.

        A nested text opens at its heading in capitals; one without is "kem-theo".
        """
        opening = self.candidate[1] if self.candidate else None
        if self.opened_at == at or (self.part.id and not self.part.units):
            return
        last = self.part.units[-1].start if self.part.units else -1
        if opening is None or opening.start <= last:
            opening = Opening("kem-theo", line.start, None)
        self._open(opening, at)

    def _numbered(self, label: Label, at: int, line: Line) -> None:
        if self.closed(line):
            if not (label.level == "roman" and label.label == "I" and self.candidate):
                return
            self._restart(at, line)
        if label.level == "decimal":
            self._decimal(label, at, line)
            return
        holder = holder_of(self.part, label)
        if holder.level == "" and label.level in {"diem", "tiet"}:
            return
        if follows(label.level, label.label, holder.last.get(label.level)):
            self._push(label, at, line)

    def _decimal(self, label: Label, at: int, line: Line) -> None:
        """Take "1.1." below "1." and "1.1.1." below it; else as a clause of its own."""
        parent, _, last = label.label.rpartition(".")
        for unit in reversed(self.part.stack):
            if unit.level in {"khoan", "decimal"} and unit.label == parent:
                before = unit.last.get("decimal", "").rpartition(".")[2] or None
                if follows("khoan", last, before):
                    self._push(label, at, line, below=unit)
                return
        holder = holder_of(self.part, Label("khoan", "", 0))
        before = holder.last.get("decimal")
        same = before is not None and before.rpartition(".")[0] == parent
        number = before.rpartition(".")[2] if before and same else None
        fresh = holder.level != "" or before is None or same or last == "1"
        if label.label.count(".") == 1 and fresh and follows("khoan", last, number):
            self._push(label, at, line, below=holder)

    def _push(
        self, label: Label, at: int, line: Line, *, below: Unit | None = None
    ) -> None:
        part = self.part
        parent = below or holder_of(part, label)
        rank = rank_of(part, label)
        if below is not None:
            rank = max(RANKS["decimal"], below.rank + 1)
        close(part, rank, self._trim(line.start))
        unit = Unit(label.level, label.label, line.start, rank, parent=parent)
        unit.heading = heading_of(self.lines, at, label)
        parent.last[label.level] = label.label
        part.units.append(unit)
        part.stack.append(unit)

    def _trim(self, end: int) -> int:
        units = self.part.units
        if self.part.id == "" and units and units[-1].start < self.foot < end:
            end = self.foot
        while end > 0 and self.text[end - 1] in " \t\n\u00a0|#*":
            end -= 1
        return end
