"""The report as one self-contained page for A4 paper."""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from importlib.resources import files

from jinja2 import Environment, StrictUndefined, Template

from corpus.days_of_check import days_of_check
from corpus.evidence import Side
from corpus.report import Report
from corpus.report_gathered import BRIEFLY, gathered, matrix_lines
from corpus.report_pictures import Pictures
from corpus.report_rows import outlier_lines
from corpus.report_words import FIELD_LABELS, SEVERITIES, day_in_words, moment_in_words
from corpus.rules import rules
from corpus.verdicts import Verdict
from nlp.written_days import day_as_written


@cache
def _template() -> Template:
    source = files("corpus").joinpath("data/report.html.j2").read_text("utf-8")
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["vi_date"] = day_as_written
    return environment.from_string(source)


def render_html(report: Report) -> str:
    """Return the report as HTML.

    No script, no outside file; every text of the documents is escaped. Pictures of
    lines are inside it as data addresses.
    """
    pictures, parts = Pictures(report.picture), gathered(report)

    def crop(side: Side | None) -> str | None:
        png = pictures.of(side)
        return "data:image/png;base64," + b64encode(png).decode() if png else None

    return _template().render(
        crop=crop,
        report=report,
        coverage=report.coverage,
        gathered=parts,
        briefly=BRIEFLY,
        Verdict=Verdict,
        fields=FIELD_LABELS,
        severities=SEVERITIES,
        rules=rules(),
        matrix=matrix_lines(report, brief=bool(parts.shared)),
        outliers=outlier_lines(report),
        date=day_in_words(report.made_at),
        moment=moment_in_words,
        days=days_of_check(report.documents, report.as_of or report.made_at[:10]),
    )
