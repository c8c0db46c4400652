"""People, collections and the audit log from the command line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from webui import passwords
from webui.archive import Archive
from webui.cli import cancu
from webui.commands.serve import behind, readable_line, unreachable
from webui.settings import Settings

PASSWORD = "nắng thủy tinh xanh"
Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """`cancu` over an empty data folder; `typed` is what it reads from its input."""

    def call(*arguments: str, typed: str = "") -> Result:
        runner = CliRunner(env={"CANCU_DATA": str(tmp_path / "data")})
        return runner.invoke(cancu, list(arguments), input=typed)

    return call


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    """The archive in that folder."""
    return Archive.open(Settings(data=tmp_path / "data"))


def test_the_first_administrator_is_made_here(run: Run, archive: Archive) -> None:
    """The password comes from the input; what is kept is its hash."""
    added = run("user", "add", "an", "--role", "administrator", typed=PASSWORD + "\n")

    assert added.exit_code == 0, added.output
    assert PASSWORD not in added.output
    made = archive.register.people.named("an")
    assert made is not None
    assert (made.role, made.must_change) == ("administrator", False)
    assert passwords.fits(made.password, PASSWORD)
    assert archive.register.people.has_administrator()
    step = archive.register.trail.steps()[0]
    assert (step.action, step.subject) == ("person_add", "an")
    assert "dòng lệnh" in step.who


def test_a_bad_password_or_name_is_one_line(run: Run) -> None:
    """With its reason, and exit status 1."""
    for typed, name, code in (
        ("matkhau123456\n", "an", "password_common"),
        ("\n", "an", "password_short"),
        (PASSWORD + "\n", "có dấu", "person_name"),
    ):
        result = run("user", "add", name, typed=typed)
        assert result.exit_code == 1
        assert code in result.output
        assert "Traceback" not in result.output
    assert run("user", "role", "nobody", "reader").exit_code == 1
    assert run("user", "list").output == ""


def test_there_is_no_option_for_a_password(run: Run) -> None:
    """Others on the machine read command lines."""
    for command in (("user", "add"), ("user", "password")):
        help_ = run(*command, "--help").output
        assert "--password" not in help_


def test_people_are_changed(run: Run, archive: Archive) -> None:
    """Role, password, collections, closing and opening."""
    people = archive.register.people
    run("user", "add", "boss", "--role", "administrator", typed=PASSWORD + "\n")
    run("user", "add", "an", "--full-name", "Nguyễn An", typed=PASSWORD + "\n")
    assert run("collection", "add", "Kỷ luật").exit_code == 0

    assert run("user", "role", "an", "inspector").exit_code == 0
    assert run("user", "collections", "an", "kỷ luật").exit_code == 0
    assert run("user", "password", "an", typed="con mèo trèo cây\n").exit_code == 0
    made = people.named("an")
    assert made is not None
    assert (made.role, len(made.given)) == ("inspector", 1)
    assert passwords.fits(made.password, "con mèo trèo cây")
    assert run("user", "disable", "an").exit_code == 0
    assert "đã khóa" in run("user", "list").output
    assert run("user", "disable", "an", "--undo").exit_code == 0
    refused = run("user", "disable", "boss")
    assert refused.exit_code == 1
    assert "last_administrator" in refused.output
    assert run("user", "collections", "an", "không có").exit_code == 1
    actions = [step.action for step in archive.register.trail.steps()]
    assert actions.count("person_change") == 4


def test_tokens_are_made_listed_and_revoked(run: Run, archive: Archive) -> None:
    """The secret alone is printed, so that a script can take it."""
    run("user", "add", "an", "--role", "editor", typed=PASSWORD + "\n")
    secret = run("user", "token", "add", "an", "Máy quét").output.strip()

    assert archive.register.sittings.bearer(secret) is not None
    listed = run("user", "token", "list", "an").output
    assert "Máy quét" in listed
    assert secret not in listed
    assert run("user", "token", "revoke", "an", "1").exit_code == 0
    assert archive.register.sittings.bearer(secret) is None
    assert run("user", "token", "revoke", "an", "1").exit_code == 1
    more = run("user", "token", "add", "an", "x", "--role", "administrator")
    assert more.exit_code == 1
    assert run("user", "token", "add", "an", "x", "--days", "9999").exit_code == 1


def test_files_go_into_collections(run: Run, archive: Archive, tmp_path: Path) -> None:
    """By name; a name that is not there is refused, so that no typo hides a file."""
    path = tmp_path / "a.txt"
    path.write_text(
        "CÔNG TY MỘT\nSố: 55/QĐ-MTT\nHà Nội, ngày 01 tháng 02 năm 2020\nQUYẾT ĐỊNH\n"
        "Về việc ban hành quy chế\nĐiều 1. Ban hành quy chế.\n",
        "utf-8",
    )
    refused = run("ingest", str(path), "--collection", "Kin", "--jobs", "1")
    assert refused.exit_code == 1
    assert "cancu collection add" in refused.output

    run("collection", "add", "Kín")
    assert run("ingest", str(path), "--collection", "Kin", "--jobs", "1").exit_code == 0
    (held,) = archive.documents(offset=0, limit=9)
    kin = archive.register.collections.named("Kín")
    assert held.collection_id == kin.id
    assert "[2] Kín · người được giao / given · 1" in run("collection", "list").output
    assert archive.search("55/QĐ-MTT").total == 1
    assert archive.seen_by(frozenset({1})).search("55/QĐ-MTT").total == 0
    assert run("collection", "open", "Kín").exit_code == 0
    assert archive.register.collections.named("Kín").open
    assert run("collection", "close", "Kín").exit_code == 0
    assert run("collection", "move", "55/QĐ-MTT", "Chung").exit_code == 0
    assert archive.seen_by(frozenset({1})).search("55/QĐ-MTT").total == 1
    assert run("collection", "move", "99/QĐ-MTT", "Chung").exit_code == 1
    assert run("collection", "add", "KÍN").exit_code == 1


def test_the_audit_log_is_read(run: Run, tmp_path: Path) -> None:
    """Lines for people, CSV for programs; by who, what and when."""
    run("user", "add", "an", "--role", "administrator", typed=PASSWORD + "\n")
    run("backup", str(tmp_path / "sao.tar"))

    assert "backup" in run("audit").output
    only = run("audit", "--action", "person_add", "--csv").output.splitlines()
    assert only[0].startswith("at,who,action")
    assert len(only) == 2
    assert run("audit", "--until", "2020-01-01").output == ""
    assert len(run("audit", "--limit", "1").output.splitlines()) == 1


def test_others_are_served_only_with_an_administrator(run: Run) -> None:
    """Said before anything listens; a reader is none."""
    refused = run("serve", "--host", "127.0.0.2", "--port", "0")
    assert refused.exit_code == 1
    assert "cancu user add" in refused.output
    run("user", "add", "an", "--role", "reader", typed=PASSWORD + "\n")
    assert run("serve", "--host", "127.0.0.2", "--port", "0").exit_code == 1
    every = run("serve", "--host", "0.0.0.0")
    assert every.exit_code == 1
    assert "CANCU_HOSTS" in every.output


def test_a_line_that_can_be_read_is_warned_of() -> None:
    """Not on loopback, not behind a proxy with TLS."""
    assert readable_line(Settings(host="192.0.2.7")) is not None
    assert readable_line(Settings()) is None
    assert readable_line(Settings(host="192.0.2.7", trusted_proxy="192.0.2.1")) is None
    assert unreachable(Settings(host="0.0.0.0", hosts="vb.example")) is None
    assert behind(Settings()) == {}
    assert behind(Settings(trusted_proxy="192.0.2.1"))["trusted_proxy"] == "192.0.2.1"
