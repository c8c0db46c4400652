"""Pictures of lines in a report: of each place once, and only so many in all."""

from __future__ import annotations

from corpus.evidence import Box, Side
from corpus.report import Picture

_PNG = b"\x89PNG\r\n\x1a\n"
MOST_PICTURES = 300


class Pictures:
    """Draws where a side of the evidence stands, within bounds.

    A report with more quarrels than `MOST_PICTURES` shows the others by their words
    and pages alone.
    """

    def __init__(self, picture: Picture | None) -> None:
        self._picture = picture
        self._drawn: dict[tuple[str, Box], bytes | None] = {}

    def of(self, side: Side | None) -> bytes | None:
        """Return a PNG of the lines of a side, or None where there is none."""
        area = side.area if side is not None else None
        if self._picture is None or side is None or area is None:
            return None
        key = (side.sha256, area)
        if key not in self._drawn:
            if len(self._drawn) >= MOST_PICTURES:
                return None
            png = self._picture(*key)
            self._drawn[key] = png if png and png.startswith(_PNG) else None
        return self._drawn[key]
