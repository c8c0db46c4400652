"""Measure how often each rule is right on real documents; write rule-precision.md.

usage: python docs/rule_precision.py GOLD [--unread OUT.json]

GOLD is the folder of real documents with reviewed answers beside the project. All rules
run over its annotated and header documents with its catalogue imported. Which firings
are wrong was read by a person and is kept in `rule-judgements.json` by fingerprint
alone: no word of those documents stands here. A firing that nobody has read is counted
as unread and lowers no precision; `--unread` writes those, to be read.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

from corpus.crosscheck import CheckedDocument
from corpus.decisions import Point, points_of
from corpus.register import Register
from corpus.rules import rules
from ingest.document import Document
from nlp.finding_rows import ROWS
from nlp.pipeline import analyse

DOCS = Path(__file__).resolve().parent
JUDGED = DOCS / "rule-judgements.json"
LEAST = 0.95

HEAD = """# Độ chính xác của từng phép kiểm tra · Precision of each rule

Đo trên văn bản thật đặt cạnh dự án; từng lần phép kiểm tra lên tiếng đã được đọc.
Measured on real documents beside the project; every firing counted was read.
Phép chưa lên tiếng thì chưa đo được: “–”. Mức “error” cần từ 0,95.
A rule that never fired is not measured: “–”. Severity “error” needs 0.95.
Dòng không có mức là lý do mâu thuẫn của một viện dẫn.
A row without severity is a reason for which a citation is contradicted.
Một số phép đã được sửa sau khi đọc chính các văn bản này:
số đo trên văn bản khác có thể thấp hơn.
Some rules were mended after reading these very documents: others may give less.

"""
_COLUMNS = (
    *("Mã · Code", "Mức · Severity", "Lên tiếng · Fired", "Đúng · Right"),
    *("Sai · Wrong", "Chưa đọc · Unread", "Độ chính xác · Precision"),
)
TABLE = f"| {' | '.join(_COLUMNS)} |\n{'|---' * len(_COLUMNS)}|\n"


def documents(gold: Path) -> Iterator[Document]:
    """Yield each annotated or header document once."""
    seen = set()
    paths = [*gold.glob("annotated/*.txt"), *gold.glob("headers/**/*.txt")]
    for path in sorted(paths):
        data = path.read_bytes()
        digest = sha256(data).hexdigest()
        if digest not in seen:
            seen.add(digest)
            yield Document(digest, path.name, data.decode("utf-8"))


def firings(gold: Path) -> Iterator[tuple[CheckedDocument, Point]]:
    """Yield every firing of every rule, with the document checked."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        register = Register.open(f"sqlite:///{home}/so.db", home / "goc")
        register.catalogue_import(gold / "catalogue.jsonl")
        for document in documents(gold):
            checked = register.check(document, analyse(document))
            for point in points_of(checked):
                yield checked, point
        register.close()


def severities() -> dict[str, str]:
    """Return the severity of each rule of both rooms."""
    found: dict[str, str] = {code: str(row.severity) for code, row in ROWS.items()}
    return found | {rule.code: str(rule.severity) for rule in rules()}


def table(fired: list[str], judged: dict[str, str], codes: dict[str, str]) -> str:
    """Return the table: `fired` are fingerprints, `codes` the code of each."""
    count: Counter[tuple[str, str]] = Counter()
    for mark in fired:
        count[codes[mark], judged.get(mark, "unread")] += 1
    lines = []
    rows = dict.fromkeys(codes.values(), "") | severities()
    for code, severity in sorted(rows.items()):
        right, wrong = count[code, "right"], count[code, "wrong"]
        unread = count[code, "unread"]
        read = right + wrong
        share = f"{right / read:.2f}" if read else "–"
        row = [f"`{code}`", severity, right + wrong + unread, right, wrong, unread]
        lines.append("| " + " | ".join(map(str, [*row, share])) + " |\n")
    return TABLE + "".join(lines)


def too_low(text: str) -> list[str]:
    """Return the codes of errors whose measured precision is below the least."""
    rows = [line.split("|") for line in text.splitlines() if line.startswith("| `")]
    return [
        row[1].strip()
        for row in rows
        if row[2].strip() in ("error", "") and row[7].strip() not in ("–", "")
        if float(row[7]) < LEAST
    ]


def main(arguments: list[str]) -> int:
    """Write the page; return 1 if an error rule is less precise than it must be."""
    found = list(firings(Path(arguments[0])))
    judged: dict[str, str] = json.loads(JUDGED.read_text("utf-8"))
    text = table(
        [point.fingerprint for _, point in found],
        judged,
        {point.fingerprint: point.code for _, point in found},
    )
    names = len({checked.sha256 for checked, _ in found})
    said = f"{names} văn bản có phát hiện · documents with findings: {names}.\n\n"
    (DOCS / "rule-precision.md").write_text(HEAD + said + text, encoding="utf-8")
    if "--unread" in arguments:
        out = Path(arguments[arguments.index("--unread") + 1])
        unread = [_shown(c, p) for c, p in found if p.fingerprint not in judged]
        out.write_text(json.dumps(unread, ensure_ascii=False, indent=1), "utf-8")
    low = too_low(text)
    sys.stdout.write(f"error rules below {LEAST}: {', '.join(low) or 'none'}\n")
    return int(bool(low))


def _shown(checked: CheckedDocument, point: Point) -> dict[str, Any]:
    text = checked.document.text
    around = text[max(0, point.span.start - 150) : point.span.end + 150]
    return {
        "fingerprint": point.fingerprint,
        "code": point.code,
        "severity": point.severity,
        "message": point.message,
        "document": checked.name,
        "around": " ".join(around.split()),
    }


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
