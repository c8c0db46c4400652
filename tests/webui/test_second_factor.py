"""The second factor: asked after the password, good once, demanded where it is set."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pyotp
import pytest
from click.testing import CliRunner
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text
from visitors import (
    PASSWORD,
    account,
    application,
    csrf_of,
    everybody,
    log_in,
    logged_in,
    send,
)

from corpus.trail import Asked
from webui import one_time
from webui.archive import Archive
from webui.cli import cancu
from webui.settings import SettingsError, load

PAGE = "/tai-khoan/lop-hai"
STEP = "/dang-nhap/ma"


class Clock:
    """The time that codes are made for; tests move it on."""

    def __init__(self) -> None:
        self.now = 1_800_000_000.0

    def time(self) -> float:
        """Return the present moment."""
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Half minutes pass when a test says so."""
    made = Clock()
    monkeypatch.setattr(one_time, "time", made)
    return made


@pytest.fixture
def app(empty: Archive) -> Flask:
    """The application with one person of each role."""
    everybody(empty)
    return application(empty)


def enrol(client: FlaskClient, clock: Clock) -> tuple[str, list[str]]:
    """Set up a second factor; return its secret and the recovery codes."""
    page = client.get(PAGE).text
    (shown,) = re.findall(r'<code class="secret">([A-Z2-7 ]+)</code>', page)
    secret = shown.replace(" ", "")
    answer = send(client, PAGE, PAGE, code=code_of(secret, clock), password=PASSWORD)
    assert answer.status_code == 200, answer.text
    codes = re.findall(r'<code class="secret">([a-z0-9-]{19})</code>', answer.text)
    assert len(set(codes)) == one_time.CODES
    clock.now += one_time.PERIOD
    return secret, codes


def code_of(secret: str, clock: Clock) -> str:
    """Return what the telephone shows now."""
    return pyotp.TOTP(secret).at(int(clock.now))


def half_way(app: Flask, name: str = "inspector") -> FlaskClient:
    """Return a browser in which the password was right."""
    client = app.test_client()
    answer = log_in(client, name, onward="/van-ban")
    assert answer.headers["Location"] == STEP
    return client


def show(client: FlaskClient, code: str) -> int:
    """Send a code; return the status of the answer."""
    token = csrf_of(client.get(STEP).text)
    return client.post(STEP, data={"code": code, "csrf_token": token}).status_code


def is_in(client: FlaskClient) -> bool:
    """Tell whether a browser is logged in."""
    return client.get("/tai-khoan").status_code == 200


def test_the_code_is_asked_after_the_password(app: Flask, clock: Clock) -> None:
    """The password alone opens nothing; password and code lead where one was going."""
    secret, _ = enrol(logged_in(app, "inspector"), clock)
    client = half_way(app)

    assert not is_in(client)
    assert client.get("/api/v1/status").status_code == 401
    assert show(client, "000000") == 401
    assert show(client, "mười hai") == 401
    assert not is_in(client)
    token = csrf_of(client.get(STEP).text)
    done = client.post(STEP, data={"code": code_of(secret, clock), "csrf_token": token})
    assert (done.status_code, done.headers["Location"]) == (303, "/van-ban")
    assert is_in(client)


def test_without_a_password_there_is_no_second_step(app: Flask, clock: Clock) -> None:
    """Nobody comes to it by its address, and it is over after minutes."""
    enrol(logged_in(app, "inspector"), clock)
    assert app.test_client().get(STEP).headers["Location"] == "/dang-nhap"
    wrong = app.test_client()
    assert log_in(wrong, "inspector", "sai mật khẩu rồi").status_code == 401
    assert wrong.get(STEP).status_code == 303
    late = half_way(app)
    with late.session_transaction() as session:
        session["half"] = {**session["half"], "at": session["half"]["at"] - 301}
    assert late.get(STEP).status_code == 303


def test_a_code_opens_once(app: Flask, clock: Clock) -> None:
    """Neither it nor one before it opens again; the one after it does."""
    secret, _ = enrol(logged_in(app, "inspector"), clock)
    used = code_of(secret, clock)
    assert show(half_way(app), used) == 303
    assert show(half_way(app), used) == 401
    before = pyotp.TOTP(secret).at(int(clock.now - one_time.PERIOD))
    assert show(half_way(app), before) == 401
    clock.now += one_time.PERIOD
    assert show(half_way(app), code_of(secret, clock)) == 303


def test_a_recovery_code_opens_once(app: Flask, clock: Clock) -> None:
    """However it is typed; and only of the person it was given to."""
    _, codes = enrol(logged_in(app, "inspector"), clock)
    _, others = enrol(logged_in(app, "editor"), clock)
    assert show(half_way(app), others[0]) == 401
    assert show(half_way(app), f" {codes[0].upper().replace('-', ' ')} ") == 303
    assert show(half_way(app), codes[0]) == 401
    last = half_way(app)
    assert show(last, codes[1]) == 303
    assert "còn 8 mã khôi phục" in last.get(PAGE).text


