"""`cancu numbering`: doubles, gaps, order and foreign codes in series of numbers."""

from __future__ import annotations

import json

import click

from webui.archive import Archive
from webui.settings import load


@click.command()
@click.option("--json", "as_json", is_flag=True, help="In JSON. Print JSON.")
def numbering(as_json: bool) -> None:
    """Soát xét dãy số văn bản của từng cơ quan. Audit the series of numbers.

    Số còn thiếu chỉ là chưa có trong kho. A gap is only what is not held.
    """
    found = Archive.open(load()).register.numbering_audit()
    if as_json:
        rows = [issue.to_json() for issue in found]
        click.echo(json.dumps({"issues": rows}, ensure_ascii=False, indent=1))
        return
    for issue in found:
        click.echo(f"{issue.message}\n    {issue.message_en}")
        for held in issue.documents:
            click.echo(f"    [{held.id}] {held.number or '–'} · {held.name}")
    click.echo(f"{len(found)} điều bất thường / issues", err=True)
