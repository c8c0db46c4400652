"""Where a person goes on after a form: a path of our own, never elsewhere."""

from __future__ import annotations

from urllib.parse import urlsplit


def own_path(asked: str) -> str:
    r"""Return the path asked for, or "/" where it would lead to another site.

    >>> own_path("/van-ban/3?xem=goc"), own_path("//evil.example"), own_path("/\\evil")
    ('/van-ban/3?xem=goc', '/', '/')
    """
    if not asked.startswith("/") or asked.startswith(("//", "/\\")):
        return "/"
    if not asked.isprintable():
        return "/"  # browsers drop tabs and line ends, and read what is left
    try:
        parts = urlsplit(asked)
    except ValueError:
        return "/"
    return "/" if parts.netloc or parts.scheme else asked
