"""`cancu serve`: the web UI and the API, by a production server."""

from __future__ import annotations

import logging
import os
import shutil
import threading
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import click

from webui.settings import LOOPBACK, Settings, load

if TYPE_CHECKING:
    from webui.archive import Archive

# Processes that read, each with the language pipeline in memory.
MOST_READERS = 4
# Uploads that wait for one of them, and threads that are left for everything else.
WAITING = 8
LOOKING_UP = 6
HOUSEKEEPING = 60.0
NO_ADMINISTRATOR = (
    "Ngoài máy này còn ai vào được thì phải có tài khoản; hãy tạo quản trị viên trước: "
    "cancu user add TÊN --role administrator / Serving others than this machine needs "
    "accounts: make an administrator first"
)
EVERYWHERE = ("0.0.0.0", "::")
# What each program is for, and what installs it on Debian.
PROGRAMS = {
    "tesseract": (
        "bản quét / scans",
        "apt-get install tesseract-ocr tesseract-ocr-vie",
    ),
    "soffice": (".doc, .rtf", "apt-get install libreoffice-writer-nogui"),
}


@click.command()
@click.option(
    "--host",
    help="Địa chỉ; ngoài loopback cần tài khoản. Address; accounts beyond loopback.",
)
@click.option("--port", type=click.IntRange(0, 65535), help="Cổng. Port.")
def serve(host: str | None, port: int | None) -> None:
    """Phục vụ giao diện web. Serve the web UI, on this machine unless told."""
    settings = load()
    settings = replace(
        settings,
        host=host or settings.host,
        port=settings.port if port is None else port,
    )
    if trouble := unreachable(settings):
        raise click.ClickException(trouble)
    for line in missing_programs():
        click.echo(line, err=True)
    # Heavy imports wait until the arguments are known to be good.
    from waitress import create_server

    from webui.admission import Admission
    from webui.app import create_app
    from webui.archive import Archive
    from webui.logs import write_json

    write_json(logging.INFO if settings.log == "requests" else logging.WARNING)
    archive = Archive.open(settings)
    if not settings.is_local and not archive.register.people.has_administrator():
        archive.close()
        raise click.ClickException(NO_ADMINISTRATOR)
    if warning := readable_line(settings):
        click.echo(warning, err=True)
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
            **behind(settings),
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


def unreachable(settings: Settings) -> str | None:
    """Return why nobody could reach what these settings serve, or None."""
    if settings.host in EVERYWHERE and not settings.host_names:
        return (
            "Hãy đặt CANCU_HOSTS: tên hoặc địa chỉ mà người dùng gõ để vào / Set "
            "CANCU_HOSTS to the names or addresses by which people reach this machine"
        )
    return None


def readable_line(settings: Settings) -> str | None:
    """Return a warning where passwords would cross a network in the clear."""
    if settings.host in LOOPBACK or settings.trusted_proxy:
        return None
    return (
        "Cảnh báo: không có TLS, mật khẩu đi qua mạng đọc được; hãy đặt sau máy chủ "
        "ủy quyền có TLS (docs/security.md) / Warning: without TLS passwords cross the "
        "network in the clear; put a TLS proxy in front"
    )


def behind(settings: Settings) -> dict[str, Any]:
    """Return what the server is told of the proxy in front of it, if there is one.

    Only what comes from its address is believed of who asks, by which name, over TLS.
    """
    if not settings.trusted_proxy:
        return {}
    return {
        "trusted_proxy": settings.trusted_proxy,
        "trusted_proxy_count": 1,
        "trusted_proxy_headers": {
            "x-forwarded-for",
            "x-forwarded-host",
            "x-forwarded-proto",
        },
        "clear_untrusted_proxy_headers": True,
    }


def keep_house(archive: Archive, stopping: threading.Event) -> None:
    """Index now and then what another process registered and could not index.

    Log-ins that are over are forgotten.
    """
    while not stopping.wait(HOUSEKEEPING):
        try:
            archive.index_what_was_left()
            archive.register.sittings.sweep(
                idle=timedelta(minutes=archive.settings.idle_minutes),
                most=timedelta(hours=archive.settings.session_hours),
            )
        except Exception:  # a full disk today: tomorrow's round must still come
            logging.getLogger(__name__).exception("indexing failed")


def missing_programs() -> list[str]:
    """Return one line for each system program that is absent, with its remedy."""
    return [
        f"Thiếu {name} ({purpose}): {remedy}"
        for name, (purpose, remedy) in PROGRAMS.items()
        if shutil.which(name) is None
    ]
