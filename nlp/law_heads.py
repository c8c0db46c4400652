"""Laws, codes, ordinances and treaties: references that begin with a name."""

from __future__ import annotations

import re

from nlp.drafts import Draft
from nlp.extents import read_extent
from nlp.fold import fold, tone_normalise
from nlp.heads import Heads, KindWord
from nlp.law_names import ACRONYMS, LawName, acronym, guess_name, match_name
from nlp.reading import GAP, GAP0, UPPER, Reading, collapse_bars

_ACRONYMS = "|".join(sorted(map(fold, ACRONYMS), key=len, reverse=True))
_AMENDING = re.compile(
    rf"{GAP}(?:(?:ve{GAP}(?:viec{GAP})?)?sua{GAP}doi(?:(?:{GAP0},)?{GAP}bo{GAP}sung)?|bo{GAP}sung)"
    rf"(?:(?:(?:{GAP0},)?{GAP}(?!luat|bo{GAP}luat|phap{GAP}lenh)[^\W\d_]+){{0,8}}?{GAP}cua"
    rf"|{GAP}mot{GAP}so{GAP}dieu)?(?:{GAP}(?:cac|\d{{1,2}}))?"
    rf"(?={GAP}(?:luat|bo{GAP}luat|phap{GAP}lenh|{_ACRONYMS})(?![^\W_]))"
)
_SHORT = re.compile(rf"{GAP}(?:{_ACRONYMS})(?![^\W_])")
_INNER = re.compile(rf"{GAP}(?P<kind>bo{GAP}luat|luat|phap{GAP}lenh)(?![^\W_])")
_AND_INNER = re.compile(
    rf"{GAP0}(?:,|;|{GAP}va(?:{GAP}cua)?|{GAP}cua)(?:{GAP}cac)?(?={GAP}(?:luat|bo{GAP}luat|phap{GAP}lenh)(?![^\W_]))"
)
_NUMBERED = re.compile(
    rf"(?:{GAP0},)?{GAP0}(?:\(?so(?:{GAP}hieu)?{GAP0}:?{GAP0})(?=\d)"
)
_BARE_NUMBER = re.compile(rf"{GAP0}\(?{GAP0}(?=\d)")
_TAIL_NUMBER = re.compile(rf"{GAP}(?:\(sua{GAP}doi\){GAP0})?so{GAP0}:?{GAP0}(?=\d)")
_QUALIFIED = re.compile(
    rf"(?:{GAP}nuoc{GAP}(?:cong{GAP}hoa|chxhcn)[^\n,;.()]{{0,60}}?viet{GAP}nam)"
)
_OF_THE_STATE = re.compile(
    rf"{GAP}nuoc{GAP}(?:viet{GAP}nam{GAP}dan{GAP}chu{GAP}cong{GAP}hoa"
    rf"|cong{GAP}hoa{GAP}xa{GAP}hoi{GAP}chu{GAP}nghia{GAP}viet{GAP}nam)(?![^\W_])"
)
_SEVERAL = re.compile(
    rf"(?P<name>{GAP}luat{GAP}(?:co{GAP})?lien{GAP}quan(?:(?:{GAP0},)?{GAP}(?!so{GAP}\d|ngay{GAP}\d|nam{GAP}\d)[^\W\d_]+){{1,20}}?)"
    rf"(?={GAP0}[,;.]?(?:{GAP}(?:so|ngay|nam){GAP}\d|[;.]|{GAP0}\Z))"
)
_ABOUT = re.compile(rf"{GAP}ve(?={GAP})")
_OPENS_ELSE = (
    rf"(?:nay|luat|la|(?:co|het){GAP}hieu{GAP}luc|(?:so|ngay|nam){GAP0}:?{GAP0}\d[\d/]*|va{GAP}cac|nghi{GAP}(?:dinh|quyet)"
    rf"|quyet{GAP}dinh|thong{GAP}tu|phap{GAP}(?:lenh|luat)|can{GAP}cu"
    rf"|thi(?!{GAP}(?:hanh|dua|tuyen)))(?![^\W_])"
)
_IDENTIFIED = re.compile(
    rf"(?P<name>(?:(?:{GAP0},)?{GAP}(?!{_OPENS_ELSE})[“\"]?[^\W\d_]+[”\"]?){{1,45}}?)"
    rf"(?=(?:{GAP0},)?{GAP}(?:ngay{GAP}\d|so{GAP}\d{{1,4}}[/-]|nam{GAP}(?:19|20)\d\d))"
)
_NO_NAME = (
    rf"(?:ngay|so|nam|duoc|da|cua|co|do|va|thi|tai(?!{GAP}(?:san|chinh|nguyen))|theo|trong"
    rf"|bi|nay|ky|ra|cong{GAP}bo|thong{GAP}qua|ban{GAP}hanh{GAP}ngay|quoc{GAP}hoi|sua{GAP}doi)"
    r"(?![^\W_])"
)
_REST_OF_NAME = re.compile(
    rf"(?:{GAP}(?!{_NO_NAME})[^\W\d_]+){{1,6}}(?={GAP}ngay{GAP}\d)"
)
_LISTED_TO_DAY = re.compile(
    rf"(?:{GAP}(?:bo{GAP})?luat(?:(?:{GAP0},)?{GAP}(?!luat|{_NO_NAME})[^\W\d_]+){{1,9}}?"
    rf"(?:{GAP0},)?(?:{GAP}va)?(?={GAP}(?:luat|bo{GAP}luat|ngay{GAP}\d))){{2,14}}{GAP}ngay{GAP}\d"
)
_KIND_NAMES = {"luat": "Luật", "bo luat": "Bộ luật", "phap lenh": "Pháp lệnh"}
_NOT_A_LAW = re.compile(r"(?:phap|ky|quy|an|dao|du|nganh|khoa|cu[\s|]nhan|su)[\s|]+\Z")
_FACULTY = re.compile(
    r"(?<![^\W_])(?:dai[\s|]+hoc|dh|truong|cong[\s|]+ty|doan|phong)[\s|]+\Z"
)
# "Bộ luật Quốc tế về An ninh tàu biển" is a code of an international body.
_ABROAD = re.compile(rf"{GAP}quoc{GAP}te(?![^\W_])")
_TREATY = re.compile(
    rf"(?:(?:{GAP}|{GAP0}[-–]{GAP0}|,{GAP}(?=[a-z]))[^\W_][\w/&]*|{GAP0}\([A-Z]{{2,12}}\)){{1,26}}"
)
_PROTOCOL = re.compile(
    rf"[\s|]{{1,20}}(?:[{UPPER}]|(?:về|sửa|bổ|gia|thực|giữa|năm|ký|liên)(?!\w))"
)
_TREATY_STOP = re.compile(
    rf"{GAP}(?:duoc|da|co|nay|ky|thi|theo|quy{GAP}dinh|trong|hoac|tai|bao{GAP}gom|thuoc"
    rf"|(?<!tu[ \n])do|de|khi|ban{GAP}hanh|can{GAP}cu"
    rf"|neu|doi{GAP}voi|phai|se|cac{GAP}nuoc|voi{GAP}cac|la|nam{GAP}\d{{4}}|ngay|va{GAP}(?:cac|nghi|luat|quy|cong{GAP}uoc|hiep{GAP}(?:dinh|uoc)))(?![^\W_])"
)  # fmt: skip


