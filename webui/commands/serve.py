"""`cancu serve`: the web UI and the API on loopback, by a production server."""

from __future__ import annotations

import logging
import os
import shutil
import threading
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from webui.settings import load

if TYPE_CHECKING:
    from webui.archive import Archive

# Processes that read, each with the language pipeline in memory.
MOST_READERS = 4
# Uploads that wait for one of them, and threads that are left for everything else.
WAITING = 8
LOOKING_UP = 6
HOUSEKEEPING = 60.0
LOOPBACK = ("127.0.0.1", "localhost", "::1")
# What each program is for, and what installs it on Debian.
PROGRAMS = {
    "tesseract": (
        "bản quét / scans",
        "apt-get install tesseract-ocr tesseract-ocr-vie",
    ),
    "soffice": (".doc, .rtf", "apt-get install libreoffice-writer-nogui"),
}


@click.command()
@click.option("--host", help="Địa chỉ, chỉ loopback. Address, loopback only.")
@click.option("--port", type=click.IntRange(0, 65535), help="Cổng. Port.")
def serve(host: str | None, port: int | None) -> None:
    """Phục vụ giao diện web trên máy này. Serve the web UI on this machine."""
    settings = load()
    settings = replace(
        settings,
        host=host or settings.host,
        port=settings.port if port is None else port,
    )
    if settings.host not in LOOPBACK:
        raise click.ClickException(
            "Chưa có tài khoản nên chỉ phục vụ 127.0.0.1 / There are no accounts yet, "
            f"so only loopback is served, not {settings.host}"
        )
    for line in missing_programs():
        click.echo(line, err=True)
    # Heavy imports wait until the arguments are known to be good.
    from waitress import create_server

    from webui.admission import Admission
    from webui.app import create_app
    from webui.archive import Archive

    archive = Archive.open(settings)
    readers = settings.workers or min(os.cpu_count() or 1, MOST_READERS)
    archive.use_readers(readers)
    app = create_app(settings, archive)
    try:
        server = create_server(
            Admission(app, active=readers, waiting=WAITING),
            host=settings.host,
            port=settings.port,
            # However many uploads are on their way, these many threads answer the rest.
            threads=readers + WAITING + LOOKING_UP,
            ident=None,
            max_request_body_size=settings.max_upload_mb * 2**20 * 2,
        )
    except OSError as error:
        raise click.ClickException(
            f"Cổng {settings.port} đang bận; dùng --port / The port is busy: {error}"
        ) from error
    archive.warm()
    shown = f"[{settings.host}]" if ":" in settings.host else settings.host
    click.echo(f"Căn cứ: http://{shown}:{server.effective_port}/  (Ctrl-C để dừng)")
    stopping = threading.Event()
    keeper = threading.Thread(target=keep_house, args=(archive, stopping), daemon=True)
    keeper.start()
    try:
        server.run()
    finally:
        stopping.set()
        archive.close()


def keep_house(archive: Archive, stopping: threading.Event) -> None:
    """Index now and then what another process registered and could not index."""
    while not stopping.wait(HOUSEKEEPING):
        try:
            archive.index_what_was_left()
        except Exception:  # a full disk today: tomorrow's round must still come
            logging.getLogger(__name__).exception("indexing failed")


def missing_programs() -> list[str]:
    """Return one line for each system program that is absent, with its remedy."""
    return [
        f"Thiếu {name} ({purpose}): {remedy}"
        for name, (purpose, remedy) in PROGRAMS.items()
        if shutil.which(name) is None
    ]
