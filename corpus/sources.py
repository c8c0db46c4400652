"""Where files came from: the same bytes under several names, one place over time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine, Select, insert, select, update

from corpus.database import read_only
from corpus.records import now
from corpus.tables import member, source

_MOST_BUNDLES = 20


@dataclass(frozen=True, slots=True)
class Place:
    """A file as a folder shows it: its path, size, and time of change (ns)."""

    path: str
    size: int
    modified: int


@dataclass(frozen=True, slots=True)
class Bundle:
    """An archive or an e-mail that a file came in: its digest and its name."""

    sha256: str
    name: str


@dataclass(frozen=True, slots=True)
class Member:
    """A file in a bundle: its digest, and its name, which starts with the bundle's."""

    sha256: str
    name: str


@dataclass(frozen=True, slots=True)
class Sources:
    """The places of all files that were registered from a path, or in a bundle."""

    engine: Engine

    def unchanged(self, place: Place) -> str | None:
        """Return the digest of a file by its looks, if it looks as it last did.

        None where it looks different, or was never seen: then it must be read. A
        negative time of change agrees with nothing.
        """
        if place.modified < 0:
            return None
        query = select(source.c.sha256).where(
            source.c.path == place.path,
            source.c.last == 1,
            source.c.size == place.size,
            source.c.modified == place.modified,
        )
        with read_only(self.engine) as db:
            found: str | None = db.execute(query).scalar()
        return found

    def note(self, sha256: str, place: Place) -> str | None:
        """Note what stands at a place now; return the digest of what stood there.

        None where nothing stood there before, or the same bytes.
        """
        here = (source.c.path == place.path) & (source.c.last == 1)
        looks = {"size": place.size, "modified": place.modified, "seen_at": now()}
        with self.engine.begin() as db:
            before: str | None = db.execute(
                select(source.c.sha256).where(here)
            ).scalar()
            if before == sha256:
                db.execute(update(source).where(here).values(**looks))
                return None
            db.execute(update(source).where(here).values(last=0))
            row = {"path": place.path, "sha256": sha256, "last": 1, "replaces": before}
            db.execute(insert(source).values(**row, **looks))
        return before

    def places(self, sha256: str) -> list[str]:
        """Return every path at which these bytes were seen, in order."""
        query = (
            select(source.c.path).where(source.c.sha256 == sha256).order_by(source.c.id)
        )
        with read_only(self.engine) as db:
            return list(dict.fromkeys(db.execute(query).scalars()))

    def older(self, sha256: str) -> list[str]:
        """Return the digests of what stood at a place before these bytes."""
        query = select(source.c.replaces).where(
            source.c.sha256 == sha256, source.c.replaces.is_not(None)
        )
        return self._digests(query.order_by(source.c.id))

    def newer(self, sha256: str) -> list[str]:
        """Return the digests of what took the place of these bytes."""
        query = select(source.c.sha256).where(source.c.replaces == sha256)
        return self._digests(query.order_by(source.c.id))

    def note_member(self, bundle: Bundle, position: int, found: Member) -> None:
        """Note what is in a bundle at a position; noting it again changes nothing."""
        here = (member.c.bundle_sha256 == bundle.sha256) & (
            member.c.position == position
        )
        row = {
            "bundle_sha256": bundle.sha256,
            "bundle": bundle.name,
            "position": position,
            "sha256": found.sha256,
            "name": found.name,
        }
        with self.engine.begin() as db:
            if db.execute(select(member.c.id).where(here)).first() is None:
                db.execute(insert(member).values(**row))

    def bundles(self, sha256: str) -> list[Bundle]:
        """Return the bundles that these bytes came in, the first first."""
        query = (
            select(member.c.bundle_sha256, member.c.bundle)
            .where(member.c.sha256 == sha256)
            .order_by(member.c.id)
            .limit(_MOST_BUNDLES)
        )
        with read_only(self.engine) as db:
            rows = db.execute(query).all()
        return list(dict.fromkeys(Bundle(*row) for row in rows))

    def members(self, bundle: Bundle, *, limit: int = 200) -> list[Member]:
        """Return what a bundle holds, in its order."""
        query = (
            select(member.c.sha256, member.c.name)
            .where(member.c.bundle_sha256 == bundle.sha256)
            .order_by(member.c.position)
            .limit(limit)
        )
        with read_only(self.engine) as db:
            return [Member(*row) for row in db.execute(query)]

    def _digests(self, query: Select[Any]) -> list[str]:
        with read_only(self.engine) as db:
            return list(dict.fromkeys(db.execute(query).scalars()))
