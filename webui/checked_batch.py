"""Documents checked together, and how long such a result is kept."""

from __future__ import annotations

import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.crosscheck import CheckedDocument
from corpus.decisions import Decision, DecisionError
from ingest.errors import IngestError, NotAFile, TooLarge
from webui.offered import Outcome
from webui.picturing import has_pictures
from webui.workers import Job, Reading

if TYPE_CHECKING:
    from ingest.bundle import Member
    from ingest.document import Document
    from nlp.analysis import Analysis

# Results of checks that are kept in memory, so that a report can be fetched.
KEPT_RESULTS = 50
KEPT_SECONDS = 3600.0
# Files of those results, from which the report draws the lines it is about. Beyond
# this the oldest results lose their pictures, not their words.
KEPT_BYTES = 256 * 2**20
# Of one result; a person reviews hundreds.
MOST_DECISIONS = 2_000


@dataclass(frozen=True, slots=True)
class CheckedBatch:
    """Documents checked together, and the files that could not be read.

    `sources` are the files that have pages to draw, by digest: the bytes of those sent,
    the paths of those on this machine. `decisions` are what people decided of those
    that are not held.
    """

    as_of: str | None
    documents: tuple[CheckedDocument, ...] = ()
    failures: tuple[Outcome, ...] = ()
    sources: Mapping[str, bytes | Path] = field(default_factory=dict, repr=False)
    decisions: tuple[Decision, ...] = ()

    def weight(self, counted: Collection[str] = ()) -> int:
        """Return how many bytes of files are kept with this result.

        Those whose digests are `counted` already weigh nothing.
        """
        return sum(
            len(source)
            for digest, source in self.sources.items()
            if isinstance(source, bytes) and digest not in counted
        )

    def only(self, place: int) -> CheckedBatch:
        """Return the document at a place as a result of its own."""
        return replace(self, documents=(self.documents[place],), failures=())

    def on(self, day: str, *, check: Callable[..., CheckedDocument]) -> CheckedBatch:
        """Return the same documents judged by the law as it is known on another day."""
        read = [(each.document, each.analysis) for each in self.documents]
        return replace(self, as_of=day, documents=_together(read, day, check))

    def join(self, other: CheckedBatch) -> CheckedBatch:
        """Return both batches as one."""
        return replace(
            self,
            documents=self.documents + other.documents,
            failures=self.failures + other.failures,
            sources={**self.sources, **other.sources},
        )


_Key = tuple[int | None, str]
# Characters of the secret of a result; behind them stands the day of one judged anew.
_TOKEN = 22


class KeptBatches:
    """Results in memory, the newest of them, under secrets nobody guesses."""

    def __init__(self) -> None:
        self._kept: OrderedDict[_Key, tuple[float, CheckedBatch]] = OrderedDict()
        self._lock = threading.Lock()

    def keep(self, batch: CheckedBatch, owner: int | None) -> str:
        """Keep a result in memory for an hour; return the secret that fetches it.

        Only `owner` fetches it: the id of a person, None where there are no accounts.
        """
        token = secrets.token_urlsafe(16)
        self._put((owner, token), batch)
        return token

    def _put(self, key: _Key, batch: CheckedBatch) -> None:
        with self._lock:
            self._kept[key] = (time.monotonic(), batch)
            self._kept.move_to_end(key)
            while len(self._kept) > KEPT_RESULTS:
                self._kept.popitem(last=False)
            self._lighten()

    def on(
        self,
        token: str,
        owner: int | None,
        day: str,
        judge: Callable[[CheckedBatch, str], CheckedBatch],
    ) -> tuple[str, CheckedBatch] | None:
        """Return a kept result as of another day, and the secret that fetches it.

        It is judged once and kept beside the first, with what people decided of
        either. None where `token` fetches nothing.
        """
        batch = self.get(token, owner)
        if batch is None:
            return None
        if batch.as_of == day:
            return token, batch
        first = token[:_TOKEN]
        for name in (first, f"{first}-{day}"):
            there = self.get(name, owner)
            if there is not None and there.as_of == day:
                break
        else:
            there = judge(batch, day)
        both = dict.fromkeys((*there.decisions, *batch.decisions))
        decided = sorted(both, key=lambda each: each.decided_at)
        there = replace(there, decisions=tuple(decided[-MOST_DECISIONS:]))
        self._put((owner, name), there)
        return name, there

    def _lighten(self) -> None:
        """Let go of the files of the oldest results where they are too many bytes."""
        room = KEPT_BYTES
        counted: set[str] = set()
        for key, (since, batch) in reversed(self._kept.items()):
            # The same files judged on two days are held once.
            room -= batch.weight(counted)
            counted.update(batch.sources)
            if room < 0 and batch.sources:
                self._kept[key] = (since, replace(batch, sources={}))

    def get(self, token: str, owner: int | None) -> CheckedBatch | None:
        """Return a result of a person that is still kept, or None."""
        key = (owner, token)
        with self._lock:
            kept = self._kept.get(key)
            if kept is None or time.monotonic() - kept[0] > KEPT_SECONDS:
                self._kept.pop(key, None)
                return None
            return kept[1]

    def decide(
        self, token: str, owner: int | None, decisions: Sequence[Decision]
    ) -> None:
        """Let a result carry decisions too, and keep it for another hour.

        Nothing is done where it is kept no longer.

        Raises:
            DecisionError: decision_many, where it carries too many.
        """
        key = (owner, token)
        with self._lock:
            if key not in self._kept or not decisions:
                return
            batch = self._kept[key][1]
            carried = (*batch.decisions, *decisions)
            if len(carried) > MOST_DECISIONS:
                raise DecisionError("decision_many")
            batch = replace(batch, decisions=carried)
            self._kept[key] = (time.monotonic(), batch)
            self._kept.move_to_end(key)