class LawHeads:
    """Reads references to laws by name, at a kind word."""

    def __init__(self, heads: Heads) -> None:
        self.heads = heads
        self.reading: Reading = heads.reading

    def named(self, word: KindWord) -> Draft | None:
        """Read "Luật Đất đai năm 2024", with number, date and amended years."""
        if not word.exact or self._is_common(word):
            return None
        kind = word.kind.name
        found = self._name(word)
        if found is None:
            return None
        end, years = found
        title = collapse_bars(self.reading.text[word.start : end])
        if state := _OF_THE_STATE.match(self.reading.plain, end):
            end = state.end()  # it belongs to no name: there is no other State's law
        draft = Draft(word.start, end, kind, "name", title=title, head_end=end,
                      years=years)  # fmt: skip
        if _ABROAD.match(self.reading.plain, word.end):
            draft.status = "foreign"
            return draft
        self._number(draft)
        read_extent(self.reading, draft, law=True)
        if not draft.number:
            self._late_number(draft)
        if draft.number:
            draft.form = "full"
        elif len(years) > 1 and not draft.date:
            draft.status = "ambiguous"
        return draft

    def _is_common(self, word: KindWord) -> bool:
        """Tell whether the word is part of another ("pháp luật", "kỷ luật")."""
        before = max(0, word.start - 9)
        if _FACULTY.search(self.reading.plain, before, word.start):
            return True  # "Đại học Luật Hà Nội", "Công ty Luật Sao Mai"
        found = _NOT_A_LAW.search(self.reading.plain, before, word.start)
        if found is None or not word.capital:
            return found is not None
        # "đạo Luật Lưu trữ" is a law; "pháp Luật", "THI HÀNH PHÁP LUẬT" are not.
        pair = found.group().startswith(("phap", "ky"))
        # "DỰ ÁN PHÁP LỆNH …" is the bill of an ordinance, not "án luật".
        bill = self.reading.plain.startswith(("du an", "de an"), found.start() - 3)
        return pair or (self.reading.text[found.start()].isupper() and not bill)

    def _name(self, word: KindWord) -> tuple[int, tuple[int, ...]] | None:
        """Return where the name ends and the years of its texts."""
        if word.kind.slug == "hien-phap":
            return self._constitution(word)
        if amending := _AMENDING.match(self.reading.plain, word.end):
            end = self._inner_names(amending.end())
            if end:
                return end, ()
            several = _SEVERAL.match(self.reading.plain, amending.end())
            return (several.end("name"), ()) if several else None
        about = _ABOUT.match(self.reading.plain, word.end)
        begin = about.end() if about else word.end
        known = match_name(self.reading.plain, begin, word.kind.name)
        if known is None and word.kind.slug == "luat" and word.capital:
            # "Luật lao động", "Luật Hình sự": the code is meant
            known = match_name(self.reading.plain, begin, "Bộ luật")
        guess = guess_name(self.reading.text, word.end) if word.capital else None
        if known and self._cased(word, known[1]) and self._marked(begin, *known):
            return known[1], known[0].years
        if guess:
            return self._to_its_day(guess), ()
        loose = (
            _IDENTIFIED.match(self.reading.plain, word.end) if word.capital else None
        )
        return (loose.end("name"), ()) if loose else None

    def _cased(self, word: KindWord, end: int) -> bool:
        """Tell whether a known name is written as a name: one capital at least."""
        name = self.reading.text[word.end : end].strip(" \n|")
        return word.capital or name[:1].isupper()

    def _marked(self, start: int, name: LawName, end: int) -> bool:
        """Tell whether a name of one syllable has its marks ("Dược", not "được")."""
        written = tone_normalise(self.reading.text[start:end].strip(" \n|")).lower()
        return " " in name.text or written == tone_normalise(name.text).lower()

    def _constitution(self, word: KindWord) -> tuple[int, tuple[int, ...]] | None:
        if not word.capital:
            return None
        known = match_name(self.reading.plain, word.end, "Hiến pháp")
        if known:
            return known[1], ()
        rest = _QUALIFIED.match(self.reading.plain, word.end)
        return (rest.end() if rest else word.end), ()

    def _inner_names(self, position: int) -> int | None:
        """Return where the list of laws that an amending law changes ends."""
        if short := _SHORT.match(self.reading.plain, position):
            return short.end()
        end = None
        while inner := _INNER.match(self.reading.plain, position):
            kind = _KIND_NAMES[re.sub(r"[\s|]+", " ", inner["kind"])]
            known = match_name(self.reading.plain, inner.end(), kind)
            guess = known[1] if known else guess_name(self.reading.text, inner.end())
            if guess is None:
                break
            end = self._to_its_day(guess)
            more = _AND_INNER.match(self.reading.plain, end)
            if not more or not self._one_amending_law(more.end()):
                break
            position = more.end()
        return end

    def _one_amending_law(self, position: int) -> bool:
        """Tell whether the next law of the list has no identity of its own."""
        inner = _INNER.match(self.reading.plain, position)
        if not inner:
            return False
        kind = _KIND_NAMES[re.sub(r"[\s|]+", " ", inner["kind"])]
        if match_name(self.reading.plain, inner.end(), kind):
            return True
        # a law that the table does not hold, with more of them behind it and their day
        return _LISTED_TO_DAY.match(self.reading.plain, position) is not None

    def _to_its_day(self, end: int) -> int:
        """Return where a name ends that the table does not hold: at the day behind it.

        A misspelt name ("… quy phạm phát luật ngày 25 tháng 6 năm 2025") is one still.
        """
        rest = _REST_OF_NAME.match(self.reading.plain, end)
        return rest.end() if rest else end

    def _number(self, draft: Draft) -> None:
        """Take the number that follows a name ("Luật Giáo dục số 43/2019/QH14")."""
        for cue in (_NUMBERED, _BARE_NUMBER):
            gap = cue.match(self.reading.plain, draft.end)
            number = self.reading.number_at(gap.end()) if gap else None
            if number and gap and (cue is _NUMBERED or number.number.family == "B"):
                paren = "(" in gap.group()
                draft.number, draft.end = str(number.number), number.span.end
                draft.codes = number.number.codes
                draft.repaired = number.number.repaired
                draft.head_end = draft.end
                if paren and self.reading.text[draft.end : draft.end + 1] == ")":
                    draft.end += 1
                return

    def _late_number(self, draft: Draft) -> None:
        """Take a number written after the year or the date of a law."""
        gap = _TAIL_NUMBER.match(self.reading.plain, draft.end)
        number = self.reading.number_at(gap.end()) if gap else None
        if number:
            draft.number, draft.end = str(number.number), number.span.end
            draft.codes = number.number.codes

    def acronyms(self) -> list[Draft]:
        """Read codes written as one word ("BLHS năm 2015")."""
        drafts = []
        for match in re.finditer("|".join(ACRONYMS), self.reading.text):
            around = self.reading.text[max(0, match.start() - 1) : match.end() + 1]
            name = acronym(match.group())
            if name is None or re.search(
                rf"[\w/-]{match.group()}|{match.group()}[\w/]", around
            ):
                continue
            draft = Draft(match.start(), match.end(), name.kind, "name",
                          title=str(name), years=name.years)  # fmt: skip
            read_extent(self.reading, draft, law=True)
            if len(name.years) > 1 and not draft.date:
                draft.status = "ambiguous"
            drafts.append(draft)
        return drafts


