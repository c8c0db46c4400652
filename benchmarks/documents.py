"""Documents made for measuring: decisions of three pages and a long law, as PDFs.

All words are ours; the same seed gives the same documents.
"""

from __future__ import annotations

import random

from corpus.samples.as_pdf import render_pdf
from corpus.samples.markup import Source, parse_line

_WORDS = """
cơ quan đơn vị tổ chức cá nhân có trách nhiệm thực hiện kiểm tra giám sát việc chấp hành
quy định pháp luật trong phạm vi quản lý được giao báo cáo kết quả hằng năm về thủ tục
hồ sơ đề nghị cấp phép kinh phí hoạt động ngân sách nhà nước bảo đảm theo phân cấp hiện
hành người đứng đầu chịu trách nhiệm trước cấp trên trực tiếp khi để xảy ra vi phạm
"""
_HEAD = """
<< ỦY BAN NHÂN DÂN
<< *TỈNH MẪU*
<< --
<< Số: {number}/QĐ-UBND
>> *CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM*
>> *Độc lập - Tự do - Hạnh phúc*
>> --
>> _Tỉnh Mẫu, ngày {day:02} tháng {month:02} năm 2022_
^ *QUYẾT ĐỊNH*
^ *Về việc ban hành Kế hoạch kiểm tra số {number} của Hội đồng Thi đua*
Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;
Căn cứ Nghị định số 91/2017/NĐ-CP ngày 31 tháng 7 năm 2017 của Chính phủ;
Xét đề nghị của Giám đốc Sở Nội vụ tại Tờ trình số {number}/TTr-SNV.
"""
_END = """
<< *_Nơi nhận:_*
<< - Như Điều 3;
<< - Các sở, ban, ngành;
<< - Lưu: VT, NC.
>> *TM. ỦY BAN NHÂN DÂN*
>> *KT. CHỦ TỊCH*
>> *PHÓ CHỦ TỊCH*
>> _(Đã ký)_
>> *Nguyễn Văn Mẫu*
"""


def decision(number: int) -> bytes:
    """Return a decision of some three pages with a ruled table on the last."""
    dice = random.Random(number)
    text = _HEAD.format(number=number, day=number % 28 + 1, month=number % 12 + 1)
    text += "\n".join(_article(i, dice) for i in range(1, 7))
    rows = [("STT", "Tên đơn vị", "Nội dung kiểm tra", "Thời gian")]
    rows += [
        (str(i), f"Hội thành viên {i}", _clause(dice, 8), f"Tháng {i}")
        for i in range(1, 11)
    ]
    text += "\n" + "\n".join("| " + " | ".join(row) + " |" for row in rows) + _END
    return _pdf(f"quyet-dinh-{number}", text, share=str(dice.choice([40, 45, 50])))


def law(articles: int = 310) -> bytes:
    """Return a law of about a hundred pages."""
    dice = random.Random(articles)
    text = "^ *LUẬT*\n^ *QUẢN LÝ HOẠT ĐỘNG MẪU*\n"
    for i in range(1, articles + 1):
        if i % 20 == 1:
            text += f"^ *Chương {i // 20 + 1}*\n^ *{_clause(dice, 6).upper()}*\n"
        text += _article(i, dice) + "\n"
    return _pdf("luat", text, share="41")


def _article(number: int, dice: random.Random) -> str:
    lines = [f"Điều {number}. {_clause(dice, 7).capitalize()}"]
    for i in range(1, dice.randrange(3, 6)):
        lines.append(f"{i}. {_clause(dice, 45).capitalize()}.")
    lines.append(f"a) {_clause(dice, 30).capitalize()};")
    return "\n".join(lines)


def _clause(dice: random.Random, words: int) -> str:
    return " ".join(dice.choices(_WORDS.split(), k=words))


def _pdf(name: str, text: str, *, share: str) -> bytes:
    lines = tuple(parse_line(raw) for raw in text.strip().split("\n") if raw.strip())
    return render_pdf(Source(name, {"định dạng": "pdf", "chia": share}, lines))
