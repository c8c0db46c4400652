"""Secrets of second factors at rest, sealed with the key of the installation.

A copy of the register alone, a backup say, opens none of them: the key stands in a
setting or in a file of the data folder that backups leave out. A sealed secret is bound
to its person, so that a row moved to another opens nothing.
"""

from __future__ import annotations

import os
from base64 import b64decode, b64encode
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from corpus.second_factors import SEALED, SecondFactor, SecondFactors
from webui.settings import Settings, comma_list

_NONCE = 12
_PURPOSE = b"cancu second factor"


class Unreadable(Exception):
    """A secret that no key of this installation opens: the key was lost or changed."""


@dataclass(frozen=True, slots=True)
class Seals:
    """The keys of an installation, the present one first."""

    keys: tuple[bytes, ...] = field(repr=False)

    @classmethod
    def of(cls, settings: Settings) -> Seals:
        """Return the keys that the settings tell: the present and those before it."""
        told = (settings.session_key(), *comma_list(settings.secret_key_before))
        return cls(tuple(_derived(each) for each in told))

    def seal(self, secret: str, person_id: int) -> str:
        """Return the secret of a person as it is kept."""
        nonce = os.urandom(_NONCE)
        shut = AESGCM(self.keys[0]).encrypt(nonce, secret.encode(), _bound(person_id))
        return SEALED + b64encode(nonce + shut).decode()

    def open(self, kept: str, person_id: int) -> tuple[str, bool]:
        """Return a secret, and whether it is sealed with the present key.

        One that was kept before secrets were sealed is returned as it is.

        Raises:
            Unreadable: if no key opens it.
        """
        if not kept.startswith(SEALED):
            return kept, False
        try:
            shut = b64decode(kept.removeprefix(SEALED), validate=True)
        except ValueError as error:
            raise Unreadable from error
        for key in self.keys:
            try:
                cipher, bound = AESGCM(key), _bound(person_id)
                plain = cipher.decrypt(shut[:_NONCE], shut[_NONCE:], bound)
            except (InvalidTag, ValueError):
                continue
            return plain.decode(), key == self.keys[0]
        raise Unreadable


def _derived(key: str) -> bytes:
    """Return a key for this purpose alone; sessions are signed with another."""
    made = HKDF(algorithm=SHA256(), length=32, salt=None, info=_PURPOSE)
    return made.derive(key.encode())


def _bound(person_id: int) -> bytes:
    return f"person {person_id}".encode()


def opened(
    factors: SecondFactors, seals: Seals, person_id: int, factor: SecondFactor
) -> str:
    """Return the secret of a person's factor; one sealed by an old key is sealed anew.

    Raises:
        Unreadable: if no key opens it.
    """
    secret, present = seals.open(factor.secret, person_id)
    if not present:
        factors.reseal(person_id, factor.secret, seals.seal(secret, person_id))
    return secret


def seal_all(factors: SecondFactors, seals: Seals) -> int:
    """Seal the secrets that were kept before secrets were sealed; return how many."""
    bare = factors.bare()
    for person_id, secret in bare:
        factors.reseal(person_id, secret, seals.seal(secret, person_id))
    return len(bare)
