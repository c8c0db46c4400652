"""Documents that may be one are proposed; others that look alike are not."""

import pytest

from corpus.duplicates import likeness
from corpus.register import Register
from ingest.document import Document
from nlp.analysis import Analysis, Header

WORDS = [f"khoản{n} giao nhiệm vụ cho đơn vị thứ {n} thực hiện" for n in range(60)]
TEXT = " ".join(WORDS)
# One word in twenty-five misread, as a poor scan gives.
SCAN = " ".join("x" if i % 25 == 24 else w for i, w in enumerate(TEXT.split()))
OTHER = " ".join(f"điều {n} nói về việc khác hẳn số {n * 7}" for n in range(60))
FULL = Header(
    kind="Quyết định", number="38/QĐ-LHH", date="2020-07-31", issuer="Bộ Nội vụ"
)
BLANK = Header()


def _add(register: Register, name: str, text: str, header: Header) -> int:
    data = f"{name} {text}".encode()
    sha256 = register.originals.put(data)
    document = Document(sha256=sha256, name=name, text=text)
    held = register.add(data, document, Analysis(header=header))
    register.duplicates.file(held.id, text)
    return held.id


def _header(**changes: str | None) -> Header:
    known = {name: getattr(FULL, name) for name in ("kind", "number", "date", "issuer")}
    return Header(**{**known, **changes})


@pytest.mark.parametrize(
    ("text", "header", "reason"),
    [
        (TEXT, FULL, "identity"),
        (OTHER, FULL, "identity"),
        (SCAN, BLANK, "text"),
        (SCAN, _header(number=None), "text"),
        (SCAN, _header(issuer=None), "text"),
        (OTHER, BLANK, None),
        (OTHER, _header(issuer=None), None),
        (TEXT, _header(number="39/QĐ-LHH"), None),
        (TEXT, _header(date="2021-07-31"), None),
        (TEXT, _header(issuer="Bộ Tài chính"), None),
        (SCAN, _header(number=None, kind="Kế hoạch"), None),
        (SCAN, _header(number=None, date="2021-01-01"), None),
    ],
)
def test_who_is_proposed(
    register: Register, text: str, header: Header, reason: str | None
) -> None:
    """Number and issuer decide; texts where these say too little, never against."""
    first = _add(register, "a.docx", TEXT, FULL)
    second = _add(register, "b.pdf", text, header)

    found = [(t.document.id, t.reason) for t in register.duplicates.of(second)]
    back = [(t.document.id, t.reason) for t in register.duplicates.of(first)]

    assert found == ([(first, reason)] if reason else [])
    assert back == ([(second, reason)] if reason else [])
    pairs = [(a.id, b.document.id) for a, b in register.duplicates.pairs()]
    assert pairs == ([(first, second)] if reason else [])


def test_documents_that_came_before_are_filed(register: Register) -> None:
    """Held since before texts were filed, they are found all the same."""
    for name, text, header in (("a", TEXT, FULL), ("b", SCAN, BLANK)):
        data = f"{name} {text}".encode()
        document = Document(sha256=register.originals.put(data), name=name, text=text)
        register.add(data, document, Analysis(header=header))

    assert len(list(register.duplicates.pairs())) == 1
    assert len(list(register.duplicates.pairs(limit=1))) == 1


def test_likeness_is_bounded_and_mutual() -> None:
    """Between nothing and all; the same from both sides."""
    assert likeness(TEXT, TEXT) == 1.0
    assert likeness(TEXT, OTHER) == likeness(OTHER, TEXT) < 0.1
    assert 0.7 < likeness(TEXT, SCAN) < 1.0
