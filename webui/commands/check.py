"""`cancu check`: cross-check of files or of documents held; stores nothing."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path

import click

from corpus.contrast import Contrast, Pieces, contrasts
from corpus.crosscheck import CheckedDocument
from corpus.days_of_check import days_of_check
from corpus.report_words import FIELD_LABELS, FIELD_VERDICTS, SEVERITIES
from corpus.verdicts import CheckedCitation
from webui.api.shapes import batch_json
from webui.archive import Archive, CheckedBatch, NotHeld
from webui.folders import files_in
from webui.reporting import REPORTS, write_report
from webui.settings import load

WRONG = "contradicted"
SIGNS = {"verified": "✓", "contradicted": "✗", "unverifiable": "?"}
_NOT_HELD = "not-held"


@click.command()
@click.argument("refs", nargs=-1, required=True)
@click.option(
    "--as-of",
    type=click.DateTime(["%Y-%m-%d", "%d/%m/%Y"]),
    help="Hiệu lực thay đổi đến ngày này, mặc định hôm nay; lúc viện dẫn thì xét tại "
    "ngày của văn bản. Changes of validity up to this day; what is cited is judged on "
    "the day of the document.",
)
@click.option("--json", "as_json", is_flag=True, help="In JSON. Print JSON.")
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    help="Ghi <tên>.json cho từng văn bản. One JSON file for each document.",
)
@click.option(
    "--report",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Ghi báo cáo .html, .pdf, .docx, .xlsx hoặc .json. Write a report.",
)
@click.option("--unit", help="Tên đơn vị ở đầu báo cáo. Body at its head.")
@click.option("--place", help="Địa danh ở đầu báo cáo. Place at its head.")
def check(
    refs: tuple[str, ...],
    as_of: object,
    as_json: bool,
    out: Path | None,
    report: Path | None,
    unit: str | None,
    place: str | None,
) -> None:
    """Đối chiếu viện dẫn của tệp hoặc văn bản đã nạp. Cross-check what is cited.

    Thoát với mã 1 nếu có tệp không đọc được. Exit status 1 if a file was not read.
    """
    if report is not None and report.suffix.lstrip(".") not in REPORTS:
        endings = f".{', .'.join(REPORTS)}"
        raise click.UsageError(
            f"--report phải có đuôi {endings}. Its name must end in one of these."
        )
    day = f"{as_of:%Y-%m-%d}" if as_of else date.today().isoformat()
    archive = Archive.open(load())
    batch = _gather(archive, refs, day)
    if out is not None:
        _write_each(out, batch)
    if report is not None:
        suffix = report.suffix.lstrip(".")
        data = write_report(archive, batch, suffix, unit=unit, place=place)
        report.write_bytes(data)
    if as_json:
        click.echo(json.dumps(batch_json(batch), ensure_ascii=False, indent=1))
    elif out is None:
        for checked in batch.documents:
            click.echo(_summary(checked))
    for failure in batch.failures:
        click.echo(f"{failure.name}: {failure.message}", err=True)
    if batch.failures:
        raise SystemExit(1)


def _gather(archive: Archive, refs: tuple[str, ...], day: str) -> CheckedBatch:
    paths: list[Path] = []
    batch = CheckedBatch(as_of=day)
    for ref in refs:
        path = Path(ref)
        if path.is_dir():
            paths += files_in(path)
        elif path.exists():
            paths.append(path)
        else:
            try:
                found = archive.find(ref)
            except NotHeld as error:
                raise click.ClickException(str(error)) from error
            for held in found:
                batch = batch.join(archive.check_held(str(held.id), as_of=day))
    return batch.join(archive.check_paths(paths, as_of=day))


def _write_each(out: Path, batch: CheckedBatch) -> None:
    out.mkdir(parents=True, exist_ok=True)
    names = result_names([checked.name for checked in batch.documents])
    for checked, name in zip(batch.documents, names, strict=True):
        alone = CheckedBatch(as_of=batch.as_of, documents=(checked,))
        text = json.dumps(batch_json(alone), ensure_ascii=False, indent=1)
        (out / name).write_text(text + "\n", "utf-8")
    click.echo(
        f"Đã ghi {len(names)} kết quả vào {out}. {len(names)} results written.",
        err=True,
    )


def result_names(names: Sequence[str]) -> list[str]:
    """Return a file name for the result of each document; no two are the same.

    >>> result_names(["a.docx", "b.pdf", "hồ sơ.zip/a.docx", "c/b.docx"])
    ['a.json', 'b.json', 'a-2.json', 'b-2.json']
    """
    taken: set[str] = set()
    turns: Counter[str] = Counter()
    found = []
    for name in names:
        stem = free = _writable(Path(name).stem)
        # Some file systems take "A" and "a" for one name.
        while free.casefold() in taken:
            turns[stem] += 1
            free = f"{stem}-{turns[stem] + 1}"
        taken.add(free.casefold())
        found.append(f"{free}.json")
    return found


# Of UTF-8, in the name of a file: file systems take 255 with its ending.
_LONGEST_STEM = 200


def _writable(stem: str) -> str:
    """Return a name as file systems take it: archives hold longer and odder ones."""
    printable = "".join(each if each.isprintable() else "_" for each in stem)
    return printable.encode()[:_LONGEST_STEM].decode(errors="ignore")


_GRAVEST_FIRST = {severity: rank for rank, severity in enumerate(SEVERITIES)}


def _summary(checked: CheckedDocument) -> str:
    counts = checked.counts
    lines = [
        f"== {checked.name}",
        f"{counts['citations']} viện dẫn = {counts['verified']} khớp + "
        f"{counts['contradicted']} mâu thuẫn + "
        f"{counts['unverifiable']} không kiểm chứng được",
        days_of_check((checked,), checked.as_of).vietnamese,
    ]
    unknown = [row for row in checked.citations if row.reason.code == _NOT_HELD]
    others = [row for row in checked.citations if row.reason.code != _NOT_HELD]
    lines += _lines(_citations(checked, others))
    if unknown:
        # Nothing was compared with anything: a line for each is enough.
        lines.append(f"{len(unknown)} × {unknown[0].reason.message}")
        lines += _lines(row[:2] for row in _citations(checked, unknown))
    return "\n".join([*lines, *_findings(checked)])


def _lines(found: Iterable[tuple[str, ...]]) -> list[str]:
    """Return what is said of each, once with how often."""
    lines = []
    for (sign, quote, *rest), times in Counter(found).items():
        lines.append(f" {sign} {quote}" + (f" (×{times})" if times > 1 else ""))
        lines += [f"     {line}" for line in rest]
    return lines


def _citations(
    checked: CheckedDocument, rows: Iterable[CheckedCitation]
) -> list[tuple[str, ...]]:
    """Return sign, words and reasons of each citation, the contradicted ones first."""
    found = []
    for row in sorted(rows, key=lambda row: row.verdict.value != WRONG):
        quote = " ".join(row.citation.span.of(checked.document.text).split())
        lines = [SIGNS[row.verdict.value], quote, row.reason.message]
        lines += [each.message for each in row.problems if each != row.reason]
        if row.held is not None and row.verdict.value == WRONG:
            lines.append(_fields(row.fields))
        if row.held is not None:
            lines += [_difference(each) for each in contrasts(row)]
        found.append(tuple(dict.fromkeys(lines)))
    return found


def _fields(fields: Mapping[str, str]) -> str:
    """Return how each field compared: "Số, ký hiệu khớp; Ngày KHÁC"."""
    return "; ".join(
        f"{FIELD_LABELS.get(name, name)} {FIELD_VERDICTS[state]}"
        for name, state in fields.items()
    )


def _difference(found: Contrast) -> str:
    """Return both values of a field, the words that differ in brackets."""
    label = FIELD_LABELS.get(found.field, found.field)
    return f"{label}: “{_marked(found.cited)}” ≠ “{_marked(found.held)}”"


def _marked(pieces: Pieces) -> str:
    return "".join(f"[{one.text}]" if one.differs else one.text for one in pieces)


def _findings(checked: CheckedDocument) -> list[str]:
    """Return the findings in lines, the gravest first, with how many of each."""
    found = sorted(
        checked.findings, key=lambda each: (_GRAVEST_FIRST[each.severity], each.span)
    )
    if not found:
        return []
    many: Counter[str] = Counter(each.severity for each in found)
    counted = " · ".join(
        f"{many[severity]} {word.lower()}"
        for severity, word in SEVERITIES.items()
        if many[severity]
    )
    lines = [f"{len(found)} phát hiện: {counted}"]
    said = Counter(
        (SEVERITIES[each.severity], each.code, each.message, each.suggestion or "")
        for each in found
    )
    for (severity, code, message, suggestion), times in said.items():
        often = f" (×{times})" if times > 1 else ""
        lines.append(f" {severity} [{code}]: {message}{often}")
        if suggestion and suggestion not in message:
            lines.append(f"     có thể là / maybe: {suggestion}")
    return lines
