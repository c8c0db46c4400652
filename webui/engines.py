"""Which engine searches: the one embedded in the data folder, or a cluster."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Protocol

from corpus.database import unreachable
from corpus.holdings import NotHeld
from corpus.register import Register
from search.engine import IndexDocument, SearchEngine, Texts
from search.whoosh_engine import WhooshEngine
from webui.settings import Settings, SettingsError, comma_list

if TYPE_CHECKING:
    from search.opensearch_engine import OpenSearchEngine

EMBEDDED = "whoosh"


class Engine(SearchEngine, Protocol):
    """An engine as an archive uses it."""

    @property
    def needs_rebuild(self) -> bool:
        """Whether the index must be filled again."""
        ...

    def rebuild(self, documents: Iterable[IndexDocument]) -> int:
        """Make the index anew; searches are answered from the old one meanwhile."""
        ...

    def close(self) -> None:
        """Close files and connections."""
        ...


def open_engine(settings: Settings, register: Register, *, patience: float) -> Engine:
    """Open the engine that the settings name, over the texts of a register.

    Raises:
        SettingsError: if they name none, or the client of a cluster is not installed.
    """
    if settings.search_engine == EMBEDDED:
        texts = text_of(register)
        return WhooshEngine(settings.index, texts=texts, patience=patience)
    return open_cluster(settings, text_of(register), mark_of(register))


def text_of(register: Register) -> Texts:
    """Return the function by which the engine asks for the text of a document."""

    def text(ident: str) -> str | None:
        try:
            return register.text(number_of(ident))
        except NotHeld:
            return None

    return text


def number_of(ident: str) -> int:
    """Return the id that a text is; ids are small, and nobody has any other."""
    return int(ident) if ident.isdecimal() and len(ident) < 18 else -1


def mark_of(register: Register) -> Callable[[], str | None]:
    """Return the function that tells the engine of changes made by others."""

    def mark() -> str | None:
        try:
            return register.changes.revision()
        except Exception as error:
            if not unreachable(error):
                raise
            return None  # what is remembered is good for seconds all the same

    return mark


def open_cluster(
    settings: Settings,
    texts: Texts,
    mark: Callable[[], object] = lambda: None,
) -> OpenSearchEngine:
    """Open the engine over a cluster; nothing is asked of it yet.

    `mark` is another value after each change that others made.

    Raises:
        SettingsError: as `open_engine`.
    """
    hosts = cluster_hosts(settings.search_engine)
    try:
        from search.opensearch_client import Access
        from search.opensearch_engine import OpenSearchEngine
    except ImportError as error:
        raise SettingsError(
            "Chưa cài phần dùng cụm OpenSearch: pip install cancu[cluster] / "
            "The client of OpenSearch is not installed"
        ) from error
    access = Access(
        hosts,
        settings.search_user,
        settings.search_password,
        settings.search_ca,
        settings.search_timeout,
    )
    return OpenSearchEngine(
        access,
        texts=texts,
        prefix=settings.search_index,
        shards=settings.search_shards,
        replicas=settings.search_replicas,
        mark=mark,
    )


def cluster_hosts(value: str) -> tuple[str, ...]:
    """Read the URLs of the nodes of a cluster.

    >>> cluster_hosts("https://a:9200, https://b:9200")
    ('https://a:9200', 'https://b:9200')

    Raises:
        SettingsError: if one of them is no URL.
    """
    hosts = comma_list(value)
    if not hosts or not all(h.startswith(("http://", "https://")) for h in hosts):
        raise SettingsError(
            f"search_engine: whoosh hoặc các URL http(s), không phải {value!r} / "
            "whoosh, or URLs of a cluster"
        )
    return hosts
