"""E-mails (RFC 5322, or saved by Outlook) → their body and attachments."""

from __future__ import annotations

import email
import email.errors
import re
from collections.abc import Iterator
from email import policy
from email.message import EmailMessage, MIMEPart
from typing import NamedTuple

from ingest.errors import Corrupt, Hostile, TooLarge
from ingest.fonts import recovered
from ingest.limits import Limits
from ingest.normalise import normalise
from ingest.plain import decode
from ingest.reading import Reading

HEAD = 16_384
_LONGEST_LINE = 100_000  # a header of one huge line costs gigabytes to parse
_FIELD = re.compile(rb"^([A-Za-z][A-Za-z0-9-]{1,40}):[ \t]?", re.MULTILINE)
_KNOWN = frozenset(
    b"from to subject date received message-id mime-version return-path delivered-to"
    b" content-type reply-to cc".split()
)
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PROPERTIES = "__properties_version1.0".encode("utf-16-le")
_MOST_PARTS = 500
BODY = "nội dung thư"


class Part(NamedTuple):
    """A member of an e-mail: what it is called and its bytes."""

    name: str
    data: bytes


def is_outlook(data: bytes) -> bool:
    """Tell whether a file is a message of Outlook (.msg), by its first streams."""
    return data.startswith(COMPOUND) and _PROPERTIES in data


def is_mail(data: bytes) -> bool:
    """Tell whether a file is an e-mail as programs save it (.eml, .msg)."""
    if is_outlook(data):
        return True
    head = data[:HEAD].lstrip(b"\xef\xbb\xbf\r\n")
    if _FIELD.match(head) is None:
        return False
    head = re.split(rb"\r?\n\r?\n", head, maxsplit=1)[0]
    fields = {match[1].lower() for match in _FIELD.finditer(head)}
    return len(fields & _KNOWN) >= 3 and b"from" in fields


def parts(data: bytes, limits: Limits) -> Iterator[Part]:
    """Yield the body, then the attachments; called in the child.

    Raises:
        Hostile: nested without end, or headers of absurd length.
        Corrupt: it cannot be parsed.
    """
    message = _parsed(data, limits)
    body = _body(message)
    if body is not None:
        text, _ = _text_of(body)
        end = "html" if body.get_content_subtype() == "html" else "txt"
        yield Part(f"{BODY}.{end}", text.encode("utf-8", "replace"))
    for number, part in enumerate(message.iter_attachments(), start=1):
        if number > _MOST_PARTS:
            raise TooLarge
        yield Part(part.get_filename() or f"đính kèm {number}", _content(part))


def read_mail(data: bytes, limits: Limits) -> Reading:
    """Return the body of an e-mail as text; its subject is the title.

    Raises:
        Hostile, Corrupt: as for `parts`.
    """
    from ingest.html import read_html

    message = _parsed(data, limits)
    body = _body(message)
    attached = sum(1 for _ in message.iter_attachments())
    subject = str(message["subject"] or "").strip() or None
    told: tuple[str, ...] = ()
    if attached:
        told = (
            f"Thư có {attached} tệp đính kèm, chưa đọc ở đây"
            f" / The e-mail has {attached} attachments, not read here",
        )
    if body is None:
        return Reading("", title=subject, warnings=told)
    text, typed = _text_of(body)
    if body.get_content_subtype() == "html":
        page = read_html(text.encode("utf-8", "replace"), limits)
        return Reading(
            page.text, title=subject, warnings=(*typed, *page.warnings, *told)
        )
    text, offsets = normalise(text)
    return Reading(text, offsets=offsets, title=subject, warnings=(*typed, *told))


def _parsed(data: bytes, limits: Limits) -> EmailMessage:
    if is_outlook(data):
        # The reader of compound files is loaded in the child that reads one.
        from ingest.outlook import message_of

        return message_of(data, limits)
    if any(len(line) > _LONGEST_LINE for line in data[: 1 << 20].split(b"\n")[:2_000]):
        raise Hostile
    try:
        message = email.message_from_bytes(data, policy=policy.default)
    except RecursionError as error:
        raise Hostile from error
    except (email.errors.MessageError, ValueError, LookupError, IndexError) as error:
        raise Corrupt from error
    assert isinstance(message, EmailMessage)
    return message


def _body(message: EmailMessage) -> MIMEPart | None:
    """Return the part that is read first, plain text before HTML."""
    try:
        return message.get_body(preferencelist=("plain", "html"))
    except RecursionError as error:
        raise Hostile from error


def _content(part: MIMEPart) -> bytes:
    if part.get_content_type() == "message/rfc822":
        inner = part.get_payload(0)
        return bytes(inner) if isinstance(inner, EmailMessage) else b""
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _text_of(part: MIMEPart) -> tuple[str, tuple[str, ...]]:
    """Return the letters of a text part, and what to tell of how they were typed.

    The declared encoding may be wrong: the fonts of the 1990s were sent as ASCII, or
    as Western letters.
    """
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes):
        return "", ()
    declared = str(part.get_content_charset("us-ascii")).replace("_", "-")
    try:
        text = str(part.get_content())
    except (LookupError, UnicodeError):
        return decode(payload)
    if declared == "us-ascii":
        return decode(payload) if payload.strip() else (text, ())
    return (text, ()) if declared.startswith("utf") else recovered(text)