_OF_YEAR = re.compile(rf"{GAP}nam{GAP}\d{{4}}")
_TREATY_SLUGS = frozenset({"hiep-dinh", "cong-uoc", "nghi-dinh-thu"})
_EUROPEAN = re.compile(
    rf"{GAP}(?:\([a-z]{{2,8}}\){GAP}(?:so{GAP})?\d{{1,4}}/\d{{1,4}}|(?:so{GAP})?\d{{2,4}}/\d{{1,4}}/(?:eu|ec|eec)(?!\w))"
)


def read_treaty(reading: Reading, word: KindWord) -> Draft | None:
    """Read a treaty by its name ("Công ước … năm 1982"); status foreign."""
    if word.kind.slug not in _TREATY_SLUGS or not (word.capital and word.exact):
        return None
    name = _TREATY.match(reading.text, word.end)
    if not name or (
        word.kind.slug == "nghi-dinh-thu"
        and not _PROTOCOL.match(reading.text, word.end)
    ):
        return None
    end = name.end()
    if stop := _TREATY_STOP.search(reading.plain, word.end, end):
        year = _OF_YEAR.match(reading.plain, stop.start())
        end = year.end() if year else stop.start()
    words = reading.text[word.end : end].split()
    if not words or not any(w[0].isupper() for w in words):
        return None
    title = collapse_bars(reading.text[word.start : end])
    date = re.search(r"năm (\d{4})$", title)
    return Draft(word.start, end, word.kind.name, "name", title=title, status="foreign",
                 date=date.group(1) if date else None, head_end=end)  # fmt: skip


def read_european(reading: Reading, word: KindWord) -> Draft | None:
    """Read an act of the European Union ("Chỉ thị 2014/24/EU"); status foreign."""
    if word.kind.slug not in {"chi-thi", "quy-dinh", "quyet-dinh"} or not word.capital:
        return None
    match = _EUROPEAN.match(reading.plain, word.end)
    if not match:
        return None
    number = reading.text[word.end : match.end()].strip()
    return Draft(word.start, match.end(), word.kind.name, "full", status="foreign",
                 number=collapse_bars(number), head_end=match.end())  # fmt: skip
