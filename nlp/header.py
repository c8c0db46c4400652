"""The identity a document gives itself, from its number to its signer.

Decree 30/2020/NĐ-CP, article 8 and annex I, says where each part stands.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from ingest.document import Page, Span
from nlp.analysis import Header
from nlp.bodies import body_name, opens_body
from nlp.codes import names_of
from nlp.dated_place import find_day, iso_day, place_before
from nlp.fold import fold
from nlp.headless import put_signatures, without_letterhead
from nlp.kinds import Kind, kind_by_code, kind_by_slug
from nlp.letterhead import Letterhead, find_letterhead
from nlp.lines import Line, collapse
from nlp.lost_heading import bare_title, below_the_bodies, subject_as_heading
from nlp.lost_place import is_cut, with_place
from nlp.named_heading import named_heading, opens_named
from nlp.numbers import DocumentNumber
from nlp.signature import Signature, find_signatures
from nlp.subject import dispatch_title, heading_title

_PASSED = re.compile(
    r"(?:luật|pháp lệnh|nghị quyết|hiến pháp)\s{1,3}này\s{1,3}(?:đã\s{1,3})?được"
    r"[^.;]{0,300}?thông\s{1,3}qua\s{1,3}(?:tại[^.;]{0,120})?(?=ngày)",
    re.IGNORECASE,
)
_ADDRESSED = re.compile(r"^[ \t|]{0,120}(?:v/\s?v\b|kính\s{1,3}gửi\b)", re.I | re.M)
_ENACTS = re.compile(
    r"^[ \t|]{0,120}QUYẾT (?:ĐỊNH|NGHỊ)[ \t]{0,3}:?[ \t|]{0,40}$", re.M
)
_BY = re.compile(
    r"của\s{1,3}((?:Bộ\s{1,3}Chính\s{1,3}trị|Ban\s{1,3}(?:Bí\s{1,3}thư|Chấp\s{1,3}hành"
    r"|Thường\s{1,3}vụ))(?:\s{1,3}(?!về\b|khóa\b)[^\s,;]{1,20}){0,8}?)(?=\s{1,3}(?:về|khóa)\b|,|$)",
    re.IGNORECASE,
)
_BELOW = re.compile(r"[\s:*#|]{0,40}(?P<line>\S[^\n]{0,200}?)[ \t|]{0,40}(?:\n|\Z)")
_LINE_ENDS = re.compile(r"[ \t|]*\n")


def read_header(text: str, *, pages: Sequence[Page] = ()) -> Header:
    """Return what a document's letterhead, heading and signature say of it.

    Takes NFC text; `pages` is accepted but not needed, because a letterhead is found by
    what it says. Fields that the text does not show are None: a news report has no
    number, kind or issuer, a blank left for handwriting no number or date. `issuer` is
    the lower of two printed bodies and `parent` the higher. Every span slices the text.

    >>> read_header("BỘ TÀI CHÍNH\\nCỤC THUẾ\\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\\n"
    ...     "Độc lập - Tự do - Hạnh phúc\\nSố: 5/CT-CS\\nV/v hóa đơn").issuer
    'Cục Thuế'
    """
    del pages
    letterhead = find_letterhead(text)
    if letterhead is None or (letterhead.number is None and opens_named(text)):
        return without_letterhead(text)
    signatures = find_signatures(text, letterhead.span.end)
    fields: dict[str, Any] = {}
    spans: dict[str, Span] = {}
    kind = _kind(letterhead, text)
    fields["kind"] = kind.name if kind else None
    if letterhead.heading:
        spans["kind"] = letterhead.heading
    if letterhead.number is not None and letterhead.number_span is not None:
        fields["number"] = str(letterhead.number)
        spans["number"] = letterhead.number_span
    _put_bodies(letterhead, text, fields, spans)
    _put_date(letterhead, text, kind, signatures, fields, spans)
    title = _title(letterhead, text, fields)
    if title:
        fields["title"], spans["title"] = title.text, title.span
    if letterhead.party:
        _put_party_issuer(letterhead, title, text, fields, spans)
    put_signatures(signatures, fields, spans)
    return replace(Header(draft=letterhead.draft, spans=spans), **fields)


def _kind(letterhead: Letterhead, text: str) -> Kind | None:
    """Return the kind: consolidation, heading, word before the number, or code.

    The heading beats the code ("Quy định số 399-QĐ/TW"); only a consolidated text
    prints the heading of what it consolidates.
    """
    number = letterhead.number
    codes = number.codes if number else letterhead.blank_codes
    if "VBHN" in codes:
        return kind_by_code("VBHN")
    if opened := subject_as_heading(letterhead, text):
        return opened
    if letterhead.kind is not None:
        return letterhead.kind
    top = text[letterhead.span.start : letterhead.span.end + 3_000]
    if _ADDRESSED.search(top) or not codes or not codes[0]:
        # every other kind prints its name; CT is Cục Thuế before it is Chỉ thị
        return kind_by_slug("cong-van") if _ADDRESSED.search(top) else None
    if number is not None and number.family == "B":
        return None
    if enacts := _ENACTS.search(top):
        # old decisions print their kind only between the basis and the first article
        return kind_by_slug("quyet-dinh" if "ĐỊNH" in enacts[0] else "nghi-quyet")
    return kind_by_code(codes[0]) or kind_by_slug("cong-van")


def _put_bodies(
    letterhead: Letterhead,
    text: str,
    fields: dict[str, Any],
    spans: dict[str, Span],
) -> None:
    bodies = letterhead.bodies
    if not bodies:
        if found := _who_decides(letterhead, text):
            fields["issuer"], spans["issuer"] = found.text, found.span
        return
    number = letterhead.number
    joint = number is not None and bool({"TTLT", "NQLT", "TTLB"} & set(number.codes))
    if not joint and len(bodies) > 1:
        joint = all(fold(body.text).startswith("bo ") for body in bodies)
    if joint:
        fields["issuer"] = " - ".join(body_name(b.text, text=text) for b in bodies)
        spans["issuer"] = Span(bodies[0].start, bodies[-1].end)
        return
    fields["issuer"] = _completed(bodies[-1], letterhead, text)
    spans["issuer"] = bodies[-1].span
    if below := _below_ministry(fields["issuer"], number):
        fields["issuer"], fields["parent"] = below, fields["issuer"]
        spans["parent"] = spans["issuer"]
        return
    if is_cut(fields["issuer"]):
        decides = _who_decides(letterhead, text)
        fields["issuer"] = with_place(
            fields["issuer"], text, decides=decides, dated=letterhead.place
        )
    if len(bodies) > 1:
        fields["parent"] = _completed(bodies[-2], letterhead, text)
        spans["parent"] = bodies[-2].span


def _below_ministry(issuer: str, number: DocumentNumber | None) -> str | None:
    """Return the department whose code a dispatch bears below its ministry's name.

    Copies keep one line of a letterhead: "BỘ TÀI CHÍNH" above "Số: 1649/TCT-CS".
    """
    if number is None or number.family != "E" or not issuer.startswith("Bộ "):
        return None
    names = names_of(number.codes[0])
    return names[0] if len(names) == 1 and names[0].startswith("Tổng cục ") else None


_DECIDES = re.compile(
    r"(?m)^[ \t|*]{0,40}(?:(?:CHỦ TỊCH|BỘ TRƯỞNG|GIÁM ĐỐC|CỤC TRƯỞNG|TỔNG GIÁM ĐỐC)\s)?"
    r"(?P<body>(?:ỦY BAN|UỶ BAN|HỘI ĐỒNG|BỘ|SỞ|CỤC|LIÊN HIỆP|BAN)\s[^\n]{3,120}?)"
    r"(?=,?\s(?:KHÓA|KHOÁ|KỲ HỌP)\b[^\n]*$|[ \t|*:]*$)"
)
_BASIS = re.compile(r"(?m)^[ \t|]{0,40}Căn cứ\b")


def _who_decides(letterhead: Letterhead, text: str) -> Line | None:
    """Return the body in the authority line, where the letterhead lost its bodies.

    "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH …" stands between the subject and "Căn cứ".
    """
    above = letterhead.heading or letterhead.day or letterhead.span
    start = above.end
    basis = _BASIS.search(text, start, start + 3_000)
    found = None
    for line in _DECIDES.finditer(text, start, basis.start() if basis else start):
        if line["body"].isupper():
            found = line
    if found is None:
        return None
    name = body_name(found["body"], text=text)
    return Line(name, found.start("body"), found.end("body"))


_LOST = (
    "Bộ",
    "Sở",
    "Cục",
    "Thủ",
    "Văn",
    "Hội",
    "Tổng",
    "Chi",
    "Kho",
    "Ngân",
    "Quốc",
    "Chính",
    "Tòa",
    "Viện",
    "Kiểm",
    "Liên",
    "Thanh",
)


_BELOW_MINISTRIES = ("cuc ", "tong cuc ", "vu ", "kho bac nha nuoc")


def _completed(body: Line, letterhead: Letterhead, text: str) -> str:
    """Return a body's name; where a copy lost its first word, as the text has it.

    A trimmed "TÀI CHÍNH" is completed only if the document writes exactly one longer
    name, or one whose initials are the code in the number (TT-BTC).
    """
    name = body_name(body.text, text=text)
    if opens_body(name):
        return name
    words = r"\s{1,3}".join(map(re.escape, name.split()))
    completed = re.compile(
        rf"(?<!\w)(?P<lost>{'|'.join(_LOST)})\s{{1,3}}{words}(?!\w)", re.I
    )
    found = completed.finditer(text, 0, 100_000)
    heads = {match["lost"].capitalize() for match in found}
    if len(heads) > 1 and letterhead.number is not None:
        codes = letterhead.number.codes
        heads = {h for h in heads if _initials(f"{h} {name}") & set(codes)} or heads
    if len(heads) != 1 and body is not letterhead.bodies[-1]:
        # only ministries have these below them
        below = fold(letterhead.bodies[-1].text)
        heads = {"Bộ"} if below.startswith(_BELOW_MINISTRIES) else heads
    return body_name(f"{heads.pop()} {name}") if len(heads) == 1 else name


def _initials(name: str) -> set[str]:
    """Return the codes a name may have: "Thủ tướng Chính phủ" is TTCP or TTg."""
    words = [
        word for word in re.findall(r"\w+", name) if fold(word) not in {"va", "cua"}
    ]
    code = "".join(word[0].upper() for word in words)
    return {code, code[:2] + "g"}


def _put_date(
    letterhead: Letterhead,
    text: str,
    kind: Kind | None,
    signatures: list[Signature],
    fields: dict[str, Any],
    spans: dict[str, Span],
) -> None:
    if letterhead.place:
        fields["place"], spans["place"] = letterhead.place.text, letterhead.place.span
    if letterhead.day:
        fields["date"] = letterhead.iso
        spans["date"] = letterhead.day
        return
    passed = _day_of_passing(text) if kind and _is_passed(kind, letterhead) else None
    place = None
    if passed is None and signatures:
        at = signatures[0].name_span.start
        passed = find_day(text, max(0, at - 600), at)
        place = place_before(text, passed.start()) if passed else None
        if place is None:
            return
    if passed is None:
        return
    fields["date"], spans["date"] = iso_day(passed), Span(passed.start(), passed.end())
    if place:
        fields["place"], spans["place"] = place.text, place.span


def _is_passed(kind: Kind, letterhead: Letterhead) -> bool:
    return kind.slug in {"luat", "bo-luat", "phap-lenh", "hien-phap", "nghi-quyet"}


def _day_of_passing(text: str) -> re.Match[str] | None:
    """Return the date in "Luật này đã được Quốc hội … thông qua ngày …"."""
    found = None
    for match in _PASSED.finditer(text):
        found = match
    if found is None:
        return None
    return find_day(text, found.end(), min(len(text), found.end() + 60))


def _title(letterhead: Letterhead, text: str, fields: dict[str, Any]) -> Line | None:
    heading = letterhead.heading
    if heading and subject_as_heading(letterhead, text):
        return heading_title(text, heading.start, issuer=fields.get("issuer"))
    if heading:
        # In the Party's form "KẾT LUẬN CỦA …" is the subject, and names the issuer.
        named = None
        if not letterhead.party:
            named = named_heading(text, heading.start, heading.end)
        start = named.end if named else heading.end
        if own := _own_number(letterhead, text, start):
            start = own
        if letterhead.kind and letterhead.kind.slug.startswith("thong-tu-lien"):
            start = below_the_bodies(text, start, fields.get("issuer") or "")
        found = heading_title(text, start, issuer=fields.get("issuer"))
        if found and "VBHN" in (letterhead.number.codes if letterhead.number else ()):
            # a consolidated text is known by the name of what it consolidates
            name = collapse(f"{heading.of(text)} {found.text}")
            return Line(name, heading.start, found.end)
        return found
    after = letterhead.number_span or letterhead.span
    found = dispatch_title(text, after.end, skip=letterhead.day, place=letterhead.place)
    if found is None and letterhead.number and fields.get("kind") != "Công văn":
        found = bare_title(letterhead, text, fields.get("issuer"))
    return found


def _own_number(letterhead: Letterhead, text: str, start: int) -> int | None:
    """Return where the number of the letterhead, repeated behind the heading, ends."""
    if letterhead.number is None:
        return None
    said = re.compile(rf"\s{{1,3}}(?:SỐ:?\s)?{re.escape(str(letterhead.number))}(?=\s)")
    found = said.match(text, start)
    return found.end() if found else None


def _put_party_issuer(
    letterhead: Letterhead,
    title: Line | None,
    text: str,
    fields: dict[str, Any],
    spans: dict[str, Span],
) -> None:
    """Take the issuer from "NGHỊ QUYẾT của Bộ Chính trị về …": all sign as TW.

    A line of its own below the heading is no part of the title.
    """
    match: re.Match[str] | None = None
    if title:
        match = _BY.match(text, title.start, title.end)
    if not match and letterhead.heading:
        below = _BELOW.match(text, letterhead.heading.end)
        line = below and _BY.match(text, below.start("line"), below.end("line"))
        match = line or match
    if not match:
        return
    if "issuer" in spans:
        fields["parent"], spans["parent"] = fields["issuer"], spans["issuer"]
    if title and match.end() < title.end and _LINE_ENDS.match(text, match.end()):
        rest = text[match.end() : title.end]
        start = title.end - len(rest.lstrip())
        fields["title"] = collapse(rest)
        spans["title"] = Span(start, title.end)
    printed = collapse(match.group(1))
    fields["issuer"] = body_name(printed) if printed.isupper() else printed
    spans["issuer"] = Span(match.start(1), match.end(1))
