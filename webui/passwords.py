"""Passwords: how they are kept, and which are refused.

Argon2id with the parameters of RFC 9106 for machines short of memory. No rules on
which characters must be in them: length, and not being what everybody tries first.
"""

from __future__ import annotations

import secrets
from functools import cache
from importlib.resources import files
from threading import BoundedSemaphore
from unicodedata import normalize

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from nlp.fold import fold

SHORTEST, LONGEST = 12, 128
# Each takes 64 MB for a moment: however many log in, so many at a time.
_HASHING = BoundedSemaphore(4)
_HASHER = PasswordHasher()

_LEET = str.maketrans("0134578@$!+", "oieastbasit")
_ROWS = (
    *("01234567890123456789", "abcdefghijklmnopqrstuvwxyz"),
    *("qwertyuiopqwertyuiop", "asdfghjklasdfghjkl", "zxcvbnmzxcvbnm"),
    *("1q2w3e4r5t6y7u8i9o0p", "q1w2e3r4t5y6u7i8o9p0", "1qaz2wsx3edc4rfv5tgb6yhn"),
    *("qazwsxedcrfvtgbyhnujm", "qweasdzxcrtyfghvbnuiojklm"),
)
_AROUND = "0123456789!@#$%^&*?.,-_+="
_RUN = 3
_FEWEST = 5
_LONGEST_UNIT = 6
_LONGEST_COMMON = 24


def hashed(password: str) -> str:
    """Return a password as it is kept."""
    with _HASHING:
        return _HASHER.hash(_plain(password))


def fits(kept: str | None, password: str) -> bool:
    """Tell whether a password is the one kept; None takes as long, and never fits."""
    plain = _plain(password[: LONGEST + 1])
    with _HASHING:
        try:
            _HASHER.verify(kept or _nobodys(), plain)
        except (VerificationError, InvalidHashError):
            return False
    return kept is not None and len(password) <= LONGEST


def is_outdated(kept: str) -> bool:
    """Tell whether a password was hashed with other parameters than today's."""
    return _HASHER.check_needs_rehash(kept)


def made_up() -> str:
    """Return a password for a first log-in: random, and easy to read out."""
    letters = "abcdefghjkmnpqrstuvwxyz23456789"
    parts = ("".join(secrets.choice(letters) for _ in range(5)) for _ in range(4))
    return "-".join(parts)


def trouble(password: str, *names: str) -> str | None:
    """Return why a password is refused, or None; `names` are those of its owner.

    Codes: password_short, password_long, password_common, password_name.

    >>> trouble("matkhau123456"), trouble("nắng thủy tinh xanh", "an")
    ('password_common', None)
    """
    plain = _plain(password)
    if len(plain) < SHORTEST:
        return "password_short"
    if len(password) > LONGEST:
        return "password_long"
    if _holds_name(plain, names):
        return "password_name"
    return "password_common" if _is_common(plain) else None


def _plain(password: str) -> str:
    # Two keyboards write one letter with marks in two ways.
    return normalize("NFKC", password)


@cache
def _nobodys() -> str:
    return _HASHER.hash(secrets.token_urlsafe(16))


@cache
def _common() -> frozenset[str]:
    """Return what the commonest passwords are made of, with figures or without."""
    rows = files("webui").joinpath("data/common_words.txt").read_text("utf-8")
    return frozenset(rows.split())


def _holds_name(password: str, names: tuple[str, ...]) -> bool:
    """Tell whether little is left of a password without the names of its owner."""
    left = _letters(password)
    for name in names:
        for part in {_letters(name), *map(_letters, name.split())}:
            if len(part) >= 3:
                left = left.replace(part, "")
    return len(left) < len(_letters(password)) and len(left) < SHORTEST // 2


def _letters(text: str) -> str:
    return "".join(c for c in fold(text) if c.isalpha())


def _is_common(password: str) -> bool:
    low = fold(password).replace(" ", "")
    if len(set(low)) < _FEWEST or _repeats(low) or _runs(low):
        return True
    core = low.strip(_AROUND)
    return any(_made_of_common(_letters(each)) for each in (low, core.translate(_LEET)))


def _repeats(low: str) -> bool:
    """Tell whether a text is one short piece again and again."""
    return any(
        (low[:size] * len(low))[: len(low)] == low
        for size in range(1, min(_LONGEST_UNIT, len(low) // 2) + 1)
    )


def _runs(low: str) -> bool:
    """Tell whether a text is made of runs along the keys, the alphabet or figures."""
    at = 0
    while at < len(low):
        size = max(
            (_run_at(low, at, row) for base in _ROWS for row in (base, base[::-1])),
            default=0,
        )
        if size < _RUN:
            return False
        at += size
    return True


def _run_at(low: str, at: int, row: str) -> int:
    size = 0
    while at + size < len(low) and low[at : at + size + 1] in row:
        size += 1
    return size


def _made_of_common(letters: str) -> bool:
    """Tell whether the letters of a password are common words one after another."""
    if not 0 < len(letters) <= _LONGEST_COMMON:
        return False
    common = _common()
    reached = [True] + [False] * len(letters)
    longest = max(map(len, common))
    for end in range(1, len(letters) + 1):
        reached[end] = any(
            reached[begin] and letters[begin:end] in common
            for begin in range(max(0, end - longest), end)
        )
    return reached[-1]
