"""Documents checked together, and how long such a result is kept."""

from __future__ import annotations

import secrets
import threading
import time
from collections import OrderedDict
from dataclasses import dataclass, replace

from corpus.crosscheck import CheckedDocument
from webui.intake import Outcome

# Results of checks that are kept in memory, so that a report can be fetched.
KEPT_RESULTS = 50
KEPT_SECONDS = 3600.0


@dataclass(frozen=True, slots=True)
class CheckedBatch:
    """Documents checked together, and the files that could not be read."""

    as_of: str | None
    documents: tuple[CheckedDocument, ...] = ()
    failures: tuple[Outcome, ...] = ()

    def join(self, other: CheckedBatch) -> CheckedBatch:
        """Return both batches as one."""
        return replace(
            self,
            documents=self.documents + other.documents,
            failures=self.failures + other.failures,
        )


class KeptBatches:
    """Results in memory, the newest of them, under secrets nobody guesses."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, tuple[float, CheckedBatch]] = OrderedDict()
        self._lock = threading.Lock()

    def keep(self, batch: CheckedBatch) -> str:
        """Keep a result in memory for an hour; return the secret that fetches it."""
        token = secrets.token_urlsafe(16)
        with self._lock:
            self._kept[token] = (time.monotonic(), batch)
            while len(self._kept) > KEPT_RESULTS:
                self._kept.popitem(last=False)
        return token

    def get(self, token: str) -> CheckedBatch | None:
        """Return a result that is still kept, or None."""
        with self._lock:
            kept = self._kept.get(token)
            if kept is None or time.monotonic() - kept[0] > KEPT_SECONDS:
                self._kept.pop(token, None)
                return None
            return kept[1]
