"""Messages as Outlook saves them (.msg) → the e-mail that they are.

A compound file (MS-CFB) whose streams are the properties of the message (MS-OXMSG): the
name of a stream tells which property it is and of what type, "0037001F" being the
subject as UTF-16.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime

import olefile

from ingest.errors import Corrupt, Hostile, TooLarge
from ingest.limits import Limits
from ingest.plain import decode

_STREAM = "__substg1.0_"
_ATTACHED = "__attach_version1.0_#"
_SUBJECT, _BODY, _HTML = "0037", "1000", "1013"
_SENDER, _SENDER_ADDRESS, _TO = "0C1A", "0C1F", "0E04"
_DATA, _LONG_NAME, _SHORT_NAME = "3701", "3707", "3704"
_WIDE, _NARROW, _BINARY, _OBJECT = "001F", "001E", "0102", "000D"
_SENT = 0x00390040
_EPOCH = datetime(1601, 1, 1, tzinfo=UTC)
_MOST_DEEP = 3
_MOST_ATTACHED = 500


def message_of(data: bytes, limits: Limits) -> EmailMessage:
    """Return the message with its attachments; called in the child.

    Raises:
        Corrupt: the compound file is damaged.
        Hostile, TooLarge: nested without end, or larger than it may be.
    """
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as file:
            return _Message(file, limits).read((), 0)
    except (OSError, ValueError, IndexError, struct.error) as error:
        raise Corrupt from error
    except RecursionError as error:
        raise Hostile from error


class _Message:
    """Reads one compound file, under one budget of bytes."""

    def __init__(self, file: olefile.OleFileIO, limits: Limits) -> None:
        self._file = file
        self._left = limits.max_unpacked
        self._names = [
            tuple(path) for path in file.listdir(streams=True, storages=True)
        ]

    def read(self, place: tuple[str, ...], depth: int) -> EmailMessage:
        """Return the message whose properties stand in the storage `place`."""
        if depth > _MOST_DEEP:
            raise Hostile
        message = EmailMessage()
        self._heads(message, place)
        body = self._text(place, _BODY)
        html = self._bytes(place, _HTML + _BINARY)
        if body is not None:
            message.set_content(body)
        elif html is not None:
            message.set_content(decode(html)[0], subtype="html")
        for number, inside in enumerate(self._attached(place), start=1):
            if number > _MOST_ATTACHED:
                raise TooLarge
            self._attach(message, inside, number, depth)
        return message

    def _heads(self, message: EmailMessage, place: tuple[str, ...]) -> None:
        sender = self._text(place, _SENDER) or self._text(place, _SENDER_ADDRESS)
        heads = {
            "Subject": self._text(place, _SUBJECT),
            # A message inside another is told to be one by its heads.
            "From": sender or "unknown",
            "To": self._text(place, _TO),
            "Date": self._sent(place),
        }
        for name, value in heads.items():
            if value:
                # Names of people hold what no address may: kept as words.
                with suppress(ValueError):
                    message[name] = " ".join(value.split())[:998]

    def _attach(
        self, message: EmailMessage, place: tuple[str, ...], number: int, depth: int
    ) -> None:
        name = self._text(place, _LONG_NAME) or self._text(place, _SHORT_NAME)
        inner = (*place, _STREAM + _DATA + _OBJECT)
        if inner in self._names:
            message.add_attachment(self.read(inner, depth + 1))
            return
        data = self._bytes(place, _DATA + _BINARY)
        if data is not None:
            message.add_attachment(
                data,
                maintype="application",
                subtype="octet-stream",
                filename=" ".join((name or f"đính kèm {number}").split()),
            )

    def _attached(self, place: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
        deep = len(place)
        for path in self._names:
            here = len(path) == deep + 1 and path[:deep] == place
            if here and path[-1].startswith(_ATTACHED):
                yield path

    def _text(self, place: tuple[str, ...], which: str) -> str | None:
        wide = self._bytes(place, which + _WIDE)
        if wide is not None:
            return wide.decode("utf-16-le", "replace").rstrip("\0")
        narrow = self._bytes(place, which + _NARROW)
        return decode(narrow)[0].rstrip("\0") if narrow else None

    def _bytes(self, place: tuple[str, ...], which: str) -> bytes | None:
        path = (*place, _STREAM + which)
        kind = self._file.get_type(list(path)) if path in self._names else None
        if kind != olefile.STGTY_STREAM:
            return None
        self._left -= int(self._file.get_size(list(path)))
        if self._left < 0:
            raise Hostile
        data: bytes = self._file.openstream(list(path)).read()
        return data

    def _sent(self, place: tuple[str, ...]) -> str | None:
        """Return when the message was sent, from the table of fixed properties."""
        path = [*place, "__properties_version1.0"]
        if not self._file.exists(path):
            return None
        table = self._file.openstream(path).read()
        # The head of the table is longer at the top than in a message inside another.
        for at in range(24 if place else 32, len(table) - 15, 16):
            tag, _flags, moment = struct.unpack_from("<IIQ", table, at)
            if tag == _SENT:
                with suppress(OverflowError):
                    sent = _EPOCH + timedelta(microseconds=moment // 10)
                    return format_datetime(sent)
        return None
