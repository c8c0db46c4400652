"""`cancu decisions`: what people decided of findings, for those who write rules."""

from __future__ import annotations

from pathlib import Path

import click

from webui.archive import Archive
from webui.commands.signing import noted
from webui.settings import load


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def decisions(file: Path) -> None:
    """Ghi ý kiến về các phát hiện ra tệp JSONL. Write what people decided as cases."""
    archive = Archive.open(load())
    try:
        count = archive.register.decisions.export(file)
    except OSError as error:
        raise click.ClickException(f"{file}: {error.strerror}") from error
    noted(archive.register, "export_decisions", str(file), str(count))
    click.echo(f"{count} ca / cases: {file}")
