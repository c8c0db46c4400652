"""One-time codes (RFC 6238), recovery codes, and the picture that is scanned."""

from __future__ import annotations

import hmac
import io
import secrets
import time

import pyotp
import segno

PERIOD = 30
# A telephone may be half a minute ahead or behind.
_STEPS = (0, -1, 1)
CODES = 10
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
_GROUPS, _GROUP = 4, 4
ISSUER = "Căn cứ"


def new_secret() -> str:
    """Return a secret of 160 random bits, as people can type it."""
    return pyotp.random_base32()


def step_of(secret: str, typed: str, *, at: float | None = None) -> int | None:
    """Return the step of which `typed` is the code, None where it is none of now.

    >>> step_of("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", "287 082", at=59)
    1
    >>> step_of("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", "287082", at=300) is None
    True
    """
    code = "".join(typed[:32].split())
    if not (code.isascii() and code.isdecimal() and len(code) == 6):
        return None
    now = int((time.time() if at is None else at) // PERIOD)
    made = pyotp.TOTP(secret, interval=PERIOD)
    for step in (now + offset for offset in _STEPS):
        if hmac.compare_digest(made.generate_otp(max(step, 0)), code):
            return step
    return None


def new_codes() -> list[str]:
    """Return recovery codes, each of about 79 random bits."""
    return ["-".join(_group() for _ in range(_GROUPS)) for _ in range(CODES)]


def _group() -> str:
    return "".join(secrets.choice(_ALPHABET) for _ in range(_GROUP))


def recovery_code(typed: str) -> str:
    """Return a recovery code as it was given, however it is typed.

    >>> recovery_code(" ABCD efgh-2345 jkmn")
    'abcd-efgh-2345-jkmn'
    """
    letters = "".join(letter for letter in typed[:64].lower() if letter in _ALPHABET)
    return "-".join(letters[at : at + _GROUP] for at in range(0, len(letters), _GROUP))


def picture(secret: str, name: str) -> str:
    """Return the QR code of a secret as SVG, to be scanned by an authenticator."""
    address = pyotp.TOTP(secret, interval=PERIOD).provisioning_uri(
        name=name, issuer_name=ISSUER
    )
    out = io.BytesIO()
    segno.make(address, error="m").save(
        out,
        kind="svg",
        xmldecl=False,
        svgns=False,
        omitsize=True,
        border=4,
        light="#fff",
    )
    return out.getvalue().decode()
