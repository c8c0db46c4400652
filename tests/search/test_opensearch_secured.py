"""A search cluster with TLS and users: only its user, only over a line it can trust."""

import uuid
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from search.engine import IndexDocument, SearchUnavailable
from search.opensearch_client import Access, Refused
from search.opensearch_engine import OpenSearchEngine
from search.query import parse
from tests.authority import Authority
from tests.secured_nodes import PASSWORD, SecuredNodes


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    """The authority of the cluster."""
    return Authority(tmp_path_factory.mktemp("ca"))


@pytest.fixture(scope="module")
def secured(authority: Authority) -> Iterator[SecuredNodes]:
    """Two nodes, both up."""
    nodes = SecuredNodes(authority)
    try:
        for at in range(2):
            nodes.start(at)
        nodes.ready()
        yield nodes
    finally:
        nodes.stop()


@pytest.fixture
def access(secured: SecuredNodes, authority: Authority) -> Access:
    """How the program reaches it."""
    return Access(secured.hosts, "cancu", PASSWORD, str(authority.certificate))


def opened(access: Access, prefix: str = "") -> OpenSearchEngine:
    """Open an engine; its indexes are ones that the user may make."""
    prefix = prefix or f"cancu-{uuid.uuid4().hex}"
    return OpenSearchEngine(access, texts=lambda _: "thi đua", prefix=prefix, shards=2)


def documents(count: int) -> list[IndexDocument]:
    """Return documents that a search finds."""
    return [
        IndexDocument(id=str(at), text="thi đua khen thưởng", number=f"{at}/QĐ-UBND")
        for at in range(count)
    ]


def told(access: Access, prefix: str = "") -> SearchUnavailable:
    """Return how a first question fails."""
    engine = opened(access, prefix)
    with pytest.raises(SearchUnavailable) as error:
        engine.add(documents(1))
    engine.close()
    return error.value


def test_all_that_an_engine_does(access: Access, secured: SecuredNodes) -> None:
    """The rights that we deliver are enough, for every kind of request."""
    engine = opened(access)
    assert engine.add(documents(40)) == 40
    assert engine.count() == 40
    assert engine.search(parse("thi đua", limit=5)).total == 40
    assert engine.search(parse("3/QĐ-UBND")).hits[0].id == "3"
    assert engine.more_like("1").hits
    assert engine.suggest("12/q")
    assert engine.remove(["1", "2"]) == 2
    assert engine.rebuild(documents(30)) == 30
    engine.clear()
    assert engine.count() == 0
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("search.opensearch_view._DEEPEST", 10)
        engine.add(documents(30))
        assert len(engine.search(parse("", limit=25, offset=3)).hits) == 25
    engine.drop()
    engine.close()
    assert len(secured.ask(0, "GET", "/_cat/nodes?format=json")) == 2


@pytest.mark.parametrize(
    ("user", "password"), [("cancu", "sai"), ("", ""), ("khac", PASSWORD)]
)
def test_others_are_not_let_in(access: Access, user: str, password: str) -> None:
    """A wrong password, nobody, and a user without our role."""
    error = told(replace(access, user=user, password=password))
    assert error.code == "search_denied"
    assert "không nhận" in error.message_vi
    assert "refuses" in error.message_en


def test_the_user_has_no_other_index(access: Access) -> None:
    """What is called otherwise is not touched, not even seen."""
    assert told(access, "khac").code == "search_denied"
    engine = opened(access)
    for path in (
        "/_all/_search",
        "/.opendistro_security/_search",
        "/_cluster/settings",
    ):
        with pytest.raises((SearchUnavailable, Refused)):
            engine.cluster.ask("GET", path)
    engine.close()


def test_an_unknown_authority_is_refused(access: Access, tmp_path: Path) -> None:
    """Of the same name, with another key."""
    other = Authority(tmp_path / "other")
    for ca in (str(other.certificate), ""):
        error = told(replace(access, ca=ca))
        assert error.code == "search_certificate"
        assert "Chứng thư" in error.message_vi
        assert "certificate" in error.message_en


def test_another_name_is_refused(access: Access) -> None:
    """The certificate is for localhost; the address is not."""
    hosts = tuple(host.replace("localhost", "127.0.0.1") for host in access.hosts)
    assert told(replace(access, hosts=hosts)).code == "search_certificate"


def test_without_tls_nothing_is_answered(access: Access) -> None:
    """The nodes do not speak plainly."""
    hosts = tuple(host.replace("https", "http") for host in access.hosts)
    with suppress(AssertionError):
        error = told(replace(access, hosts=hosts))
        assert error.code == "search_unreachable"
        return
    raise AssertionError("a plain line was answered")
