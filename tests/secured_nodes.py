"""Two search nodes with TLS on every line, and users, by the security plugin."""

from __future__ import annotations

import shutil
import ssl
import urllib.request
import zipfile
from base64 import b64encode
from pathlib import Path
from typing import Any

from tests.authority import Authority
from tests.opensearch_nodes import VERSION, Nodes, fetched

ROLES = Path(__file__).resolve().parents[1] / "docs" / "deploy" / "opensearch-security"
PASSWORD = "mật khẩu"
# bcrypt of the password above, with the least work.
_DIGEST = "$2b$04$hfx7c3HEoJUTlwa6QQp8guy2yyfSvqoioVkqGyibxe2l1dUDG/ToC"
_USERS = f"""
_meta: {{type: internalusers, config_version: 2}}
cancu: {{hash: "{_DIGEST}"}}
khac: {{hash: "{_DIGEST}"}}
quan-tri: {{hash: "{_DIGEST}"}}
"""
_SETTINGS = """
plugins.security.ssl.transport.pemcert_filepath: node.pem
plugins.security.ssl.transport.pemkey_filepath: node.key
plugins.security.ssl.transport.pemtrustedcas_filepath: ca.pem
plugins.security.ssl.transport.enforce_hostname_verification: false
plugins.security.ssl.http.enabled: true
plugins.security.ssl.http.pemcert_filepath: node.pem
plugins.security.ssl.http.pemkey_filepath: node.key
plugins.security.ssl.http.pemtrustedcas_filepath: ca.pem
plugins.security.allow_default_init_securityindex: true
plugins.security.nodes_dn: ["CN=node"]
"""


class SecuredNodes(Nodes):
    """Nodes reached as https://localhost; `cancu` has the role that we deliver, `khac`
    none, `quan-tri` (whom the tests ask as) every right.
    """

    def __init__(self, authority: Authority) -> None:
        self._authority = authority
        self._proof = authority.issue("node", "DNS:localhost")
        self._context = ssl.create_default_context(cafile=str(authority.certificate))
        super().__init__(2)

    @property
    def hosts(self) -> tuple[str, ...]:
        """The addresses of all nodes."""
        return tuple(f"https://localhost:{port}" for port in self.ports)

    def _configure(self, at: int) -> None:
        super()._configure(at)
        plugin = self.server / "plugins" / "opensearch-security"
        if not plugin.exists():
            self._install(plugin)
        config = self.folder / f"node-{at}" / "config"
        shutil.copy(self._authority.certificate, config / "ca.pem")
        shutil.copy(self._proof.certificate, config / "node.pem")
        shutil.copy(self._proof.key, config / "node.key")
        with (config / "opensearch.yml").open("a") as file:
            file.write(_SETTINGS)
        rules = config / "opensearch-security"
        shutil.copytree(plugin / "config", rules, dirs_exist_ok=True)
        (rules / "internal_users.yml").write_text(_USERS)
        shutil.copy(ROLES / "roles.yml", rules)
        mapping = (ROLES / "roles_mapping.yml").read_text()
        everything = 'all_access: {users: ["quan-tri"]}\n'
        (rules / "roles_mapping.yml").write_text(mapping + everything)

    def _install(self, plugin: Path) -> None:
        place = fetched()
        with zipfile.ZipFile(place / f"opensearch-security-{VERSION}.0.zip") as zipped:
            zipped.extractall(plugin)
        # The server as fetched has few modules; what the plugin wants of one it lacks
        # is a library, and rules that we have none of.
        shutil.copy(place / "commons-collections4-4.5.0.jar", plugin)
        said = plugin / "plugin-descriptor.properties"
        wanted = said.read_text()
        said.write_text(
            wanted.replace(",rule-framework", ",rule-framework;optional=true")
        )

    def _opened(self, request: urllib.request.Request) -> Any:
        token = b64encode(f"quan-tri:{PASSWORD}".encode()).decode()
        request.add_header("Authorization", f"Basic {token}")
        return urllib.request.urlopen(request, timeout=30, context=self._context)
