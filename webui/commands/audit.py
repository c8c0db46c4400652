"""`cancu audit`: who changed or took out what."""

from __future__ import annotations

import csv
import sys
from itertools import islice

import click

from corpus.trail import Asked, Step
from webui.archive import Archive
from webui.settings import load
from webui.sheet import harmless

DAY = click.DateTime(["%Y-%m-%d", "%d/%m/%Y"])


@click.command()
@click.option("--who", default="", help="Tên, hoặc một phần. A name, or part of it.")
@click.option("--action", default="", help="Việc, như login, ingest. What was done.")
@click.option("--subject", default="", help="Đối tượng. What it was done to.")
@click.option("--since", type=DAY, help="Từ ngày. From this day.")
@click.option("--until", type=DAY, help="Đến ngày. To this day.")
@click.option("--limit", type=click.IntRange(1), default=100, show_default=True)
@click.option("--csv", "as_csv", is_flag=True, help="Mọi dòng, CSV. Every row, CSV.")
def audit(
    who: str,
    action: str,
    subject: str,
    since: object,
    until: object,
    limit: int,
    as_csv: bool,
) -> None:
    """Nhật ký thay đổi và xuất ra, mới trước. The audit log, the newest first."""
    asked = Asked(who, action, subject, _day(since), _day(until))
    archive = Archive.open(load())
    steps = archive.register.trail.every(asked)
    if as_csv:
        table = csv.writer(sys.stdout, lineterminator="\n")
        table.writerow(["at", "who", "action", "subject", "detail", "address"])
        table.writerows([harmless(cell) for cell in _row(step)] for step in steps)
        return
    for step in islice(steps, limit):
        click.echo("  ".join(filter(None, _row(step))))


def _row(step: Step) -> list[str]:
    at = step.at[:19] + "Z"
    return [at, step.who, step.action, step.subject, step.detail, step.address]


def _day(value: object) -> str:
    return f"{value:%Y-%m-%d}" if value is not None else ""
