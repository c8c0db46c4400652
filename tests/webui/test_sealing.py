"""Secrets of second factors lie sealed; keys are changed, lost, and were not always."""

from __future__ import annotations

from dataclasses import replace

import pyotp
import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text
from visitors import application, csrf_of, everybody, log_in, send

from corpus.visibility import whole
from webui import one_time
from webui.archive import Archive
from webui.sealing import Seals, Unreadable, opened, seal_all
from webui.settings import Settings

STEP = "/dang-nhap/ma"
NEW = Settings(secret_key="another key of the installation")


def kept(archive: Archive) -> list[str]:
    """Return the secrets as they lie in the register."""
    with whole(archive.register.engine).connect() as db:
        return list(db.execute(text("SELECT secret FROM second_factor")).scalars())


@pytest.fixture
def held(empty: Archive) -> tuple[Archive, int, str]:
    """An archive in which one person has a second factor from before sealing."""
    people = everybody(empty)
    secret = one_time.new_secret()
    reader = people["reader"].id
    empty.register.second_factors.add(reader, secret, 0, ["abcd-efgh-jkmn-pqrs"])
    return empty, reader, secret


def half_way(app: Flask) -> FlaskClient:
    """Return a browser in which the password of the reader was right."""
    client = app.test_client()
    answer = log_in(client, "reader")
    assert answer.location.endswith(STEP)
    return client


def test_no_secret_lies_bare_in_the_register(held: tuple[Archive, int, str]) -> None:
    """What was kept bare is sealed when the server starts, and opens as before."""
    archive, _, secret = held
    assert kept(archive) == [secret]
    app = application(archive)
    (sealed,) = kept(archive)
    assert secret not in sealed
    client = half_way(app)
    code = pyotp.TOTP(secret).now()
    assert send(client, STEP, STEP, code=code).status_code == 303
    assert kept(archive) == [sealed]


def test_a_key_that_was_changed_opens_and_seals_anew(
    held: tuple[Archive, int, str],
) -> None:
    """With the old key told, the secret is opened and kept under the new one."""
    archive, reader, secret = held
    factors, old = archive.register.second_factors, Seals.of(archive.settings)
    assert seal_all(factors, old) == 1
    before = archive.settings.session_key()
    both = Seals.of(replace(NEW, secret_key_before=before))
    factor = factors.of(reader)
    assert factor is not None
    assert opened(factors, both, reader, factor) == secret
    (anew,) = kept(archive)
    assert Seals.of(NEW).open(anew, reader) == (secret, True)
    assert seal_all(factors, both) == 0


def test_a_lost_key_leaves_the_recovery_codes(held: tuple[Archive, int, str]) -> None:
    """No code of the telephone opens; the page says why, and a recovery code does."""
    archive, _, secret = held
    seal_all(archive.register.second_factors, Seals.of(NEW))
    client = half_way(application(archive))
    refused = send(client, STEP, STEP, code=pyotp.TOTP(secret).now())
    assert refused.status_code == 401
    assert "không còn mở được khóa lớp hai" in refused.text
    csrf_of(refused.text)
    assert send(client, STEP, STEP, code="abcd-efgh-jkmn-pqrs").status_code == 303


@given(st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", min_size=16, max_size=32))
def test_a_seal_is_of_one_person_and_one_key(secret: str) -> None:
    """What is sealed opens for its person with its key, and fits the column."""
    ours, theirs = Seals.of(NEW), Seals.of(replace(NEW, secret_key="a third"))
    sealed = ours.seal(secret, 7)
    assert ours.open(sealed, 7) == (secret, True)
    assert ours.seal(secret, 7) != sealed
    assert len(sealed) <= 200
    for seals, person in ((theirs, 7), (ours, 8)):
        with pytest.raises(Unreadable):
            seals.open(sealed, person)


@given(st.text(max_size=120))
def test_nothing_else_is_opened(kept: str) -> None:
    """Damaged and invented seals are refused, and say nothing more."""
    with pytest.raises(Unreadable):
        Seals.of(NEW).open("v1:" + kept, 1)
