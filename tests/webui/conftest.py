"""One archive for the whole room, filled once with the sample corpus."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from webui.app import create_app
from webui.archive import Archive
from webui.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "corpus" / "samples"


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
