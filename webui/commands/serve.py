"""`cancu serve`: the web UI and the API on loopback, by a production server."""

from __future__ import annotations

import shutil
from dataclasses import replace

import click

from webui.settings import load

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

    from webui.app import create_app
    from webui.library import Library

    library = Library.open(settings)
    app = create_app(settings, library)
    try:
        server = create_server(
            app,
            host=settings.host,
            port=settings.port,
            threads=8,
            ident=None,
            max_request_body_size=settings.max_upload_mb * 2**20 * 2,
        )
    except OSError as error:
        raise click.ClickException(
            f"Cổng {settings.port} đang bận; dùng --port / The port is busy: {error}"
        ) from error
    library.warm()
    shown = f"[{settings.host}]" if ":" in settings.host else settings.host
    click.echo(f"Căn cứ: http://{shown}:{server.effective_port}/  (Ctrl-C để dừng)")
    try:
        server.run()
    finally:
        library.close()


def missing_programs() -> list[str]:
    """Return one line for each system program that is absent, with its remedy."""
    return [
        f"Thiếu {name} ({purpose}): {remedy}"
        for name, (purpose, remedy) in PROGRAMS.items()
        if shutil.which(name) is None
    ]
