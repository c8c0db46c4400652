"""Cross-checks of documents held and of files sent, and results kept for an hour."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from corpus.decisions import Decision
from webui.checked_batch import CheckedBatch, KeptBatches, check_jobs
from webui.held_documents import HeldDocuments
from webui.workers import Job, Readers, Reading, WorkerDied, read_and_analyse


class Checks(HeldDocuments):
    """Checks beside a register; files are read in other processes, if there are any."""

    readers: Readers | None
    _kept: KeptBatches

    def read(self, job: Job) -> Reading:
        """Read and analyse one file, in a process that reads if there are any.

        Raises:
            IngestError: what is wrong with the file.
        """
        if self.readers is None:
            return read_and_analyse(job)
        try:
            return self.readers.read(job)
        except WorkerDied:
            # Memory may have been short for a moment; a file that does it twice is
            # the cause.
            return self.readers.read(job)

    def check_held(self, ident: str, *, as_of: str | None = None) -> CheckedBatch:
        """Cross-check a document of the register; today unless a day is given."""
        as_of = as_of or date.today().isoformat()
        checked = self.register.check_held(self.held(ident).id, as_of=as_of)
        return CheckedBatch(as_of=as_of, documents=(checked,))

    def check_files(
        self,
        files: Iterable[tuple[str, bytes]],
        *,
        pasted: str = "",
        as_of: str | None = None,
    ) -> CheckedBatch:
        """Cross-check files given as (name, bytes), and pasted text. Stores nothing."""
        jobs = [Job(Path(name).name, data, self.limits) for name, data in files]
        if pasted.strip():
            jobs.append(Job("văn bản dán", pasted, self.limits))
        return self._check(jobs, as_of)

    def check_paths(
        self, paths: Iterable[Path], *, as_of: str | None = None
    ) -> CheckedBatch:
        """Cross-check files on this machine. Stores nothing."""
        return self._check((Job(p.name, p, self.limits) for p in paths), as_of)

    def _check(self, jobs: Iterable[Job], as_of: str | None) -> CheckedBatch:
        return check_jobs(jobs, as_of, read=self.read, check=self.register.check)

    def keep(self, batch: CheckedBatch, owner: int | None = None) -> str:
        """Keep a result in memory for an hour; return the secret that fetches it."""
        return self._kept.keep(batch, owner)

    def kept(self, token: str, owner: int | None = None) -> CheckedBatch | None:
        """Return a result that is still kept, or None."""
        return self._kept.get(token, owner)

    def kept_on(
        self, token: str, day: str, owner: int | None = None
    ) -> tuple[str, CheckedBatch] | None:
        """Return a kept result judged as of another day, and its own secret."""

        def judge(batch: CheckedBatch, on: str) -> CheckedBatch:
            return batch.on(on, check=self.register.check)

        return self._kept.on(token, owner, day, judge)

    def decide_kept(
        self, token: str, decisions: Sequence[Decision], owner: int | None = None
    ) -> None:
        """Let a result that is kept carry what was decided of it."""
        self._kept.decide(token, owner, decisions)
