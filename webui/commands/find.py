"""`cancu search`, `show`, `cites`, `cited-by`: looking things up."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import click

from nlp.serialise import to_json
from nlp.subject_fields import fields_of
from search.engine import Results, SearchUnavailable
from search.query import Field, QueryError
from webui.api.shapes import link_json, results_json
from webui.archive import SORTS, Archive, NotHeld
from webui.settings import load

DATE = click.DateTime(["%Y-%m-%d", "%d/%m/%Y"])


@click.command()
@click.argument("query")
@click.option("--kind", help="Loại văn bản. Kind.")
@click.option("--issuer", help="Cơ quan ban hành. Issuer.")
@click.option("--from", "first", type=DATE, help="Từ ngày. From this day.")
@click.option("--to", "last", type=DATE, help="Đến ngày. To this day.")
@click.option("--status", help="Tình trạng hiệu lực. Status.")
@click.option("--signer", help="Người ký. Signer.")
@click.option("--field", help="Lĩnh vực. Field of administration.")
@click.option("--collection", help="Bộ sưu tập. Collection.")
@click.option("--facets", is_flag=True, help="In số đếm. Print the counts too.")
@click.option("--sort", type=click.Choice(SORTS), default="relevance")
@click.option("--limit", type=click.IntRange(1, 1000), default=10, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="In JSON. Print JSON.")
def search(query: str, sort: str, limit: int, as_json: bool, **given: Any) -> None:
    """Tra cứu. Find documents: số hiệu, cụm từ, tên người, với dấu hay không dấu."""
    first, last = given["first"], given["last"]
    filters: dict[Field, str | None] = {
        "kind": given["kind"],
        "issuer": given["issuer"],
        "status": given["status"],
        "signer": given["signer"],
        "field": given["field"],
        "collection": given["collection"],
        "from": first and f"{first:%Y-%m-%d}",
        "to": last and f"{last:%Y-%m-%d}",
    }
    archive = Archive.open(load())
    try:
        results = archive.search(
            query,
            filters={name: value for name, value in filters.items() if value},
            sort=sort,
            limit=limit,
        )
    except (QueryError, SearchUnavailable) as error:
        raise click.ClickException(str(error)) from error
    if as_json:
        _print(results_json(results))
        return
    for notice in results.notices:
        click.echo(f"({notice.message})", err=True)
    click.echo(f"{results.total} văn bản / documents ({results.took_ms:.0f} ms)")
    for hit in results.hits:
        name = " ".join(part for part in (hit.kind, hit.number) if part)
        click.echo(f"\n[{hit.id}] {name or 'Văn bản'} · {hit.date or '–'}")
        click.echo(f"    {hit.issuer or '–'} · {hit.title or '–'}")
        if hit.snippet:
            click.echo(f"    {' '.join(hit.snippet.split())}")
    if given["facets"]:
        for line in _facets(results):
            click.echo(line)


def _facets(results: Results) -> Iterator[str]:
    """Yield each facet with its counts, the most frequent values first."""
    for name, values in results.facets.items():
        if values:
            told = " · ".join(f"{value} {count}" for value, count in values[:12])
            yield f"\n{name}: {told}"


@click.command()
@click.argument("ref")
@click.option("--json", "as_json", is_flag=True, help="In JSON. Print JSON.")
def show(ref: str, as_json: bool) -> None:
    """Xem một văn bản theo mã hoặc số hiệu. Show a document by id or number."""
    archive = Archive.open(load())
    held = _one(archive, ref)
    document, analysis = archive.reading(str(held.id))
    if as_json:
        _print(to_json(document, analysis))
        return
    header = analysis.header
    fields = fields_of(header, analysis.citations)
    for name, value in [
        ("Mã / id", held.id),
        ("Loại", header.kind),
        ("Số, ký hiệu", header.number),
        ("Cơ quan", header.issuer),
        ("Ngày", header.date),
        ("Trích yếu", header.title),
        ("Người ký", header.signer),
        ("Lĩnh vực", "; ".join(one.name for one in fields)),
        ("Tệp", document.name),
        ("SHA-256", document.sha256),
    ]:
        click.echo(f"{name:>12}: {value or '–'}")
    for line in _relatives(archive, str(held.id)):
        click.echo(line)
    click.echo()
    click.echo(document.text)


def _relatives(archive: Archive, ident: str) -> Iterator[str]:
    """Yield a line for each version of a file, and for the bundle it came in."""
    # It says what it finds in the reader's language: searching needs no web framework.
    from webui.bundles import bundles_of

    newer, older = archive.newer_versions(ident), archive.older_versions(ident)
    for name, versions in (("Bản mới hơn", newer), ("Bản trước", older)):
        for held in versions:
            yield f"{name:>12}: [{held.id}] {held.number or held.name}"
    for bundle in bundles_of(archive, ident):
        yield f"{'Gói':>12}: {bundle.name} (+{len(bundle.others)} tệp / files)"


@click.command()
@click.argument("ref")
@click.option("--json", "as_json", is_flag=True, help="In JSON. Print JSON.")
def cites(ref: str, as_json: bool) -> None:
    """Văn bản này viện dẫn gì. What a document cites."""
    archive = Archive.open(load())
    rows = archive.cites(str(_one(archive, ref).id))
    if as_json:
        _print({"links": [link_json(row) for row in rows]})
        return
    for row in rows:
        if row.form == "self":
            continue
        name = " ".join(part for part in (row.kind, row.number or row.title) if part)
        targets = ", ".join(f"[{known.id}] {known.number}" for known in row.targets)
        click.echo(
            f"{row.relation:>12}  {name}, {row.date or '–'}  ({row.resolution})"
            + (f" → {targets}" if targets else "")
        )


@click.command("cited-by")
@click.argument("ref")
@click.option("--json", "as_json", is_flag=True, help="In JSON. Print JSON.")
def cited_by(ref: str, as_json: bool) -> None:
    """Văn bản nào viện dẫn nó. What cites a document."""
    archive = Archive.open(load())
    rows = archive.cited_by(str(_one(archive, ref).id))
    if as_json:
        _print({"links": [link_json(row) for row in rows]})
        return
    for row in rows:
        name = " ".join(part for part in (row.by.kind, row.by.number) if part)
        click.echo(f"{row.relation:>12}  [{row.by.id}] {name or row.by.name}")


def _one(archive: Archive, ref: str) -> Any:
    """Return the one document that `ref` names; several or none is an error."""
    try:
        found = archive.find(ref)
    except NotHeld as error:
        raise click.ClickException(str(error)) from error
    if len(found) > 1:
        lines = "\n".join(
            f"  [{one.id}] {one.kind or ''} {one.number or one.name}, "
            f"{one.date or '–'}, {one.issuer or '–'}"
            for one in found
        )
        raise click.ClickException(
            f"“{ref}” có thể là nhiều văn bản; hãy dùng mã trong ngoặc vuông / "
            f"several documents match, use the id in brackets:\n{lines}"
        )
    return found[0]


def _print(value: Any) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=1))
