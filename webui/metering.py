"""What is measured while serving, in the words of Prometheus.

Counts and times of requests by endpoint, never by address: an address may hold the
secret of a result. What is held is counted when it is asked for.
"""

from __future__ import annotations

import time
from collections.abc import Iterator

from flask import Flask, Response, current_app, g, request
from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from prometheus_client.registry import Collector

from webui.archive import Archive

BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
_EXTENSION = "cancu-meter"


class Meter:
    """The measures of one application over one archive."""

    def __init__(self, archive: Archive) -> None:
        self.registry = CollectorRegistry()
        self.requests = Counter(
            "cancu_requests",
            "Requests answered, by endpoint, method and status.",
            ("endpoint", "method", "status"),
            registry=self.registry,
        )
        self.seconds = Histogram(
            "cancu_request_seconds",
            "Time until the answer began, by endpoint.",
            ("endpoint",),
            buckets=BUCKETS,
            registry=self.registry,
        )
        self.registry.register(_Holdings(archive))

    def count(self, endpoint: str, method: str, status: int, seconds: float) -> None:
        """Take down one request that was answered."""
        self.requests.labels(endpoint, method, str(status)).inc()
        self.seconds.labels(endpoint).observe(seconds)

    def exposed(self) -> Response:
        """Return all measures as Prometheus reads them."""
        return Response(
            generate_latest(self.registry), content_type=CONTENT_TYPE_LATEST
        )


class _Holdings(Collector):
    """How much is held, asked of the register and the index at each look."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Yield documents, files by state, and the index."""
        archive = self._archive.whole
        counts = archive.counts()
        for name, text, value in (
            ("cancu_documents", "Documents held.", counts.held),
            ("cancu_catalogue_entries", "Documents known by metadata.", counts.known),
            ("cancu_indexed_documents", "Documents in the index.", counts.indexed),
            (
                "cancu_index_generation",
                "How often the index was written.",
                getattr(archive.engine, "generation", 0),
            ),
        ):
            yield GaugeMetricFamily(name, text, value=value)
        states = GaugeMetricFamily(
            "cancu_files", "Files received, by how far they came.", labels=("state",)
        )
        for state, count in archive.register.ledger.counts().items():
            states.add_metric((state,), count)
        yield states


def install(app: Flask, archive: Archive) -> None:
    """Measure every request of `app`."""
    app.extensions[_EXTENSION] = Meter(archive)
    app.before_request(_begin)
    app.after_request(_end)


def meter() -> Meter:
    """Return the measures of the running application."""
    found: Meter = current_app.extensions[_EXTENSION]
    return found


def _begin() -> None:
    g.began = time.perf_counter()


def elapsed() -> float:
    """Return how many seconds the present request has taken so far."""
    return time.perf_counter() - float(g.get("began", time.perf_counter()))


def _end(response: Response) -> Response:
    # A method may be any word; only those that are served get a row.
    method = request.method if request.url_rule is not None else "-"
    meter().count(request.endpoint or "-", method, response.status_code, elapsed())
    return response
