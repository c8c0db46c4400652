"""Accounts, log-ins, tokens and the audit log, as they are stored."""

from __future__ import annotations

import json
import tarfile
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text, update

from corpus.people import Account, PersonError
from corpus.register import Register
from corpus.sittings import PREFIX, TokenError
from corpus.tables import sitting, token
from corpus.trail import Asked

HOUR = timedelta(hours=1)


@pytest.fixture
def admin(register: Register) -> Account:
    """The administrator, whose password is "hashed"."""
    return register.people.add("quan.tri", role="administrator", password="hashed")


@pytest.fixture
def an(register: Register) -> Account:
    """An inspector."""
    people = register.people
    return people.add("an", role="inspector", full_name="Nguyễn An", password="hashed")


def test_without_accounts_nobody_logs_in(register: Register) -> None:
    """The first account changes that, whoever looks at the documents."""
    assert not register.people.any()
    register.people.add("an", role="reader")
    assert register.people.any()
    assert register.seen_by(frozenset()).people.any()
    assert not register.people.has_administrator()


@pytest.mark.parametrize(
    ("name", "full_name", "role", "code"),
    [
        ("", "", "reader", "person_name"),
        ("a", "", "reader", "person_name"),
        ("có dấu", "", "reader", "person_name"),
        ("x" * 61, "", "reader", "person_name"),
        ("an\n", "Tên\x00", "reader", "person_full_name"),
        ("an", "\u202eđảo", "reader", "person_full_name"),
        ("an", "", "vua", "person_role"),
        ("QUAN.TRI ", "", "reader", "person_taken"),
    ],
)
def test_names_and_roles_are_checked(
    register: Register, admin: Account, name: str, full_name: str, role: str, code: str
) -> None:
    """Names are one line that shows all it holds, and are there once."""
    with pytest.raises(PersonError) as refused:
        register.people.add(name, role=role, full_name=full_name)
    assert refused.value.code == code


def test_somebody_must_be_left_who_lets_others_in(
    register: Register, admin: Account, an: Account
) -> None:
    """The last administrator is neither closed nor made less; nothing is changed."""
    for change in (
        lambda: register.people.set_role(admin.id, "editor"),
        lambda: register.people.set_disabled(admin.id, disabled=True),
    ):
        with pytest.raises(PersonError) as refused:
            change()
        assert refused.value.code == "last_administrator"
    assert register.people.get(admin.id) == admin

    register.people.set_role(an.id, "administrator")
    register.people.set_role(admin.id, "reader")
    assert register.people.get(admin.id).role == "reader"


def test_collections_are_given_as_a_whole(register: Register, an: Account) -> None:
    """What is given replaces what was; what does not exist is not given."""
    one = register.collections.add("Một").id
    two = register.collections.add("Hai").id

    register.people.give(an.id, frozenset({one}))
    register.people.give(an.id, frozenset({two}))
    assert register.people.get(an.id).given == {two}
    with pytest.raises(PersonError):
        register.people.give(an.id, frozenset({99}))
    assert register.people.get(an.id).given == {two}


def test_a_log_in_ends(register: Register, an: Account) -> None:
    """By log-out, idleness, age, a new password, or the account being closed."""
    open_ = register.sittings

    def account(secret: str) -> Account | None:
        return open_.account(secret, idle=HOUR, most=HOUR)

    one, two = open_.begin(an.id, "10.0.0.1"), open_.begin(an.id, "10.0.0.2")
    assert account(one) == account(two) == an
    assert [each.here for each in open_.of(an.id, one)].count(True) == 1
    open_.end(one)
    assert account(one) is None
    assert account(two) == an
    assert open_.end_all(an.id) == 1
    assert account(two) is None

    third = open_.begin(an.id, "")
    register.people.set_password(an.id, "other")
    assert account(third) is None
    fourth = open_.begin(an.id, "")
    register.people.set_disabled(an.id, disabled=True)
    register.people.set_disabled(an.id, disabled=False)
    assert account(fourth) is None
    assert account("nobody's") is None


@pytest.mark.parametrize("column", ["began_at", "seen_at"])
def test_an_old_log_in_is_over(register: Register, an: Account, column: str) -> None:
    """Whether it began long ago or was not used for long; then it is swept."""
    secret = register.sittings.begin(an.id, "")
    engine = register.people.engine
    with engine.begin() as db:
        db.execute(update(sitting).values({column: "2020-01-01T00:00:00+00:00"}))

    assert register.sittings.account(secret, idle=HOUR, most=HOUR) is None
    assert register.sittings.sweep(idle=HOUR, most=HOUR) == 1


def test_a_token_opens_what_it_was_made_for(register: Register, an: Account) -> None:
    """Until it expires or is revoked; its use is noted."""
    made, secret = register.sittings.issue(an, "Máy quét", role="reader", days=7)

    assert secret.startswith(PREFIX)
    found = register.sittings.bearer(secret)
    assert found is not None
    assert (found[0], found[1].role) == (an, "reader")
    assert register.sittings.tokens(an.id)[0].used_at is not None
    assert register.sittings.bearer(secret + "x") is None
    assert not register.sittings.revoke(an.id + 1, made.id)
    assert register.sittings.revoke(an.id, made.id)
    assert not register.sittings.revoke(an.id, made.id)
    assert register.sittings.bearer(secret) is None


