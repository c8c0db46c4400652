"""An authority of the tests' own that vouches for servers and clients on loopback."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import NamedTuple


class Proof(NamedTuple):
    """What a server or a client shows, and the key that goes with it."""

    certificate: Path
    key: Path


class Authority:
    """Issues certificates; `certificate` is what others trust."""

    def __init__(self, folder: Path, name: str = "To chuc") -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self.certificate, self._key = folder / "ca.pem", folder / "ca.key"
        _openssl(
            *("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"),
            *("-subj", f"/CN={name}", "-keyout", self._key, "-out", self.certificate),
        )

    def issue(self, name: str, *named: str) -> Proof:
        """Vouch for `name`; `named` are DNS:… and IP:… under which it is reached."""
        proof = Proof(self.folder / f"{name}.pem", self.folder / f"{name}.key")
        asked, more = self.folder / f"{name}.csr", self.folder / f"{name}.ext"
        more.write_text(
            f"subjectAltName={','.join(named or ('DNS:localhost',))}\n"
            "extendedKeyUsage=serverAuth,clientAuth\n"
        )
        _openssl(
            *("req", "-newkey", "rsa:2048", "-nodes", "-subj", f"/CN={name}"),
            *("-keyout", proof.key, "-out", asked),
        )
        _openssl(
            *("x509", "-req", "-in", asked, "-CA", self.certificate),
            *("-CAkey", self._key, "-CAcreateserial", "-days", "2"),
            *("-extfile", more, "-out", proof.certificate),
        )
        proof.key.chmod(0o600)
        return proof


def _openssl(*arguments: str | Path) -> None:
    subprocess.run(["openssl", *map(str, arguments)], check=True, capture_output=True)
