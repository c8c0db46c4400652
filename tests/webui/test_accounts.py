"""Who may come in, what they may do, and how long."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from unicodedata import normalize

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update
from visitors import (
    PASSWORD,
    ROLES,
    account,
    application,
    csrf_of,
    everybody,
    kept,
    log_in,
    logged_in,
    send,
)

from corpus.tables import person, sitting
from webui import passwords, throttle
from webui.accounts import TEMPORARY
from webui.app import create_app
from webui.archive import Archive
from webui.rights import NEEDED, may
from webui.settings import Settings

OLD = "2020-01-01T00:00:00+00:00"


@pytest.fixture
def staffed(empty: Archive) -> Archive:
    """An archive with one person of each role."""
    everybody(empty)
    return empty


@pytest.fixture
def served(staffed: Archive) -> Flask:
    """The application over it."""
    return application(staffed)


def _addresses(app: Flask) -> Iterator[tuple[str, str, str]]:
    """Yield endpoint, method and an address for each row of the map of addresses."""
    for rule in app.url_map.iter_rules():
        values = dict.fromkeys(rule.arguments, "1")
        values |= {"suffix": "json"} if "suffix" in values else {}
        with app.test_request_context():
            address = app.url_map.bind("127.0.0.1").build(rule.endpoint, values)
        for method in sorted((rule.methods or set()) & {"GET", "POST"}):
            yield rule.endpoint, method, address


def _shown(client: FlaskClient, path: str) -> str:
    """Return the secret that a page shows; it shows it once."""
    secret = client.get(path).text.split('class="secret">')[1].split("<")[0]
    assert secret not in client.get(path).text
    return secret


def test_without_accounts_whoever_sits_here_may_do_everything(empty: Archive) -> None:
    """Nothing to log in to; decisions carry a name that is typed."""
    client = application(empty).test_client()

    assert client.get("/").status_code == 200
    assert client.get("/nhat-ky").status_code == 200
    assert "cancu user add" in client.get("/dang-nhap").text
    assert send(client, "/nguoi-dung", "/doi-chieu", name="x").status_code == 403


@pytest.mark.parametrize(
    "change", [{"host": "192.0.2.7"}, {"hosts": "vb.example"}, {"trusted_proxy": "::1"}]
)
def test_others_than_this_machine_are_refused_while_there_are_no_accounts(
    empty: Archive, change: dict[str, str]
) -> None:
    """However the application is started: not only `cancu serve` looks."""
    app = create_app(replace(empty.settings, **change), empty)

    answer = app.test_client().get("/")
    assert answer.status_code == 503
    assert "cancu user add" in answer.text


def test_nothing_is_open_without_a_log_in(served: Flask) -> None:
    """Every address asks for one, but those that the table leaves open."""
    client = served.test_client()
    wrong = []
    for endpoint, method, address in _addresses(served):
        answer = client.open(address, method=method)
        asks = answer.status_code == 401 or (
            answer.status_code == 303 and "/dang-nhap" in answer.location
        )
        if endpoint == "pages.second_step":
            continue  # leads whoever has not begun to the beginning: test_second_factor
        if asks != (NEEDED[endpoint] != "nobody"):
            wrong.append((endpoint, method, answer.status_code))

    assert wrong == []


@pytest.mark.parametrize("role", ROLES)
def test_a_role_may_do_what_the_table_says(served: Flask, role: str) -> None:
    """Every address, whatever else is wrong with the request."""
    served.config["WTF_CSRF_ENABLED"] = False
    people = served.extensions["archive"].register.people
    account = people.named(role)
    # Editors change the collections that they were given.
    people.give(account.id, frozenset({1}))
    client = logged_in(served, role)
    wrong = []
    for endpoint, method, address in _addresses(served):
        if endpoint in ("pages.logout", "pages.end_sittings"):
            continue
        status = client.open(address, method=method).status_code
        if (status == 403) == may(role, endpoint):  # type: ignore[arg-type]
            wrong.append((endpoint, method, status))

    assert wrong == []


def test_a_log_in_leads_back_and_renews_the_session(served: Flask) -> None:
    """The cookie of before is another; what it held is gone, but for the language."""
    client = served.test_client()
    client.get("/ngon-ngu/en")
    asked = client.get("/van-ban?page=1")
    assert asked.location == "/dang-nhap?tiep=/van-ban?page%3D1"
    with client.session_transaction() as session:
        session["planted"] = "by somebody else"

    answer = log_in(client, "reader", onward="/van-ban?page=1")

    assert answer.location == "/van-ban?page=1"
    with client.session_transaction() as session:
        assert "planted" not in session
        assert session["language"] == "en"


@pytest.mark.parametrize(
    "onward", ["//evil.example", "https://evil.example", "/\\evil.example", "/\t/evil"]
)
def test_a_log_in_leads_to_no_other_site(served: Flask, onward: str) -> None:
    """An address of another site in the link is not followed."""
    assert log_in(served.test_client(), "reader", onward=onward).location == "/"


def test_the_cookie_is_for_the_server_alone(staffed: Archive) -> None:
    """No script reads it; behind TLS it never crosses a line in the clear."""
    plain = log_in(application(staffed).test_client(), "reader")
    assert "HttpOnly" in plain.headers["Set-Cookie"]
    assert "SameSite=Lax" in plain.headers["Set-Cookie"]

    settings = replace(staffed.settings, trusted_proxy="127.0.0.1")
    client = create_app(settings, staffed).test_client()
    page = client.get("/dang-nhap", base_url="https://localhost")
    cookie = page.headers["Set-Cookie"]
    assert cookie.startswith("__Host-cancu=")
    assert "Secure" in cookie
    assert "Path=/" in cookie
    assert "Domain" not in cookie
    assert "max-age" in page.headers["Strict-Transport-Security"]


def test_a_wrong_password_and_an_unknown_name_look_alike(
    served: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same words and status, and the same work: one hash is always computed."""
    computed = []

    class Counted(passwords.PasswordHasher):
        def verify(self, kept: str | bytes, typed: str | bytes) -> bool:
            computed.append(kept)
            return super().verify(kept, typed)

    monkeypatch.setattr(passwords, "_HASHER", Counted())
    pages = []
    for name in ("reader", "nobody", "có dấu", "x" * 5_000):
        client = served.test_client()
        answer = log_in(client, name, "wrong password")
        assert answer.status_code == 401
        text = answer.text.replace(csrf_of(answer.text), "")
        pages.append(text.replace(f'value="{name[:60]}"', "").replace("autofocus", ""))
    assert len(set(pages)) == 1
    assert len(computed) == 4


