"""PostgreSQL over TLS: both sides prove who they are, or nothing is said."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from corpus.database import connect, explained
from corpus.register import Register
from tests.authority import Authority, Proof
from tests.postgres import Server, started


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    """The authority of the site."""
    return Authority(tmp_path_factory.mktemp("ca"))


@pytest.fixture(scope="module")
def server(authority: Authority) -> Iterator[Server]:
    """A server that is called localhost and lets in its user by certificate alone."""
    made = started()
    made.secure(authority.issue("server", "DNS:localhost"), authority.certificate)
    yield made
    made.remove()


@pytest.fixture(scope="module")
def mine(authority: Authority) -> Proof:
    """The certificate of the user."""
    return authority.issue("postgres")


def url(
    server: Server,
    authority: Path | str,
    mine: Proof | None,
    *,
    host: str = "localhost",
    mode: str = "verify-full",
) -> str:
    """Return the URL as it stands in the settings."""
    asked = f"sslmode={mode}&sslrootcert={authority}&gssencmode=disable"
    if mine is not None:
        asked += f"&sslcert={mine.certificate}&sslkey={mine.key}"
    return f"postgresql://postgres@{host}:{server.port}/postgres?{asked}"


def told(address: str) -> str:
    """Return what is said of a server that cannot be used."""
    with pytest.raises(OperationalError) as error:
        connect(address)
    said = explained(error.value)
    assert " / " in said
    return said


def test_a_register_over_tls(
    server: Server, authority: Authority, mine: Proof, tmp_path: Path
) -> None:
    """Every connection is encrypted, that which takes notices among them."""
    address = url(server, authority.certificate, mine)
    register = Register.open(address, tmp_path / "goc")
    register.changes.listen()
    while not register.changes.is_listening:
        register.receive(b"a", "a.txt")
    with register.engine.connect() as db:
        rows = db.execute(
            text(
                "SELECT s.ssl, s.client_dn FROM pg_stat_ssl s JOIN pg_stat_activity a"
                " USING (pid) WHERE a.application_name = 'cancu'"
            )
        ).all()
    assert len(rows) >= 2
    assert set(rows) == {(True, "/CN=postgres")}
    register.close()


def test_another_name_is_refused(
    server: Server, authority: Authority, mine: Proof
) -> None:
    """The certificate says localhost, the URL an address."""
    said = told(url(server, authority.certificate, mine, host="127.0.0.1"))
    assert "another name" in said
    assert "mang tên khác" in said


def test_an_unknown_authority_is_refused(
    server: Server, mine: Proof, tmp_path: Path
) -> None:
    """One of the same name with another key; and one that is not there."""
    other = Authority(tmp_path / "other")
    assert "not by the authority" in told(url(server, other.certificate, mine))
    assert "is not there" in told(url(server, tmp_path / "none.pem", mine))


def test_who_does_not_prove_himself_is_not_let_in(
    server: Server, authority: Authority, tmp_path: Path
) -> None:
    """Without a certificate, with that of another user, or of another authority."""
    assert "sslcert" in told(url(server, authority.certificate, None))
    another = authority.issue("khac")
    assert "not that of the user" in told(url(server, authority.certificate, another))
    foreign = Authority(tmp_path / "other").issue("postgres")
    assert "does not trust" in told(url(server, authority.certificate, foreign))


def test_without_tls_nothing_is_answered(server: Server, authority: Authority) -> None:
    """The server asks for it, whatever the URL says."""
    said = told(url(server, authority.certificate, None, mode="disable"))
    assert "không TLS" in said


def test_a_server_without_tls_is_not_used(
    postgres: Server, authority: Authority, mine: Proof
) -> None:
    """The URL asks for it, whatever the server offers."""
    assert "no TLS" in told(url(postgres, authority.certificate, mine))
