"""One archive for the whole room, filled once with the sample corpus."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from waitress import create_server, wasyncore

from webui.app import create_app
from webui.archive import Archive
from webui.settings import Settings

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "corpus" / "samples"
CHROMIUM = shutil.which("chromium")
# Without these Chromium calls its maker at every start.
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def open_archive(folder: Path) -> Archive:
    """Open an empty archive in `folder`."""
    return Archive.open(Settings(data=folder, secret_key="only for tests"))


@pytest.fixture(scope="session")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """All samples held, their catalogue known. Tests read it and change nothing."""
    yield from _filled(tmp_path_factory.mktemp("archive"))


@pytest.fixture(scope="module")
def own_archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """The same, for one file of tests whose journeys add documents."""
    yield from _filled(tmp_path_factory.mktemp("own"))


def _filled(folder: Path) -> Iterator[Archive]:
    """Open an archive with all samples in `folder`; close it afterwards."""
    opened = open_archive(folder)
    opened.import_catalogue(SAMPLES / "catalogue.jsonl")
    outcomes = list(opened.ingest(sorted(SAMPLES.glob("mau-*.*")), jobs=2))
    assert [outcome for outcome in outcomes if outcome.id is None] == []
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def app(archive: Archive) -> Flask:
    """The application over the filled archive; forms need no token in tests."""
    app = create_app(archive.settings, archive)
    app.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
    return app


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser without JavaScript."""
    return app.test_client()


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Archive]:
    """An archive of its own for a test that writes."""
    opened = open_archive(tmp_path / "data")
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all journeys."""
    from playwright.sync_api import expect, sync_playwright

    with sync_playwright() as playwright:
        # A busy machine is slow, not wrong.
        expect.set_options(timeout=30_000)
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A fresh window; an error of a script or a refused one fails the test."""
    context = browser.new_context()
    page = context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on(
        "console",
        lambda message: (
            complaints.append(message.text)
            if "Content Security Policy" in message.text
            else None
        ),
    )
    yield page
    context.close()
    assert complaints == []


@contextmanager
def listening(app: Flask, **told: Any) -> Iterator[str]:
    """Serve an application as `cancu serve` does, on a free port; yield the address."""
    server = create_server(app, host="127.0.0.1", port=0, ident=None, **told)
    thread = threading.Thread(target=_run, args=(server,), daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.effective_port}"
    server.close()
    # Connections that a browser keeps open are closed too, by whoever opened them.
    wasyncore.close_all(server._map, ignore_all=True)
    thread.join(30)
    server.task_dispatcher.shutdown()


def _run(server: Any) -> None:
    with suppress(OSError, ValueError):  # what it waits for is closed beneath it
        server.run()


@pytest.fixture
def serving() -> Callable[..., AbstractContextManager[str]]:
    """What serves an application for a test."""
    return listening


@pytest.fixture(scope="module")
def address(own_archive: Archive) -> Iterator[str]:
    """The real server over the sample corpus, on a free port of loopback."""
    from waitress import create_server

    server = create_server(
        create_app(own_archive.settings, own_archive),
        host="127.0.0.1",
        port=0,
        ident=None,
    )
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.effective_port}"
    server.close()


@pytest.fixture
def plain(browser: Browser) -> Iterator[Page]:
    """A window with JavaScript off."""
    context = browser.new_context(java_script_enabled=False)
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def pdf(own_archive: Archive) -> str:
    """The id of a report that is held as a PDF."""
    return own_archive.search("233/BC-LHH").hits[0].id