def test_a_closed_account_lets_nobody_in(staffed: Archive, served: Flask) -> None:
    """Nor does it go on being used; the answer does not tell why."""
    client = logged_in(served, "editor")
    people = staffed.register.people
    found = people.named("editor")
    assert found is not None
    people.set_disabled(found.id, disabled=True)

    assert client.get("/").status_code == 303
    assert log_in(served.test_client(), "editor").status_code == 401


def test_logging_out_ends_the_log_in_itself(served: Flask) -> None:
    """A copy of the cookie opens nothing any more."""
    client = logged_in(served, "reader")
    copied = client.get_cookie("cancu")
    assert copied is not None

    assert send(client, "/dang-xuat").status_code == 303
    thief = served.test_client()
    thief.set_cookie("cancu", copied.value)
    assert thief.get("/").status_code == 303


def test_everywhere_is_everywhere(served: Flask) -> None:
    """All browsers of the person, and of nobody else."""
    one, two = logged_in(served, "reader"), logged_in(served, "reader")
    other = logged_in(served, "editor")

    assert send(one, "/tai-khoan/ket-thuc").status_code == 303
    assert one.get("/").status_code == two.get("/").status_code == 303
    assert other.get("/").status_code == 200


@pytest.mark.parametrize("column", ["began_at", "seen_at"])
def test_a_log_in_gets_old(staffed: Archive, served: Flask, column: str) -> None:
    """By being idle, and by its age."""
    client = logged_in(served, "reader")
    assert client.get("/").status_code == 200
    with staffed.register.people.engine.begin() as db:
        db.execute(update(sitting).values({column: OLD}))

    assert client.get("/").status_code == 303


def test_a_forged_form_is_refused(served: Flask) -> None:
    """Pages and API alike, where the browser would send the cookie by itself."""
    client = logged_in(served, "administrator")

    assert client.post("/tai-khoan/ket-thuc").status_code == 400
    assert client.post("/nguoi-dung", data={"name": "ke.gian"}).status_code == 400
    answer = client.post("/api/v1/lookup", data={"text": "38/QĐ-LHH"})
    assert (answer.status_code, answer.get_json()["error"]["code"]) == (400, "csrf")
    token = csrf_of(client.get("/tai-khoan").text)
    headers = {"X-CSRFToken": token}
    sent = client.post("/api/v1/lookup", data={"text": "38"}, headers=headers)
    assert sent.status_code == 200


