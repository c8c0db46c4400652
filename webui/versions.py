"""What else is held that is, was or may be the same document."""

from __future__ import annotations

from collections.abc import Iterator

from flask import url_for
from flask_babel import gettext as _

from webui.archive import Archive

MOST = 12


def versions(archive: Archive, ident: str) -> Iterator[dict[str, str]]:
    """Yield what stood before and after at the same place, and what may be the same."""
    seen = {ident}
    newer = [(_("bản sau"), row, False) for row in archive.newer_versions(ident)]
    older = [(_("bản trước"), row, True) for row in archive.older_versions(ident)]
    like = [(_("có thể là một"), one.document, False) for one in archive.twins(ident)]
    for what, held, before in [*newer, *older, *like]:
        other = str(held.id)
        if other in seen or len(seen) > MOST:
            continue
        seen.add(other)
        first, second = (other, ident) if before else (ident, other)
        yield {
            "what": what,
            "name": " ".join(p for p in (held.kind, held.number) if p) or held.name,
            "file": held.name,
            "href": url_for("pages.document", ident=other),
            "compare": url_for("pages.compare", ident=first, other=second),
        }
