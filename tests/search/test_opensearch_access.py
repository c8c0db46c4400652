"""A cluster behind TLS that asks for a user and a password."""

import http.client
import ssl
import subprocess
import threading
from base64 import b64encode
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import NamedTuple

import pytest

from search.engine import SearchUnavailable
from search.opensearch_client import Access, Cluster
from tests.opensearch_nodes import Nodes

USER, PASSWORD = "cancu", "mật khẩu"


class Door(NamedTuple):
    """Where the cluster is reached, and the authority that vouches for it."""

    url: str
    authority: str


@pytest.fixture(scope="module")
def door(nodes: Nodes, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Door]:
    """Give a way to a node through TLS that lets one user in."""
    folder: Path = tmp_path_factory.mktemp("tls")
    certificate, key = folder / "own.pem", folder / "own.key"
    made = "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=127.0.0.1"
    named = ["-addext", "subjectAltName=IP:127.0.0.1"]
    files = ["-keyout", str(key), "-out", str(certificate)]
    subprocess.run([*made.split(), *named, *files], check=True, capture_output=True)
    token = b64encode(f"{USER}:{PASSWORD}".encode()).decode()
    port = nodes.ports[0]

    class Passing(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            """Pass a request on for the user, refuse it for others."""
            if self.headers["Authorization"] != f"Basic {token}":
                self._answer(401, b"{}")
                return
            far = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
            far.request("GET", self.path)
            answer = far.getresponse()
            self._answer(answer.status, answer.read())
            far.close()

        def _answer(self, status: int, body: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Passing)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield Door(f"https://127.0.0.1:{server.server_address[1]}", str(certificate))
    server.shutdown()
    server.server_close()


def asked(access: Access) -> str:
    """Return the name of the cluster, as it tells it to that user."""
    cluster = Cluster(access)
    try:
        return str(cluster.ask("GET", "/")["cluster_name"])
    finally:
        cluster.close()


def test_the_user_is_let_in_over_tls(door: Door) -> None:
    """A password with diacritics too."""
    access = Access((door.url,), USER, PASSWORD, door.authority)

    assert asked(access).startswith("cancu-")


def test_a_wrong_password_is_said(door: Door) -> None:
    """Nothing is asked again with a password that is refused."""
    with pytest.raises(SearchUnavailable) as told:
        asked(Access((door.url,), USER, "sai", door.authority))

    assert told.value.code == "search_denied"
    assert "sai" not in str(told.value).split()


def test_an_unknown_authority_is_said(door: Door) -> None:
    """Without the authority that is set the certificate is not trusted."""
    with pytest.raises(SearchUnavailable) as told:
        asked(Access((door.url,), USER, PASSWORD))

    assert told.value.code == "search_certificate"
