"""The bundles that a file came in, archives and e-mails, and what else is in them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from corpus.records import HeldDocument
from webui.archive import Archive

MOST_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Piece:
    """A member of a bundle by its name there; None where it could not be taken in."""

    name: str
    held: HeldDocument | None


@dataclass(frozen=True, slots=True)
class Together:
    """A bundle that a file came in, with the other members that may be seen."""

    sha256: str
    name: str
    others: tuple[Piece, ...]


def bundles_of(archive: Archive, ident: str) -> list[Together]:
    """Return the bundles that a document came in, the first first.

    Raises:
        NotHeld: if the register has no such document.
    """
    held, sources = archive.held(ident), archive.register.sources
    return [
        Together(
            bundle.sha256,
            bundle.name,
            tuple(
                Piece(one.name, archive.register.by_sha256(one.sha256))
                for one in sources.members(bundle)
                if one.sha256 != held.sha256
            ),
        )
        for bundle in sources.bundles(held.sha256)
    ]


def bundle_json(bundle: Together) -> dict[str, Any]:
    """Return a bundle as the API tells it."""
    others = [
        {"name": one.name, "id": None if one.held is None else str(one.held.id)}
        for one in bundle.others
    ]
    return {"sha256": bundle.sha256, "name": bundle.name, "others": others}


@dataclass(frozen=True, slots=True)
class Group:
    """A bundle as a page lists it: (words, address or None, a note)."""

    title: str
    rows: list[tuple[str, str | None, str]]


def bundles_view(archive: Archive, ident: str) -> list[Group]:
    """Return the bundles as the page of a document lists them."""
    return [
        Group(
            _("Cùng gói “%(name)s”", name=bundle.name),
            [_member(one, bundle) for one in bundle.others[:MOST_SHOWN]],
        )
        for bundle in bundles_of(archive, ident)
        if bundle.others
    ]


def _member(one: Piece, bundle: Together) -> tuple[str, str | None, str]:
    name = one.name.removeprefix(f"{bundle.name}/")
    if one.held is None:
        return name, None, _("không nạp được")
    words = " ".join(part for part in (one.held.kind, one.held.number) if part)
    address = url_for("pages.document", ident=one.held.id)
    return words or name, address, name if words else ""