# Of one archive in one check: beyond this a person should ingest it.
MOST_MEMBERS = 500


def _opened(jobs: Iterable[Job]) -> Iterator[Job | Outcome]:
    """Yield each file, or its members where it is a bundle, and what was not had."""
    from ingest.bundle import opened  # not for who only looks up

    for job in jobs:
        try:
            members = None
            if isinstance(job.source, bytes | Path):
                members = opened(job.source, job.name, limits=job.limits)
        except (TooLarge, NotAFile):
            members = None  # reading it says better what is wrong
        except IngestError as error:
            yield Outcome(job.name, None, str(error), code=error.code)
            continue
        yield from [job] if members is None else _members(job, members)


def _members(job: Job, members: Iterator[Member]) -> Iterator[Job | Outcome]:
    try:
        for position, (name, data) in enumerate(members):
            if position == MOST_MEMBERS:
                yield Outcome(job.name, None, _TOO_MANY, code="bundle_many")
                break
            yield Job(name, data, job.limits)
    except IngestError as error:
        yield Outcome(job.name, None, str(error), code=error.code)


_TOO_MANY = (
    f"Chỉ đối chiếu {MOST_MEMBERS} tệp đầu của tệp nén; hãy chia nhỏ hoặc nạp vào kho."
    f" Only the first {MOST_MEMBERS} files were checked; split it, or ingest it."
)


def check_jobs(
    jobs: Iterable[Job],
    as_of: str | None,
    *,
    read: Callable[[Job], Reading],
    check: Callable[..., CheckedDocument],
) -> CheckedBatch:
    """Read and cross-check files one after another; a bad one is among the failures.

    Archives and e-mails are opened: each file in them is checked under its own name.
    """
    readings: list[tuple[Document, Analysis]] = []
    failures: list[Outcome] = []
    sources: dict[str, bytes | Path] = {}
    for job in _opened(jobs):
        if isinstance(job, Outcome):
            failures.append(job)
            continue
        try:
            document, analysis = read(job)
        except IngestError as error:
            name = str(job.source) if isinstance(job.source, Path) else job.name
            failures.append(Outcome(name, None, str(error), code=error.code))
            continue
        readings.append((document, analysis))
        given = job.source
        if has_pictures(document.media_type) and isinstance(given, bytes | Path):
            sources[document.sha256] = given
    documents = _together(readings, as_of, check)
    return CheckedBatch(as_of, documents, tuple(failures), sources)


def _together(
    readings: Sequence[tuple[Document, Analysis]],
    as_of: str | None,
    check: Callable[..., CheckedDocument],
) -> tuple[CheckedDocument, ...]:
    """Cross-check documents as one dossier: each is known to the others."""
    from corpus.beside import Dossier  # not for who only looks up

    dossier = Dossier(readings, today=date.today().isoformat())
    return tuple(
        check(document, analysis, as_of=as_of, dossier=dossier)
        for document, analysis in readings
    )
