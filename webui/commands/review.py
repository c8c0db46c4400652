"""`cancu review`: headers that wait for a person, and what the person says."""

from __future__ import annotations

import json

import click

from corpus.corrected import Correction
from corpus.corrections import CorrectionError, Queued
from webui.archive import Archive, NotHeld
from webui.header_view import queued_json
from webui.settings import load

REFUSED = {
    "correction_who": "hãy ghi --who / say who with --who",
    "correction_long": "tên dài quá / the name is too long",
    "correction_field": "không có trường / no such field",
    "correction_value": "giá trị không hợp lệ / not a value of",
}


@click.command()
@click.argument("ref", required=False)
@click.option("--set", "values", multiple=True, metavar="FIELD=VALUE",
              help="Trường và giá trị đúng. A field and its right value.")  # fmt: skip
@click.option("--confirm", multiple=True, metavar="FIELD",
              help="Trường đã đọc đúng. A field that was read right.")  # fmt: skip
@click.option("--who", default="", help="Người duyệt. Who reviews.")
@click.option("--again", is_flag=True, help="Xét lại mọi văn bản. Doubt all anew.")
@click.option("--limit", type=click.IntRange(1, 100_000), default=1000)
@click.option("--json", "as_json", is_flag=True, help="In JSON. Print JSON.")
def review(
    ref: str | None,
    values: tuple[str, ...],
    confirm: tuple[str, ...],
    who: str,
    again: bool,
    limit: int,
    as_json: bool,
) -> None:
    """Phần đầu đọc chưa chắc; xác nhận hoặc sửa. Headers in doubt, to confirm.

    Không có REF thì liệt kê. Without REF, list them.
    """
    archive = Archive.open(load())
    if ref is not None:
        _correct(archive, ref, values, confirm, who)
        return
    desk = archive.register.corrections
    if again:
        desk.look_again()
    rows = desk.queue(limit=limit)
    if as_json:
        found = [queued_json(row) for row in rows]
        click.echo(json.dumps({"documents": found}, ensure_ascii=False, indent=1))
        return
    for row in rows:
        _show(row)
    click.echo(f"{desk.waiting()} văn bản chờ duyệt / documents wait", err=True)


def _show(row: Queued) -> None:
    click.echo(f"[{row.held.id}] {row.held.number or '–'} · {row.held.name}")
    for doubt in row.doubts:
        click.echo(f"    {doubt.field}: {doubt.message} {doubt.message_en}")


def _correct(
    archive: Archive,
    ref: str,
    values: tuple[str, ...],
    confirm: tuple[str, ...],
    who: str,
) -> None:
    try:
        found = archive.find(ref)
    except NotHeld as error:
        raise click.ClickException(str(error)) from error
    if len(found) > 1:
        listed = ", ".join(str(held.id) for held in found[:20])
        raise click.ClickException(f"nhiều văn bản / several: {listed}")
    held = found[0]
    desk = archive.register.corrections
    read = desk.read_header(held.id)
    said: dict[str, str | None] = {}
    for each in values:
        field, sign, value = each.partition("=")
        if not sign:
            raise click.UsageError("--set FIELD=VALUE")
        said[field.strip()] = value
    for field in confirm:
        said[field] = getattr(read, field, None)
    if not said:
        raise click.UsageError("--set FIELD=VALUE, --confirm FIELD")
    try:
        kept = desk.correct(held.id, said, who=who)
    except CorrectionError as error:
        reason = f"{REFUSED.get(error.code, error.code)} {error.field}".strip()
        raise click.ClickException(reason) from error
    archive.index_pending()
    for one in kept:
        click.echo(_line(one))


def _line(one: Correction) -> str:
    if one.confirmed:
        return f"{one.field}: {one.value or '–'} ✓"
    return f"{one.field}: {one.read or '–'} → {one.value or '–'}"
