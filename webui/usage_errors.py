"""What is wrong with a command line, in Vietnamese and English, with what was meant."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from difflib import get_close_matches
from typing import IO, Any

import click

# What the library says in English, and what that is in Vietnamese; \1 and \2 are names.
_SENTENCES = (
    (r"No such command '(.*)'\.", r"Không có lệnh “\1”."),
    (r"No such option '(.*)'\.", r"Không có tùy chọn \1."),
    (r"Missing command\.", r"Thiếu lệnh."),
    (r"Option '(.*)' does not take a value\.", r"Tùy chọn \1 không nhận giá trị."),
    (r"Option '(.*)' requires an argument\.", r"Tùy chọn \1 cần một giá trị."),
    (r"Option '(.*)' requires (\d+) arguments\.", r"Tùy chọn \1 cần \2 giá trị."),
    (r"Argument '(.*)' takes (\d+) values\.", r"Tham số \1 cần \2 giá trị."),
    (r"Got unexpected extra arguments? \((.*)\)", r"Thừa tham số: \1."),
    (r"Missing argument '(.*?)(?:\.\.\.)?'\.", r"Thiếu tham số \1."),
    (r"Missing option '(.*?)'\.", r"Thiếu tùy chọn \1."),
)
_ILL_FORMED = "không phải ngày viết đúng dạng"
_VALUES = (
    (r"'(.*)' is not one of (.*)\.", r"“\1” không phải một trong \2"),
    (r"'(.*)' is not '(.*)'\.", r"“\1” không phải “\2”"),
    (r"'(.*)' is not a valid integer( range)?\.", r"“\1” không phải số nguyên"),
    (r"'(.*)' is not a valid float( range)?\.", r"“\1” không phải số"),
    (r"'(.*)' is not a valid boolean.*", r"“\1” không phải có hay không"),
    (r"'(.*)' does not match the formats? .*", rf"“\1” {_ILL_FORMED}"),
    (r"(.*) is not in the range (.*)\.", r"\1 ở ngoài khoảng \2"),
    (r"(?:File|Directory|Path) '(.*)' does not exist\.", r"không có “\1”"),
    (r"(?:File|Directory|Path) '(.*)' is a file\.", r"“\1” là một tệp"),
    (r"(?:File|Directory|Path) '(.*)' is a directory\.", r"“\1” là một thư mục"),
    (r"(?:File|Directory|Path) '(.*)' is not readable\.", r"không đọc được “\1”"),
    (r"(?:File|Directory|Path) '(.*)' is not writable\.", r"không ghi được “\1”"),
)
# How dates are asked for, as people write it.
_DATE_FORMS = "2022-09-08, 8/9/2022"
_LONGEST = 400


class Unusable(click.UsageError):
    """A command line that cannot be followed; shown in both languages."""

    def __init__(self, error: click.UsageError) -> None:
        super().__init__(" / ".join(in_both(error)), error.ctx)

    def show(self, file: IO[Any] | None = None) -> None:
        """Write how the command is used, where its help is, and what is wrong."""
        out = file or sys.stderr
        if self.ctx is not None:
            usage = self.ctx.get_usage().removeprefix("Usage: ")
            click.echo(f"Cách dùng / Usage: {usage}", file=out)
            click.echo(f"Xem / See: {self.ctx.command_path} --help\n", file=out)
        click.echo(f"Lỗi / Error: {self.format_message()}", file=out)


@contextmanager
def told_in_both() -> Iterator[None]:
    """Let what a command line lacks be said in both languages."""
    try:
        yield
    except (click.exceptions.NoArgsIsHelpError, Unusable):
        raise
    except click.UsageError as error:
        raise Unusable(error) from error


def in_both(error: click.UsageError) -> Sequence[str]:
    """Return what is wrong in Vietnamese and in English.

    A message of our own is in both languages already and comes alone.
    """
    english = " ".join(_english(error).split())
    meant = _meant(error)
    vietnamese = _vietnamese(error, english)
    if vietnamese is None:
        return (english,)
    if meant:
        vietnamese += f" Có phải ý bạn là {' hoặc '.join(meant)}?"
        english += f" Did you mean {' or '.join(meant)}?"
    return _bounded(vietnamese), _bounded(english)


def _bounded(text: str) -> str:
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"


def _meant(error: click.UsageError) -> Sequence[str]:
    """Return the commands or options that look like the one that does not exist."""
    if isinstance(error, click.exceptions.NoSuchCommand) and error.ctx is not None:
        group = error.ctx.command
        if isinstance(group, click.Group):
            # The library asks only for commands that are imported already.
            return get_close_matches(error.command_name, group.list_commands(error.ctx))
    return getattr(error, "possibilities", None) or ()


def _english(error: click.UsageError) -> str:
    named = isinstance(error, click.NoSuchOption | click.exceptions.NoSuchCommand)
    return error.message if named else error.format_message()


def _vietnamese(error: click.UsageError, english: str) -> str | None:
    said: str | None
    if isinstance(error, click.MissingParameter):
        missing, _, choices = english.partition(" Choose from: ")
        said = _said(_SENTENCES, missing) or "Thiếu tham số."
        return f"{said} Chọn một trong: {choices}" if choices else said
    if isinstance(error, click.BadParameter):
        hint = error.param.get_error_hint(error.ctx) if error.param else ""
        name = hint.strip("'") if hint else ""
        whose = f" của {name}" if name else ""
        said = _said(_VALUES, " ".join(error.message.split()))
        if said is None:
            said = f"không dùng được ({error.message})"
        elif said.endswith(_ILL_FORMED):
            said += f" ({_DATE_FORMS})"
        return f"Giá trị{whose}: {said}."
    return _said(_SENTENCES, english)


def _said(rows: Sequence[tuple[str, str]], english: str) -> str | None:
    for pattern, vietnamese in rows:
        found = re.fullmatch(pattern, english)
        if found is not None:
            return found.expand(vietnamese)
    return None