def test_changing_the_password(staffed: Archive, served: Flask) -> None:
    """The old one is asked; every other log-in ends; the new one opens."""
    client, other = logged_in(served, "reader"), logged_in(served, "reader")
    new = "con mèo trèo cây cau"

    def change(old: str, first: str, again: str) -> int:
        form = {"old": old, "new": first, "again": again}
        return send(client, "/tai-khoan/mat-khau", **form).status_code

    assert change("wrong", new, new) == 400
    assert change(PASSWORD, new, new + "x") == 400
    assert change(PASSWORD, "matkhau123456", "matkhau123456") == 400
    assert change(PASSWORD, PASSWORD, PASSWORD) == 400
    assert change(PASSWORD, new, new) == 200
    assert client.get("/").status_code == 200
    assert other.get("/").status_code == 303
    assert log_in(served.test_client(), "reader").status_code == 401
    assert log_in(served.test_client(), "reader", new).status_code == 303


def test_a_password_of_others_is_changed_first(staffed: Archive, served: Flask) -> None:
    """Whoever was given one can do nothing else with it, and not for long."""
    admin = logged_in(served, "administrator")
    form = {"name": "moi", "full_name": "Mới", "role": "editor"}
    made = send(admin, "/nguoi-dung", "/nguoi-dung", **form)
    secret = _shown(admin, made.location)

    client = served.test_client()
    assert log_in(client, "moi", secret).status_code == 303
    assert client.get("/nap").location == "/tai-khoan"
    assert client.get("/api/v1/search?q=a").status_code == 403
    assert send(client, "/tai-khoan/ma-truy-cap", label="x").location == "/tai-khoan"
    new = {"old": secret, "new": PASSWORD, "again": PASSWORD}
    assert send(client, "/tai-khoan/mat-khau", **new).status_code == 200
    assert client.get("/nap").status_code == 200

    late = staffed.register.people.named("moi")
    assert late is not None
    ident = late.id
    again = send(admin, f"/nguoi-dung/{ident}/mat-khau", f"/nguoi-dung/{ident}")
    secret = _shown(admin, again.location)
    assert client.get("/nap").status_code == 303
    with staffed.register.people.engine.begin() as db:
        db.execute(update(person).where(person.c.id == ident).values(password_at=OLD))
    assert TEMPORARY.days < 365
    expired = log_in(served.test_client(), "moi", secret)
    assert expired.status_code == 401
    assert "hết hạn" in expired.text


def test_a_password_hashed_long_ago_is_hashed_anew(
    staffed: Archive, served: Flask
) -> None:
    """At the next log-in; nobody notices."""
    weak = passwords.PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    made = account(staffed, "cu", "reader")
    staffed.register.people.rehash(made.id, weak.hash(PASSWORD))

    client = logged_in(served, "cu")
    assert client.get("/").status_code == 200
    now = staffed.register.people.get(made.id).password
    assert now is not None
    assert not passwords.is_outdated(now)


def test_guessing_is_slowed_and_keeps_nobody_else_out(served: Flask) -> None:
    """One address trying one name is held; the owner elsewhere comes in."""
    attacker = served.test_client()
    token = csrf_of(attacker.get("/dang-nhap").text)

    def guess(address: str, name: str = "reader") -> int:
        form = {"name": name, "password": "guess", "csrf_token": token}
        return attacker.post(
            "/dang-nhap", data=form, environ_base={"REMOTE_ADDR": address}
        ).status_code

    found = [guess("192.0.2.1") for _ in range(throttle.PAIR.amount + 1)]
    assert found == [401] * throttle.PAIR.amount + [429]
    assert log_in(served.test_client(), "reader").status_code == 303

    # From many addresses: held for those that are new, not where the owner comes from.
    for number in range(throttle.STRANGERS.amount):
        guess(f"198.51.100.{number}")
    assert guess("203.0.113.9") == 429
    assert log_in(served.test_client(), "reader").status_code == 303

    # One address with many names.
    held = [
        guess("192.0.2.99", f"nguoi{n}") for n in range(throttle.ADDRESS.amount + 1)
    ]
    assert held[-1] == 429