def test_only_digests_of_recovery_codes_are_kept(
    empty: Archive, app: Flask, clock: Clock
) -> None:
    """Nor are they shown a second time, nor in the log."""
    client = logged_in(app, "inspector")
    secret, codes = enrol(client, clock)
    with empty.register.engine.connect() as db:
        rows = str(db.execute(text("SELECT * FROM recovery_code")).all())
        log = str(db.execute(text("SELECT * FROM trail")).all())
    page = client.get(PAGE).text
    for code in codes:
        assert code not in rows + log + page
    assert secret not in log + page


def test_guessing_codes_is_slowed(app: Flask, clock: Clock) -> None:
    """After some failures from one address no further code is looked at."""
    secret, _ = enrol(logged_in(app, "inspector"), clock)
    client = half_way(app)
    answers = [show(client, f"{at:06}") for at in range(10)]
    assert answers[0] == 401
    assert answers[-1] == 429
    assert show(half_way(app), code_of(secret, clock)) == 429


def test_a_changed_password_or_a_closed_account_ends_the_half_way(
    empty: Archive, app: Flask, clock: Clock
) -> None:
    """What was right a moment ago is so no more."""
    secret, _ = enrol(logged_in(app, "inspector"), clock)
    client = half_way(app)
    person = empty.register.people.named("inspector")
    assert person is not None
    empty.register.people.set_disabled(person.id, disabled=True)
    token = csrf_of(app.test_client().get("/dang-nhap").text)
    assert client.get(STEP).status_code == 303
    answer = client.post(
        STEP, data={"code": code_of(secret, clock), "csrf_token": token}
    )
    assert answer.status_code in (303, 400)
    assert not is_in(client)


def test_setting_it_up_needs_password_and_code(
    empty: Archive, app: Flask, clock: Clock
) -> None:
    """Whoever finds an open log-in cannot; the other log-ins end."""
    client, other = logged_in(app, "inspector"), logged_in(app, "inspector")
    page = client.get(PAGE).text
    (shown,) = re.findall(r'<code class="secret">([A-Z2-7 ]+)</code>', page)
    code = code_of(shown.replace(" ", ""), clock)
    assert "<svg" in page
    person = empty.register.people.named("inspector")
    assert person is not None
    for form in (
        {"code": code, "password": "sai mật khẩu rồi"},
        {"code": "000000", "password": PASSWORD},
        {"code": "", "password": PASSWORD},
    ):
        assert send(client, PAGE, PAGE, **form).status_code == 400
        assert empty.register.second_factors.of(person.id) is None
    assert send(client, PAGE, PAGE, code=code, password=PASSWORD).status_code == 200
    assert is_in(client)
    assert not is_in(other)
    # A second secret cannot take its place from a log-in that was left open.
    assert "<svg" not in client.get(PAGE).text
    again = send(client, PAGE, PAGE, code=code, password=PASSWORD)
    assert again.status_code == 303


def test_it_is_dropped_by_its_owner_or_an_administrator(
    empty: Archive, app: Flask, clock: Clock
) -> None:
    """With the password; the administrator does it for who lost the telephone."""
    client, admin = logged_in(app, "inspector"), logged_in(app, "administrator")
    enrol(client, clock)
    person = empty.register.people.named("inspector")
    assert person is not None
    drop = f"{PAGE}/bo"
    assert send(client, drop, PAGE, password="sai mật khẩu").status_code == 400
    assert send(client, drop, PAGE, password=PASSWORD).status_code == 303
    assert empty.register.second_factors.of(person.id) is None
    enrol(client, clock)
    reset = f"/nguoi-dung/{person.id}/lop-hai"
    assert send(client, reset).status_code == 403
    assert send(admin, reset).status_code == 303
    assert empty.register.second_factors.of(person.id) is None
    assert not is_in(client)
    assert is_in(logged_in(app, "inspector"))
    actions = [one.action for one in empty.register.trail.steps()]
    for action in ("factor_add", "factor_drop", "factor_reset"):
        assert action in actions


@pytest.fixture
def strict(empty: Archive) -> Flask:
    """The application where editors and administrators must have it."""
    everybody(empty)
    empty.settings = replace(empty.settings, second_factor="editor, administrator")
    return application(empty)


