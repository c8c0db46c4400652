"""What the processes that watch folders last saw, told by files in the data folder.

`cancu watch` and the server are processes of their own; each watcher writes one small
file whole, and the page of intake reads them all.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

from corpus.records import now

_FOLDER = "watching"
_MOST = 50
_LARGEST = 64 * 1024
# A watcher that takes files in looks again only when it is done.
_PATIENCE = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class WatchState:
    """One folder: when it was last looked at, what was taken, what is amiss."""

    folder: str
    looked_at: str
    interval: float
    taken: int = 0
    failed: int = 0
    moving: int = 0
    error: str = ""
    stopped: bool = False

    @property
    def is_late(self) -> bool:
        """Tell whether the watcher should have looked again by now, and did not."""
        if self.stopped:
            return False
        try:
            last = datetime.fromisoformat(self.looked_at)
            due = last + timedelta(seconds=3 * self.interval) + _PATIENCE
            return datetime.now(UTC) > due
        except (ValueError, TypeError, OverflowError):
            return True


def tell(data: Path, state: WatchState) -> None:
    """Write what a watcher saw; a disk that is full is no reason to stop watching."""
    place = data / _FOLDER
    name = sha256(state.folder.encode("utf-8", "surrogateescape")).hexdigest()[:16]
    half = place / f"{name}.{os.getpid()}.part"
    with suppress(OSError):
        place.mkdir(parents=True, exist_ok=True)
        half.write_text(json.dumps(asdict(state), ensure_ascii=True), "ascii")
        half.replace(place / f"{name}.json")


def looked(folder: Path, interval: float, **seen: int | str) -> WatchState:
    """Return the state of a folder that was looked at just now."""
    return WatchState(str(folder), now(), interval, **seen)  # type: ignore[arg-type]


def states(data: Path) -> list[WatchState]:
    """Return what all watchers of a data folder last told, by folder."""
    found = []
    for path in sorted((data / _FOLDER).glob("*.json"))[:_MOST]:
        state = _read(path)
        if state is not None:
            found.append(state)
    return sorted(found, key=lambda state: state.folder)


def _read(path: Path) -> WatchState | None:
    try:
        if path.stat().st_size > _LARGEST:
            return None
        values = json.loads(path.read_text("ascii"))
        known = {each.name for each in fields(WatchState)}
        return WatchState(**{k: v for k, v in values.items() if k in known})
    except (OSError, ValueError, TypeError, AttributeError):
        return None  # written by another version, or gone again
