"""Which letters does a run of text show? Told by its font, where a file names fonts.

In a file of mixed fonts every run is read as its own font shows it; what is set in a
sound font beside it is left alone.
"""

from __future__ import annotations

from ingest.fonts import by_font, is_unicode, recovered, told_of_fonts

_MOST_JUDGED = 20_000  # characters, to say how sure


class Typefaces:
    """Reads the runs of one file; knows afterwards which fonts were decoded."""

    def __init__(self) -> None:
        self._decoded: dict[str, list[str]] = {}
        self._judged = 0

    def shown(self, text: str, font: str) -> str:
        """Return the letters that the font of a run shows for what is stored.

        >>> Typefaces().shown("quyÕt ®Þnh", ".VnTimeH, serif")
        'QUYẾT ĐỊNH'
        """
        name = font.split(",")[0].strip(" \"'")
        letters = None if is_unicode(text) else by_font(name, text)
        if letters is None:
            return text
        if not text.isascii():
            pieces = self._decoded.setdefault(name, [])
            if self._judged < _MOST_JUDGED:
                pieces.append(letters)
                self._judged += len(letters)
        return letters

    def finished(self, text: str) -> tuple[str, tuple[str, ...]]:
        """Return the text of the file, and what to tell of how it was typed.

        A file that names no such font is judged by its letters.
        """
        if not self._decoded:
            return recovered(text)
        pieces = [piece for font in self._decoded.values() for piece in font]
        return text, (told_of_fonts(list(self._decoded), "".join(pieces)),)
