"""`cancu duplicates`: documents that may be one; a person decides."""

from __future__ import annotations

import json

import click

from corpus.records import HeldDocument
from webui.archive import Archive
from webui.settings import load

REASONS = {
    "identity": "cùng số hiệu và cơ quan / same number and issuer",
    "text": "nội dung gần giống nhau / texts alike",
}


@click.command()
@click.option("--limit", type=click.IntRange(1, 100_000), default=1000)
@click.option("--json", "as_json", is_flag=True, help="In JSON. Print JSON.")
def duplicates(limit: int, as_json: bool) -> None:
    """Liệt kê văn bản có thể trùng nhau. List documents that may be one.

    Chỉ đề xuất, không gộp. Proposed only, never merged.
    """
    pairs = list(Archive.open(load()).duplicates(limit=limit))
    if as_json:
        rows = [
            {
                "documents": [_json(one), _json(twin.document)],
                "reason": twin.reason,
                "likeness": round(twin.likeness, 3),
            }
            for one, twin in pairs
        ]
        click.echo(json.dumps({"pairs": rows}, ensure_ascii=False, indent=1))
        return
    for one, twin in pairs:
        click.echo(f"{_line(one)}\n{_line(twin.document)}")
        click.echo(f"    {REASONS[twin.reason]}, {twin.likeness:.0%}")
    click.echo(f"{len(pairs)} cặp / pairs", err=True)


def _json(held: HeldDocument) -> dict[str, str | None]:
    return {
        "id": str(held.id),
        "name": held.name,
        "kind": held.kind,
        "number": held.number,
        "date": held.date,
        "issuer": held.issuer,
    }


def _line(held: HeldDocument) -> str:
    known = [held.kind, held.number, held.date, held.issuer]
    return f"[{held.id}] {' · '.join(part for part in known if part)} ({held.name})"