def test_a_role_that_must_have_it_does_nothing_before(
    empty: Archive, strict: Flask, clock: Clock
) -> None:
    """Every address leads to setting it up; then all is open, and it stays."""
    client = logged_in(strict, "editor")
    person = empty.register.people.named("editor")
    assert person is not None
    _, secret = empty.register.sittings.issue(person, "máy", role="reader", days=9)
    bearer = {"Authorization": f"Bearer {secret}"}
    for address in ("/", "/van-ban", "/nap", "/duyet"):
        assert client.get(address).headers["Location"] == PAGE
    refused = client.get("/api/v1/status")
    assert refused.status_code == 403
    assert refused.get_json()["error"]["code"] == "must_enrol_second_factor"
    program = strict.test_client()
    assert program.get("/api/v1/status", headers=bearer).status_code == 401

    enrol(client, clock)
    assert client.get("/van-ban").status_code == 200
    assert program.get("/api/v1/status", headers=bearer).status_code == 200
    kept = send(client, f"{PAGE}/bo", password=PASSWORD)
    assert kept.status_code == 400
    assert empty.register.second_factors.of(person.id) is not None
    assert logged_in(strict, "reader").get("/van-ban").status_code == 200


def test_an_own_password_comes_before_it(empty: Archive, strict: Flask) -> None:
    """Who must do both chooses the password first, and can."""
    account(empty, "moi", "editor", must_change=True)
    client = logged_in(strict, "moi")
    assert client.get("/van-ban").headers["Location"] == "/tai-khoan"
    form = {"old": PASSWORD, "new": "con mèo trèo cây cau"}
    done = send(client, "/tai-khoan/mat-khau", **form, again=form["new"])
    assert done.status_code == 200
    assert client.get("/van-ban").headers["Location"] == PAGE


def test_a_role_that_is_none_is_refused_at_the_start() -> None:
    """In one line, before anybody logs in."""
    roles = load({"CANCU_SECOND_FACTOR": "editor,administrator"}).second_factor_roles
    assert roles == ("editor", "administrator")
    assert load({}).second_factor_roles == ()
    with pytest.raises(SettingsError, match="vua"):
        load({"CANCU_SECOND_FACTOR": "editor, vua"})


def test_the_command_takes_it_away(empty: Archive, app: Flask, clock: Clock) -> None:
    """On the server, for the administrator who lost the telephone."""
    enrol(logged_in(app, "administrator"), clock)

    def run(*words: str) -> str:
        env = {"CANCU_DATA": str(empty.settings.data)}
        done = CliRunner(env=env).invoke(cancu, ["user", "second-factor", *words])
        assert done.exit_code == 0, done.output
        return done.output

    assert "bật / on" in run("administrator")
    assert "tắt / off" in run("administrator", "--off")
    assert is_in(logged_in(app, "administrator"))
    (step,) = empty.register.trail.steps(Asked(action="factor_reset"))
    assert step.subject == "administrator"


def test_backups_keep_it(
    empty: Archive, app: Flask, clock: Clock, tmp_path: Path
) -> None:
    """Restored, the same telephone opens the same account."""
    enrol(logged_in(app, "inspector"), clock)
    done = CliRunner(env={"CANCU_DATA": str(empty.settings.data)}).invoke(
        cancu, ["backup", str(tmp_path / "b.tar")]
    )
    assert done.exit_code == 0, done.output
    env = {"CANCU_DATA": str(tmp_path / "other")}
    done = CliRunner(env=env).invoke(cancu, ["restore", str(tmp_path / "b.tar")])
    assert done.exit_code == 0, done.output
    shown = CliRunner(env=env).invoke(cancu, ["user", "second-factor", "inspector"])
    assert "bật / on · 10" in shown.output


@given(st.text(max_size=80), st.integers(0, 2**33))
def test_any_text_is_no_code_or_one_of_now(typed: str, at: int) -> None:
    """Nothing typed breaks it; what fits is within half a minute of now."""
    secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
    step = one_time.step_of(secret, typed, at=at)
    assert step is None or abs(step - at // 30) <= 1
    assert len(one_time.recovery_code(typed)) <= 80
    now = pyotp.TOTP(secret).at(at)
    assert one_time.step_of(secret, f" {now[:3]} {now[3:]} ", at=at) is not None


@pytest.mark.parametrize(
    ("at", "code"),
    [(59, "287082"), (1111111109, "081804"), (1234567890, "005924")],
)
def test_codes_are_those_of_the_standard(at: int, code: str) -> None:
    """The last six figures of the table of RFC 6238, appendix B (SHA-1)."""
    secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
    assert one_time.step_of(secret, code, at=at) == at // 30


def test_recovery_codes_are_typed_as_they_were_given() -> None:
    """Capitals, spaces and dashes make no difference."""
    for code in one_time.new_codes():
        assert one_time.recovery_code(code.upper().replace("-", " ")) == code