def test_searching_is_counted_for_each_person(staffed: Archive) -> None:
    """Pages and API together; others are not slowed."""
    settings = replace(staffed.settings, searches_per_minute=5)
    app = create_app(settings, staffed)
    client, other = logged_in(app, "reader"), logged_in(app, "editor")

    statuses = [client.get("/?q=a").status_code for _ in range(4)]
    statuses += [client.get("/api/v1/search?q=a").status_code for _ in range(3)]
    assert statuses == [200] * 4 + [200, 429, 429]
    assert client.get("/van-ban").status_code == 200
    assert other.get("/?q=a").status_code == 200
    held = client.get("/api/v1/search?q=a")
    assert held.headers["Retry-After"]
    assert held.get_json()["error"]["code"] == "too_many"


def test_nothing_of_a_log_in_is_kept_by_the_browser(served: Flask) -> None:
    """Going back after log-out shows nothing."""
    client = logged_in(served, "reader")

    assert "no-store" in client.get("/").headers["Cache-Control"]
    answer = client.get("/api/v1/status").headers["Cache-Control"]
    assert "private" in answer
    assert "no-cache" in answer
    out = send(client, "/dang-xuat")
    assert "cache" in out.headers["Clear-Site-Data"]


def test_a_token_is_a_person_with_less(staffed: Archive, served: Flask) -> None:
    """Shown once, no more than its role, no account pages, until it is revoked."""
    client = logged_in(served, "editor")
    form = {"label": "Máy quét", "role": "reader", "days": "7"}
    secret = _shown(client, send(client, "/tai-khoan/ma-truy-cap", **form).location)
    assert secret not in client.get("/tai-khoan").text
    program = served.test_client()

    def ask(path: str, method: str = "GET") -> int:
        headers = {"Authorization": f"Bearer {secret}"}
        return program.open(path, method=method, headers=headers).status_code

    assert ask("/api/v1/status") == 200
    assert ask("/api/v1/documents", "POST") == 403
    assert ask("/api/v1/lookup", "POST") == 400  # no text: the form needs no token
    for path in ("/tai-khoan", "/nguoi-dung", "/nhat-ky"):
        assert ask(path) == 403
    assert ask("/tai-khoan/ket-thuc", "POST") == 403
    assert send(client, "/tai-khoan/ma-truy-cap/1/thu-hoi").status_code == 303
    assert ask("/api/v1/status") == 401
    more = {"label": "x", "role": "administrator", "days": "7"}
    assert send(client, "/tai-khoan/ma-truy-cap", **more).status_code == 400


def test_a_token_follows_its_owner(staffed: Archive, served: Flask) -> None:
    """An owner who may do less, or whose account is closed, takes it along."""
    found = staffed.register.people.named("editor")
    assert found is not None
    _made, secret = staffed.register.sittings.issue(found, "nạp", role="editor", days=7)
    program = served.test_client()
    headers = {"Authorization": f"Bearer {secret}"}

    def load() -> int:
        return program.post("/api/v1/documents", headers=headers).status_code

    assert load() == 400
    staffed.register.people.set_role(found.id, "reader")
    assert load() == 403
    staffed.register.people.set_disabled(found.id, disabled=True)
    assert load() == 401


@pytest.mark.parametrize("shown", ["", "cancu_wrong", "x" * 10_000, "é"])
def test_a_token_that_opens_nothing_is_refused(served: Flask, shown: str) -> None:
    """Also where the browser has logged in: one of the two is not meant."""
    client = logged_in(served, "reader")
    headers = {"Authorization": f"Bearer {shown}"}

    answer = client.get("/api/v1/status", headers=headers)
    assert answer.status_code == 401
    assert "invalid_token" in answer.headers["WWW-Authenticate"]


def test_the_result_of_a_check_is_its_owners(served: Flask) -> None:
    """Whoever learns its address sees nothing: it may hold a draft."""
    client, other = logged_in(served, "inspector"), logged_in(served, "editor")
    draft = "Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ;"
    kept = send(client, "/doi-chieu", "/doi-chieu", text=draft).location

    assert client.get(kept).status_code == 200
    assert client.get(f"{kept}.json").status_code == 200
    assert other.get(kept).status_code == 404
    assert other.get(f"{kept}.json").status_code == 404