def test_a_token_expires(register: Register, an: Account) -> None:
    """To the moment."""
    _made, secret = register.sittings.issue(an, "Máy quét", role="reader", days=7)
    with register.people.engine.begin() as db:
        db.execute(update(token).values(expires_at="2020-01-01T00:00:00+00:00"))

    assert register.sittings.bearer(secret) is None


@pytest.mark.parametrize(
    ("label", "role", "days", "code"),
    [
        ("", "reader", 7, "token_label"),
        ("x" * 101, "reader", 7, "token_label"),
        ("a", "editor", 7, "token_role"),
        ("a", "vua", 7, "token_role"),
        ("a", "reader", 0, "token_days"),
        ("a", "reader", 367, "token_days"),
    ],
)
def test_a_token_is_never_more_than_its_owner(
    register: Register, an: Account, label: str, role: str, days: int, code: str
) -> None:
    """Nor for ever, nor without saying what it is for."""
    with pytest.raises(TokenError) as refused:
        register.sittings.issue(an, label, role=role, days=days)
    assert refused.value.code == code


def test_secrets_are_not_in_the_database(register: Register, an: Account) -> None:
    """Whoever reads a copy of it can neither log in nor use a token."""
    cookie = register.sittings.begin(an.id, "")
    _made, secret = register.sittings.issue(an, "Máy quét", role="reader", days=7)

    with register.people.engine.connect() as db:
        for table in ("sitting", "token"):
            kept = str(db.execute(text(f"SELECT * FROM {table}")).all())
            assert cookie not in kept
            assert secret not in kept
            assert secret.removeprefix(PREFIX) not in kept


def test_the_audit_log_is_asked_by_who_what_and_when(register: Register) -> None:
    """The newest first; days include all their moments; a row is one line."""
    note = register.trail.note
    note("login", who="Nguyễn An (an)", person_id=1, address="10.0.0.1")
    note("ingest", who="Bình (binh)", subject="a.pdf\nlogin", detail="x" * 9_000)
    day = register.trail.steps()[0].at[:10]

    assert [each.action for each in register.trail.steps()] == ["ingest", "login"]
    assert register.trail.steps()[0].subject == "a.pdf login"
    assert len(register.trail.steps()[0].detail) == 2_000
    assert register.trail.count(Asked(who="nguyễn an")) == 1
    assert register.trail.count(Asked(who="100%")) == 0
    assert register.trail.count(Asked(action="login", since=day, until=day)) == 1
    assert register.trail.count(Asked(until="2020-01-01")) == 0
    assert register.trail.actions() == ["ingest", "login"]
    assert register.trail.addresses(1, "login", since=day) == {"10.0.0.1"}
    assert [each.action for each in register.trail.every()] == ["ingest", "login"]


def test_people_and_audit_log_come_back_from_a_backup(
    register: Register, admin: Account, tmp_path: Path
) -> None:
    """Who did what is kept with what they did it to, collections too."""
    folder = tmp_path
    given = register.collections.add("Kín").id
    register.people.give(admin.id, frozenset({given}))
    register.trail.note("login", who="a")
    register.backup(folder / "sao.tar")

    other = Register.open(f"sqlite:///{folder}/khac.db", folder / "goc2")
    other.restore(folder / "sao.tar")
    assert other.people.all() == register.people.all()
    assert other.trail.steps() == register.trail.steps()
    assert other.collections.all() == register.collections.all()
    other.close()


def test_a_backup_from_before_there_were_collections_comes_back(
    register: Register, made: Any, tmp_path: Path
) -> None:
    """Its documents are in the first collection."""
    folder = tmp_path
    register.add(*made("cu.txt", number="1/QĐ-LHH"))
    register.backup(folder / "moi.tar")
    late = ("collection", "person", "access", "sitting", "token", "trail")
    with (
        tarfile.open(folder / "moi.tar") as new,
        tarfile.open(folder / "cu.tar", "w") as old,
    ):
        for member in new:
            data = new.extractfile(member)
            assert data is not None
            content = data.read()
            if member.name.removeprefix("tables/").removesuffix(".jsonl") in late:
                continue
            if member.name in ("tables/document.jsonl", "tables/ledger.jsonl"):
                rows = [json.loads(line) for line in content.splitlines()]
                for row in rows:
                    del row["collection_id"]
                content = "".join(json.dumps(row) + "\n" for row in rows).encode()
            member.size = len(content)
            old.addfile(member, BytesIO(content))

    other = Register.open(f"sqlite:///{folder}/khac.db", folder / "goc2")
    other.restore(folder / "cu.tar")
    assert [each.collection_id for each in other.documents()] == [1]
    assert [each.name for each in other.collections.all()] == ["Chung"]
    assert other.seen_by(frozenset({1})).find("1/QĐ-LHH")
    other.close()
