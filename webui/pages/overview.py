"""Pages about more than one document: map, charts, catalogue, a pasted list."""

from __future__ import annotations

from typing import Any

from flask import Response, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as later

from corpus.overview import Outdated
from corpus.records import HeldDocument
from webui import survey
from webui.archive import archive
from webui.charts import Chart, chart
from webui.listing import STATES, Line, look_up_all
from webui.mapping import drawing, neighbours
from webui.naming import name_of, page_of, short_name
from webui.pages import pages
from webui.presentation import RELATIONS, in_language, say, say_date
from webui.sheet import csv_response
from webui.survey import entries, entry, overview

ROWS = 50


@pages.get("/van-ban/<ident>/ban-do")
def citation_map(ident: str) -> str:
    """Draw what one document cites and what cites it."""
    held = archive().held(ident)
    found = neighbours(archive(), ident)
    name = " ".join(part for part in (held.kind, held.number) if part) or held.name
    return render_template(
        "map.html",
        ident=ident,
        name=name,
        found=found,
        drawn=drawing(found),
        say_relation=lambda relation: say(RELATIONS, relation),
        sources={
            "register": _("sổ đăng ký"),
            "catalogue": _("danh mục"),
            None: _("chưa biết"),
        },
    )


@pages.get("/thong-ke")
def statistics() -> str:
    """Draw the register from above."""
    seen = overview(archive())
    cited = [(short_name(known), count) for known, count in seen.most_cited]
    links = {short_name(known): page_of(known) or "" for known, _n in seen.most_cited}
    unknown = _("chưa rõ")
    charts: list[Chart] = [
        chart("nam", _("Theo năm"), seen.years, unknown=unknown, link=_found("year")),
        chart("loai", _("Theo loại"), seen.kinds, unknown=unknown, link=_found("kind")),
        chart(
            "co-quan",
            _("Theo cơ quan"),
            seen.issuers,
            unknown=unknown,
            link=_found("issuer"),
        ),
        chart(
            "duoc-vien-dan",
            _("Được nhiều văn bản viện dẫn nhất"),
            cited,
            unknown=unknown,
            link=lambda name: links[name],
        ),
    ]
    return render_template(
        "charts.html",
        counts=archive().counts(),
        charts=charts,
        outdated=[_outdated(one) for one in seen.outdated],
    )


def _found(field: str) -> Any:
    return lambda value: url_for("pages.search", **{field: value})


def _outdated(one: Outdated) -> dict[str, Any]:
    return {
        "name": short_name(one.known),
        "detail": name_of(one.known),
        "href": page_of(one.known),
        "since": say_date(one.act.from_date),
        "by": short_name(one.act.by),
        "by_href": page_of(one.act.by),
        "citing": [
            (_name(held), url_for("pages.document", ident=held.id))
            for held in one.citing
        ],
    }


def _name(held: HeldDocument) -> str:
    return " ".join(part for part in (held.kind, held.number) if part) or held.name


TROUBLES = {
    "duplicate": later("Trùng số"),
    "order": later("Ngày không theo thứ tự số"),
    "suffix": later("Ký hiệu của cơ quan khác"),
    "kind": later("Tên loại khác ký hiệu"),
    "gap": later("Số chưa có trong kho"),
}


@pages.get("/day-so")
def numbering() -> str:
    """Show what is odd in the series of numbers of each body."""
    found: dict[str, list[tuple[str, list[tuple[str, str]]]]] = {}
    for issue in survey.numbering(archive()):
        documents = [
            (_name(held), url_for("pages.document", ident=held.id))
            for held in issue.documents
        ]
        message = in_language(issue.message, issue.message_en)
        found.setdefault(issue.trouble, []).append((message, documents))
    groups = [
        (trouble, say(TROUBLES, trouble), found[trouble])
        for trouble in TROUBLES
        if trouble in found
    ]
    return render_template("numbering.html", groups=groups)


@pages.get("/danh-muc")
def catalogue() -> str:
    """List the documents known by their metadata, or those a number may mean."""
    text = request.args.get("tim", "").strip()[:200]
    page = max(1, min(request.args.get("page", 1, type=int) or 1, 100_000))
    total, rows = entries(archive(), text, offset=(page - 1) * ROWS, limit=ROWS)
    return render_template(
        "catalogue.html",
        text=text,
        total=total,
        rows=[(row, page_of(row)) for row in rows],
        page=page,
        pages=max(1, -(-total // ROWS)),
    )


@pages.get("/danh-muc/<ident>")
def entry_page(ident: str) -> str:
    """Show what is known of a document that is not held, and who cites it."""
    known, citing = entry(archive(), ident)
    rows: dict[int, dict[str, Any]] = {}
    for row in citing:
        shown = rows.setdefault(
            row.by.id,
            {
                "name": _name(row.by),
                "title": row.by.title,
                "date": row.by.date,
                "href": url_for("pages.document", ident=row.by.id),
                "relations": {},
                "sure": False,
            },
        )
        shown["relations"][say(RELATIONS, row.relation)] = None
        shown["sure"] = shown["sure"] or row.resolution == "exact"
    return render_template(
        "entry.html", known=known, name=short_name(known), rows=list(rows.values())
    )


@pages.route("/danh-sach", methods=["GET", "POST"])
def listing() -> Any:
    """Look up a pasted list of numbers, one on each line: a table, or CSV."""
    text = request.form.get("so", "")
    lines = look_up_all(archive(), text)
    if lines and request.form.get("dang") == "csv":
        return _csv(lines)
    counts = {state: sum(line.state == state for line in lines) for state in STATES}
    return render_template(
        "listing.html",
        text=text,
        lines=[(line, say(STATES, line.state)) for line in lines],
        counts=[(state, say(STATES, state), n) for state, n in counts.items() if n],
        page_of=page_of,
        name_of=name_of,
    )


def _csv(lines: list[Line]) -> Response:
    rows: list[list[str | None]] = []
    for line in lines:
        answer = [line.text, say(STATES, line.state)]
        for known in line.found:
            facts = [known.kind, known.number, known.date, known.issuer, known.title]
            rows.append([*answer, known.source, *facts])
        if not line.found:
            rows.append([*answer])
    heading = ["dong", "ket_qua", "nguon", "loai", "so", "ngay", "co_quan", "ten"]
    return csv_response("danh-sach.csv", heading, rows)
