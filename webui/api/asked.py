"""What a request to the API asks for, read in one place: days, pages, order.

Whatever is not as described is refused; nothing is quietly taken for something else.
"""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import urlencode

from flask import Response, request

from webui.archive import SORTS

MOST = 100
FARTHEST = 10**9
USUAL = 20


class BadValue(ValueError):
    """A value that is not as described; `code` is for programs, the text for people."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def window() -> tuple[int, int]:
    """Return where the page of an answer begins, and how many rows it has at most.

    Raises:
        BadValue: bad_offset or bad_limit.
    """
    return _number("offset", 0, 0, FARTHEST), _number("limit", USUAL, 1, MOST)


def _number(name: str, usual: int, least: int, most: int) -> int:
    text = request.args.get(name)
    if text is None:
        return usual
    good = text.isascii() and text.isdecimal() and len(text) < 11
    if not good or not least <= int(text) <= most:
        message = f"{name}: số từ {least} đến {most} / a number from {least} to {most}"
        raise BadValue(f"bad_{name}", message)
    return int(text)


def day(name: str, usual: str | None = None, *, form: bool = False) -> str | None:
    """Return the ISO day that was asked for, `usual` where none was.

    Raises:
        BadValue: bad_date, for anything that is no day.
    """
    text = (request.form if form else request.args).get(name)
    if not text:
        return usual
    try:
        date.fromisoformat(text)
    except ValueError:
        good = False
    else:
        good = len(text) == 10
    if not good:
        raise BadValue("bad_date", f"{name}: ngày dạng YYYY-MM-DD / a day YYYY-MM-DD")
    return text


def sort() -> str:
    """Return the order that was asked for.

    Raises:
        BadValue: bad_sort.
    """
    chosen = request.args.get("sort", "relevance")
    if chosen not in SORTS:
        raise BadValue("bad_sort", f"sort: {', '.join(SORTS)}")
    return chosen


def page_of(total: int, offset: int, limit: int) -> dict[str, Any]:
    """Return what every list says of itself: the total, and where the next page is."""
    return {"total": total, "next": _next(total, offset + limit)}


def _next(total: int, start: int) -> str | None:
    if start >= min(total, FARTHEST):
        return None
    kept = [(k, v) for k, v in request.args.items(multi=True) if k != "offset"]
    return f"{request.path}?{urlencode([*kept, ('offset', start)])}"


def conditional(response: Response) -> Response:
    """Give an answer its mark, and answer 304 to whoever has it already."""
    if request.method not in ("GET", "HEAD") or response.status_code != 200:
        return response
    if response.direct_passthrough or response.is_streamed:
        return response
    if "ETag" not in response.headers:
        response.add_etag()
    response.vary.add("Authorization")
    response.vary.add("Cookie")
    if not response.cache_control.no_store:
        response.cache_control.private = True
        response.cache_control.no_cache = True
    response.make_conditional(request)
    return response
