"""Days as every message, page and report writes them: 8/9/2022, without zeros.

Decree 30/2020/NĐ-CP (annex I, II.4) asks for zeros before days under 10 and the months
1 and 2 in the date line of a document, in words: so the reports' own date line has
them, and nothing else.
"""

from __future__ import annotations

import re

_DAY = re.compile(r"(?:(?P<year>\d{4})|-)-(?P<month>\d\d)(?:-(?P<day>\d\d))?")


def day_as_written(iso: str | None) -> str:
    """Return an ISO day, whole or partial, as people write it; all else as it is.

    >>> day_as_written("2022-09-08"), day_as_written("2020-07"), day_as_written("2013")
    ('8/9/2022', '7/2020', '2013')
    >>> day_as_written("--06-30"), day_as_written("38/QĐ-LHH"), day_as_written(None)
    ('30/6', '38/QĐ-LHH', '')
    """
    found = _DAY.fullmatch(iso) if iso else None
    if found is None:
        return iso or ""
    parts = (found["day"], found["month"], found["year"])
    return "/".join(str(int(part)) for part in parts if part)
