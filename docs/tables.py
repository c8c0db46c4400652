"""Write the tables of the documentation from the rows the program itself uses.

`python docs/tables.py` writes them; `--check` only tells whether they are current.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

from webui.settings import HELP, Settings

DOCS = Path(__file__).resolve().parent
ROOT = DOCS.parent

CHECKS = """# Các phép đối chiếu · The checks

Mỗi phép là một dòng dữ liệu trong `nlp/data/findings.toml` (trong một văn bản) hoặc
`corpus/data/rules.toml` (cần sổ đăng ký), có nguồn, một ví dụ làm nó lên tiếng và một ví dụ làm nó im
lặng; bộ kiểm thử chạy mọi ví dụ.
Each check is a row of data with its source, an example that fires and one that does not; the test suite
runs every example.

Mức: **error** chỉ dùng cho phép không bao giờ sai trên văn bản đúng; **warning** đáng xem; **info** để biết.
Severity: **error** only where the rule is never wrong on good documents; **warning** deserves a look;
**info** is for information.

| Mã · Code | Mức · Severity | Thông điệp · Message | Nguồn · Source |
|---|---|---|---|
"""

VERDICTS = """
## Ba kết luận · Three verdicts

Mỗi viện dẫn được đúng một kết luận, với lý do:
Every citation gets exactly one verdict, with its reason:

| Mã lý do · Reason | Thông điệp · Message |
|---|---|
"""

SETTINGS = """# Thiết lập · Settings

Biến môi trường `CANCU_…` thắng tệp TOML mà `CANCU_CONFIG` chỉ tới, tệp thắng giá trị mặc định.
An environment variable wins over the TOML file named by `CANCU_CONFIG`, which wins over the default.

| Biến · Variable | Mặc định · Default | Ý nghĩa · Meaning |
|---|---|---|
"""

SETTINGS_END = """
Trong tệp TOML, tên viết thường, không có tiền tố:
In the TOML file, names are lower case and without the prefix:

```toml
data = "/srv/cancu"
port = 8350
```
"""


def _rows() -> Iterator[tuple[str, dict[str, Any]]]:
    findings = tomllib.loads((ROOT / "nlp/data/findings.toml").read_text("utf-8"))
    for row in findings["finding"]:
        yield row["code"], row
    rules = tomllib.loads((ROOT / "corpus/data/rules.toml").read_text("utf-8"))
    yield from rules.items()


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def checks() -> str:
    """Return `docs/checks.md`."""
    lines = []
    for code, row in sorted(_rows(), key=lambda pair: pair[0]):
        message = row.get("message") or row["vi"]
        english = row.get("message_en") or row["en"]
        said = f"{_cell(message)} · {_cell(english)}"
        lines.append(f"| `{code}` | {row['severity']} | {said} | {row['source']} |")
    reasons = tomllib.loads((ROOT / "corpus/data/reasons.toml").read_text("utf-8"))
    verdicts = [
        f"| `{code}` | {_cell(row['vi'])} · {_cell(row['en'])} |"
        for code, row in reasons.items()
    ]
    return CHECKS + "\n".join(lines) + "\n" + VERDICTS + "\n".join(verdicts) + "\n"


def settings() -> str:
    """Return `docs/settings.md`."""
    default = Settings()
    lines = []
    for setting in fields(Settings):
        value = str(getattr(default, setting.name))
        shown = f"`{value}`" if value else "–"
        name = f"`CANCU_{setting.name.upper()}`"
        lines.append(f"| {name} | {shown} | {HELP[setting.name]} |")
    return SETTINGS + "\n".join(lines) + "\n" + SETTINGS_END


PAGES = {"checks.md": checks, "settings.md": settings}


def main() -> int:
    """Write the pages, or with `--check` return 1 if one is not current."""
    stale = 0
    for name, make in PAGES.items():
        path = DOCS / name
        text = make()
        if "--check" in sys.argv:
            stale |= not path.exists() or path.read_text("utf-8") != text
        else:
            path.write_text(text, "utf-8")
    return stale


if __name__ == "__main__":
    sys.exit(main())
