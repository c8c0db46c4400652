"""A command line that cannot be followed is refused in both languages."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from webui.cli import COMMANDS, cancu

WRONG = [
    (["serch", "thi đua"], "Không có lệnh “serch”. Có phải ý bạn là search"),
    (["serch", "thi đua"], "No such command 'serch'. Did you mean search"),
    (["xyzzy"], "Không có lệnh “xyzzy”. / No such command 'xyzzy'."),
    (["user", "ad", "x"], "Có phải ý bạn là add?"),
    (["--khong"], "Không có tùy chọn --khong. / No such option '--khong'."),
    (["check", "--asof", "1/1/2022", "a"], "Có phải ý bạn là --as-of"),
    (["check"], "Thiếu tham số REFS. / Missing argument 'REFS...'."),
    (["check", "a", "--out"], "Tùy chọn --out cần một giá trị. / Option '--out'"),
    (["check", "--json=1", "a"], "Tùy chọn --json không nhận giá trị. / "),
    (["check", "--as-of", "mai", "a"], "“mai” không phải ngày viết đúng dạng"),
    (["check", "--as-of", "mai", "a"], "Invalid value for '--as-of': 'mai' does not"),
    (["search", "--limit", "x", "a"], "Giá trị của --limit: “x” không phải số nguyên"),
    (["search", "--limit", "dạng", "a"], "“dạng” không phải số nguyên. / "),
    (["search", "--limit", "-1", "a"], "-1 ở ngoài khoảng"),
    (["user", "add", "a", "--role", "x"], "“x” không phải một trong 'reader'"),
    (["status", "thừa"], "Thừa tham số: thừa. / Got unexpected extra argument"),
    (["watch", "/khong/co"], "không có “/khong/co”"),
    # Our own messages are in both languages already, and come as they are.
    (["extract"], "Lỗi / Error: Cần ít nhất một tệp. Name at least one file.\n"),
]


@pytest.mark.parametrize(("arguments", "said"), WRONG)
def test_what_is_wrong_is_said_in_both_languages(
    arguments: list[str], said: str
) -> None:
    """The line ends with status 2 and says what is wrong and where the help is."""
    result = CliRunner().invoke(cancu, arguments)
    assert result.exit_code == 2
    assert said in result.stderr
    assert "Lỗi / Error: " in result.stderr
    assert result.stdout == ""


def test_help_is_no_error() -> None:
    """Help asked for is printed as before."""
    result = CliRunner().invoke(cancu, ["--help"])
    assert result.exit_code == 0
    assert all(name in result.stdout for name in COMMANDS)


def test_a_very_long_argument_is_not_repeated_whole() -> None:
    """Whatever is typed, the message stays short."""
    result = CliRunner().invoke(cancu, ["check", "--as-of", "x" * 100_000, "a"])
    assert result.exit_code == 2
    assert len(result.stderr) < 2_000
