"""Behind a proxy with TLS: what it says is believed, and nobody else is."""

from __future__ import annotations

import http.client
from collections.abc import Callable
from contextlib import AbstractContextManager, closing
from dataclasses import replace
from typing import NamedTuple
from urllib.parse import urlencode, urlsplit

import pytest
from visitors import everybody

from webui.app import create_app
from webui.archive import Archive
from webui.commands.serve import behind

Serving = Callable[..., AbstractContextManager[str]]
SAID = {
    "Host": "127.0.0.1",
    "X-Forwarded-For": "203.0.113.5",
    "X-Forwarded-Proto": "https",
    "X-Forwarded-Host": "vb.example",
}


class Answer(NamedTuple):
    """What the server said."""

    status: int
    headers: http.client.HTTPMessage
    body: str


def _ask(
    address: str, method: str, path: str, body: str = "", **headers: str
) -> Answer:
    place = urlsplit(address).netloc
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    with closing(http.client.HTTPConnection(place, timeout=60)) as connection:
        connection.request(method, path, body or None, {**SAID, **kind, **headers})
        got = connection.getresponse()
        return Answer(got.status, got.headers, got.read().decode())


def _fail_to_log_in(address: str) -> Answer:
    page = _ask(address, "GET", "/dang-nhap")
    token = page.body.split('name="csrf_token" value="')[1].split('"')[0]
    cookie = str(page.headers["Set-Cookie"]).split(";")[0]
    form = urlencode({"name": "reader", "password": "wrong", "csrf_token": token})
    headers = {"Cookie": cookie, "Referer": "https://vb.example/dang-nhap"}
    return _ask(address, "POST", "/dang-nhap", form, **headers)


@pytest.mark.parametrize("trusted", ["127.0.0.1", "192.0.2.1", ""])
def test_only_the_proxy_is_believed(
    empty: Archive, serving: Serving, trusted: str
) -> None:
    """Of who asks, by which name, and that the line is not read."""
    everybody(empty)
    settings = replace(empty.settings, trusted_proxy=trusted, hosts="vb.example")
    with serving(create_app(settings, empty), **behind(settings)) as address:
        answer = _fail_to_log_in(address)
    believed = trusted == "127.0.0.1"

    assert answer.status == 401
    secure = "Strict-Transport-Security" in answer.headers
    assert secure == believed
    found = empty.register.trail.steps()
    if believed:
        assert found[0].address == "203.0.113.5"
    else:
        assert {step.address for step in found} <= {"127.0.0.1"}


def test_a_name_that_is_not_served_is_refused(empty: Archive, serving: Serving) -> None:
    """Though the proxy passes it on: a link to it would leave the archive."""
    everybody(empty)
    settings = replace(empty.settings, trusted_proxy="127.0.0.1", hosts="vb.example")
    with serving(create_app(settings, empty), **behind(settings)) as address:
        headers = {"X-Forwarded-Host": "evil.example"}
        assert _ask(address, "GET", "/dang-nhap", **headers).status == 400
        assert _ask(address, "GET", "/dang-nhap").status == 200