def test_the_name_of_the_log_in_signs(staffed: Archive, served: Flask) -> None:
    """Whatever name a form carries."""
    ident = staffed.add_bytes(
        "Số: 1/QĐ-MTT\nHà Nội, ngày 31 tháng 02 năm 2021\nQUYẾT ĐỊNH\n".encode(),
        "a.txt",
    ).id
    client = logged_in(served, "inspector")
    address = f"/van-ban/{ident}/doi-chieu"
    mark = client.get(address).text.split('name="mark" value="')[1].split('"')[0]

    form = {"mark": mark, "outcome": "accept", "who": "Người khác"}
    assert send(client, address, address, **form).status_code == 303
    (decided,) = staffed.register.decisions.of(int(str(ident)))
    assert decided.who == "Inspector (inspector)"


def test_an_administrator_changes_people(staffed: Archive, served: Flask) -> None:
    """Role, collections and closing; never so that nobody is left to let others in."""
    register = staffed.register
    kin = register.collections.add("Kín").id
    admin = logged_in(served, "administrator")
    reader, boss = (
        register.people.named("reader"),
        register.people.named("administrator"),
    )
    assert reader is not None
    assert boss is not None
    page = f"/nguoi-dung/{reader.id}"
    form = {"full_name": "Đọc Giả", "role": "inspector", "collection": str(kin)}

    assert send(admin, page, page, **form).status_code == 303
    now = register.people.get(reader.id)
    assert (now.full_name, now.role, now.given) == ("Đọc Giả", "inspector", {kin})
    step = register.trail.steps()[0]
    assert (step.action, step.who) == ("person_change", "Administrator (administrator)")
    assert "role: reader → inspector" in step.detail
    last = f"/nguoi-dung/{boss.id}"
    less = {"full_name": "A", "role": "reader"}
    assert send(admin, last, last, **less).status_code == 400
    assert send(admin, last, last, **{**less, "role": "vua"}).status_code == 400
    assert admin.get("/nguoi-dung/99999999999999999999").status_code == 404
    bad = {**form, "collection": "9999"}
    assert send(admin, page, page, **bad).status_code == 400
    taken = {"name": "reader", "full_name": "x", "role": "reader"}
    assert send(admin, "/nguoi-dung", "/nguoi-dung", **taken).status_code == 400
    shelf = send(admin, "/bo-suu-tap", "/nguoi-dung", collection="Mới", open="1")
    assert shelf.status_code == 303
    assert register.collections.named("Mới").open
    again = send(admin, "/bo-suu-tap", "/nguoi-dung", collection="MỚI")
    assert again.status_code == 400


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("ngắn quá", "password_short"),
        ("xy z" * 33, "password_long"),
        ("password1234", "password_common"),
        ("P@ssw0rd1234", "password_common"),
        ("matkhau123456", "password_common"),
        ("Mật khẩu 12345", "password_common"),
        ("123456789012", "password_common"),
        ("1q2w3e4r5t6y", "password_common"),
        ("qwertyuiop123", "password_common"),
        ("abcdefghijkl", "password_common"),
        ("aaaaaaaaaaaa", "password_common"),
        ("an.nguyen 2024", "password_name"),
        ("Nguyễn Văn An!", "password_name"),
        ("nắng thủy tinh xanh", None),
        ("correct horse battery staple", None),
        ("kfj38dk29dka", None),
        ("🐈🐕🦊🐻🐼🐨🐯🦁🐮🐷🐸🐵", None),
    ],
)
def test_passwords_that_everybody_tries_are_refused(
    password: str, code: str | None
) -> None:
    """Length and being common count; which characters it has does not."""
    assert passwords.trouble(password, "an.nguyen", "Nguyễn Văn An") == code


def test_a_password_is_the_same_however_its_marks_are_typed() -> None:
    """Composed or not; and nothing is cut off silently."""
    assert passwords.fits(kept(), normalize("NFD", PASSWORD))
    assert not passwords.fits(kept(), PASSWORD[:-1])
    assert not passwords.fits(None, PASSWORD)
    assert not passwords.fits("not a hash", PASSWORD)
    long = "ă" * 129
    assert not passwords.fits(passwords.hashed(long[:128]), long)


def test_settings_say_who_can_reach_the_archive() -> None:
    """Loopback without names and without a proxy is this machine alone."""
    assert Settings().is_local
    assert not Settings(host="0.0.0.0").is_local
    assert not Settings(hosts="vb.example, 192.0.2.7").is_local
    assert Settings(hosts="vb.example, 192.0.2.7").host_names == (
        "vb.example",
        "192.0.2.7",
    )
