"""What stands around the text of a DOCX file: page headers and footers, and fonts."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import Any

from ingest.container import Container
from ingest.xml import parse

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_STRICT_R = "{http://purl.oclc.org/ooxml/officeDocument/relationships}"
_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_LOOSE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_MOST_BASES = 20  # styles that stand on one another
_OFF = ("0", "false", "off")


def loose(content: bytes) -> Any:
    """Parse a part; the strict variant of the standard has another namespace."""
    return parse(content.replace(_STRICT.encode(), _LOOSE.encode()))


def running(container: Container, body: Any) -> tuple[list[Any], list[Any]]:
    """Return the headers and the footers of the pages, each once, as first shown.

    An office often sets its letterhead in the header of the first page.
    """
    targets = _targets(container)
    found: dict[str, list[str]] = {"headerReference": [], "footerReference": []}
    for section in body.iter(_W + "sectPr"):
        kinds = ["default"]
        first = section.find(_W + "titlePg")
        if first is not None and first.get(_W + "val") not in _OFF:
            kinds.insert(0, "first")
        for name, parts in found.items():
            for kind in kinds:
                parts += _referred(section, name, kind, targets)
    return _parsed(container, found["headerReference"]), _parsed(
        container, found["footerReference"]
    )


def _parsed(container: Container, names: list[str]) -> list[Any]:
    contents = [container.get(name) for name in dict.fromkeys(names)]
    return [loose(content) for content in contents if content]


def _referred(
    section: Any, name: str, kind: str, targets: dict[str, str]
) -> Iterator[str]:
    for reference in section.findall(_W + name):
        if reference.get(_W + "type", "default") == kind:
            identity = reference.get(_R + "id") or reference.get(_STRICT_R + "id")
            if identity in targets:
                yield targets[identity]


def _targets(container: Container) -> dict[str, str]:
    """Return the parts inside the container that the document refers to, by id."""
    content = container.get("word/_rels/document.xml.rels")
    return {
        str(relation.get("Id")): posixpath.normpath(
            posixpath.join("word", str(relation.get("Target")))
        ).lstrip("/")
        for relation in (parse(content) if content else ())
        if relation.get("TargetMode") != "External"
    }


class Fonts:
    """Which font a run is set in: its own, its style's, or that of the document."""

    def __init__(self, styles: Any) -> None:
        self._default = ""
        self._own: dict[str, str] = {}
        self._bases: dict[str, str] = {}
        self._usual = ""
        for style in () if styles is None else styles.iter(_W + "style"):
            identity = style.get(_W + "styleId", "")
            self._own[identity] = _font(style.find(_W + "rPr"))
            base = style.find(_W + "basedOn")
            if base is not None:
                self._bases[identity] = base.get(_W + "val", "")
            usual = style.get(_W + "default") in ("1", "true")
            if usual and style.get(_W + "type") == "paragraph":
                self._usual = identity
        if styles is not None:
            self._default = _font(
                styles.find(f"{_W}docDefaults/{_W}rPrDefault/{_W}rPr")
            )

    def of_paragraph(self, paragraph: Any) -> str:
        """Return the font of a paragraph's style."""
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        named = None if style is None else style.get(_W + "val")
        return self._of_style(named or self._usual) or self._default

    def of_run(self, run: Any) -> str | None:
        """Return the font that a run names, itself or by a style; None for none."""
        properties = run.find(_W + "rPr")
        own = _font(properties)
        if own or properties is None:
            return own or None
        style = properties.find(_W + "rStyle")
        return None if style is None else self._of_style(style.get(_W + "val")) or None

    def _of_style(self, name: str | None) -> str:
        for _ in range(_MOST_BASES):
            if not name:
                break
            if self._own.get(name):
                return self._own[name]
            name = self._bases.get(name)
        return ""


def _font(properties: Any) -> str:
    fonts = None if properties is None else properties.find(_W + "rFonts")
    if fonts is None:
        return ""
    # The letters with marks of the old fonts are none of ASCII.
    return str(fonts.get(_W + "hAnsi") or fonts.get(_W + "ascii") or "")
