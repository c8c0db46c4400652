"""Talking to an OpenSearch cluster: bounded time, other nodes, clear errors.

A node that does not answer is left alone for a while and the next one is asked. What
a cluster refuses because it is busy is sent again later; what it cannot take is told.
"""

from __future__ import annotations

import json
import logging
import time
from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, repeat
from typing import Any

from opensearchpy import OpenSearch
from opensearchpy.exceptions import (
    AuthenticationException,
    AuthorizationException,
    ConnectionTimeout,
    OpenSearchException,
    SSLError,
    TransportError,
)

from search.engine import SearchUnavailable

Json = dict[str, Any]

_DEAD = 30.0
"""Seconds for which a node that did not answer, or is cut off, is not asked again."""
_BUSY = 429
_BLOCK = "cluster_block_exception"
_NO_ROOM = "No space left on device"
_WAITS = (0.1, 0.2, 0.5, 1.0, 2.0, 4.0)
_PATIENCE = 30.0
"""Seconds for which what a cluster cannot take just now is sent again and again."""
# What is said while the nodes part with one that died, and until a copy takes over.
_PASSING = (
    "node_not_connected_exception",
    "node_disconnected_exception",
    "node_closed_exception",
    "connect_transport_exception",
    "cluster_manager_not_discovered_exception",
    "SERVICE_UNAVAILABLE/",
    # A copy on another node has just taken over from the one that was asked.
    "primary term",
)
_LATER = ("search_unreachable", "search_busy", "search_incomplete")
_BULK_BYTES = 4 << 20
_BULK_ACTIONS = 500


@dataclass(frozen=True, slots=True)
class Access:
    """How to reach a cluster: `hosts` are URLs, `ca` a file of certificates.

    One try takes at most `timeout` seconds, and as many nodes are tried as there are,
    three at most.
    """

    hosts: tuple[str, ...]
    user: str = ""
    password: str = ""
    ca: str = ""
    timeout: float = 10.0


class Refused(Exception):
    """The cluster answered, but not with what was asked: `status` says which way."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status


class Cluster:
    """A cluster as the engine asks it. Safe to share between threads."""

    def __init__(
        self, access: Access, *, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        self._sleep = sleep
        # A node says what it could not do before it is given up for silent. Only with
        # both does the library leave the one for the node.
        self._writing = {
            "timeout": f"{max(1, int(access.timeout / 2))}s",
            "request_timeout": access.timeout,
        }
        # The library logs each failed try with its trace; we say what it means.
        logging.getLogger("opensearch").setLevel(logging.CRITICAL)
        self._client = OpenSearch(
            list(access.hosts),
            headers=_credentials(access),
            ca_certs=access.ca or None,
            timeout=access.timeout,
            max_retries=min(len(access.hosts), 3) - 1,
            retry_on_timeout=True,
            retry_on_status=(502, 503, 504),
            dead_timeout=_DEAD,
            pool_maxsize=16,
        )

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def ask(self, method: str, path: str, body: Any = None, **params: Any) -> Json:
        """Send one request and return the answer.

        Raises:
            SearchUnavailable: when no node answers in time, or the cluster cannot.
            Refused: when the request itself is refused (below 500); 404 and 409 mostly.
        """
        for wait in (*_WAITS[:4], None):
            try:
                found = self._client.transport.perform_request(
                    method, path, params=params, body=body
                )
            except TransportError as error:
                if wait is not None and _passes(error):
                    self._sleep(wait)
                    continue
                raise _explained(error) from error
            except OpenSearchException as error:
                raise unreachable(str(error)) from error
            return found if isinstance(found, dict) else {"found": found}
        raise AssertionError("unreachable")

    def search(self, index: str, body: Json, **params: Any) -> Json:
        """Search, and see to it that every shard answered.

        Raises:
            SearchUnavailable: also when a part of the index did not answer: an answer
                with a gap in it would pass for a whole one.
        """
        params.setdefault("allow_partial_search_results", "false")
        found = self.ask("POST", f"/{index}/_search", body, **params)
        if found["_shards"]["failed"] or found.get("timed_out"):
            raise incomplete(str(found["_shards"].get("failures", ""))[:200])
        return found

    def several(self, index: str, bodies: list[Json]) -> list[Json]:
        """Ask several searches in one request, in order.

        Raises:
            SearchUnavailable: also when one of them, or a part of the index, fails.
        """
        if not bodies:
            return []
        head = json.dumps(
            {
                "index": index,
                "search_type": "dfs_query_then_fetch",
                "allow_partial_search_results": False,
            }
        )
        lines = (f"{head}\n{json.dumps(body)}\n" for body in bodies)
        answers: list[Json] = self.ask("POST", "/_msearch", "".join(lines))["responses"]
        for answer in answers:
            if "error" in answer or answer["_shards"]["failed"]:
                raise incomplete(str(answer.get("error", ""))[:200])
        return answers

    def write(self, actions: Iterable[tuple[Json, Json | None]]) -> dict[str, int]:
        """Write many documents; return how often each result came.

        An action is its line and, unless it removes, the fields. What the cluster
        cannot take just now, because it is busy or a node has died and no copy took
        over yet, is sent again for half a minute. A document that stands there already,
        where one is to be made, is left as it is.

        Raises:
            SearchUnavailable: when the cluster stays so, its disks are full, or a
                document is refused; what was acknowledged before stays written.
        """
        results: dict[str, int] = {}
        for lines in _portions(actions):
            until = time.monotonic() + _PATIENCE
            waits = chain(_WAITS, repeat(_WAITS[-1]))
            while True:
                lines, why = self._send(lines, results)
                if why is None:
                    break
                if time.monotonic() > until:
                    raise why
                self._sleep(next(waits))
        return results

    def _send(
        self, lines: list[str], results: dict[str, int]
    ) -> tuple[list[str], SearchUnavailable | None]:
        """Send actions; return those to send again, and why."""
        body = "\n".join(lines) + "\n"
        try:
            answer = self.ask("POST", "/_bulk", body, **self._writing)
        except SearchUnavailable as error:
            if error.code in _LATER:
                return lines, error
            raise
        again: list[str] = []
        why: SearchUnavailable | None = None
        for line, item in zip(lines, answer["items"], strict=True):
            ((action, row),) = item.items()
            status = int(row["status"])
            if later := _not_now(row):
                why = later
                again.append(line)
            elif status >= 400 and (action, status) not in _EXPECTED:
                raise _not_taken(row)
            else:
                result = str(row.get("result", "kept"))
                key = f"{row['_index']} {result}"
                results[key] = results.get(key, 0) + 1
        return again, why


def _credentials(access: Access) -> dict[str, str]:
    # Written by us: the library knows no password beyond Latin letters.
    if not access.user:
        return {}
    both = f"{access.user}:{access.password}".encode()
    return {"authorization": f"Basic {b64encode(both).decode('ascii')}"}


_EXPECTED = {("delete", 404), ("create", 409)}


def _portions(actions: Iterable[tuple[Json, Json | None]]) -> Iterator[list[str]]:
    lines: list[str] = []
    size = 0
    for head, fields in actions:
        line = json.dumps(head, ensure_ascii=False)
        if fields is not None:
            line += "\n" + json.dumps(fields, ensure_ascii=False)
        if lines and (size + len(line) > _BULK_BYTES or len(lines) >= _BULK_ACTIONS):
            yield lines
            lines, size = [], 0
        lines.append(line)
        size += len(line)
    if lines:
        yield lines


def unreachable(reason: str) -> SearchUnavailable:
    """Say that no node answers."""
    return SearchUnavailable(
        "search_unreachable",
        "Chưa tra cứu được: không máy nào của cụm tìm kiếm trả lời. Văn bản vẫn đọc "
        f"được theo số hiệu. ({reason[:160]})",
        f"No node of the search cluster answers; documents can still be read. "
        f"({reason[:160]})",
    )


def too_busy() -> SearchUnavailable:
    """Say that the cluster is too busy."""
    return SearchUnavailable(
        "search_busy",
        "Cụm tìm kiếm đang quá tải; hãy thử lại sau ít phút.",
        "The search cluster is too busy; try again in a few minutes.",
    )


def incomplete(reason: str) -> SearchUnavailable:
    """Say that a part of the index is missing at present."""
    return SearchUnavailable(
        "search_incomplete",
        "Chưa tra cứu được: một phần chỉ mục đang thiếu máy giữ nó, kết quả sẽ không "
        f"đủ. ({reason})",
        f"A part of the index has no node that holds it; the answer would have gaps. "
        f"({reason})",
    )


def _full(reason: str) -> SearchUnavailable:
    return SearchUnavailable(
        "search_disk_full",
        "Cụm tìm kiếm không ghi được vì đĩa của nó gần đầy; tra cứu vẫn được, văn bản "
        f"mới sẽ tìm được khi có chỗ. ({reason[:160]})",
        f"The search cluster cannot be written to: its disks are nearly full. "
        f"({reason[:160]})",
    )


def _unwritten(reason: str) -> SearchUnavailable:
    return SearchUnavailable(
        "search_incomplete",
        "Chưa ghi được vào chỉ mục: một phần của nó đang thiếu máy giữ. Văn bản nằm "
        f"chờ trong sổ, sẽ được ghi khi máy ấy trở lại. ({reason[:160]})",
        "A part of the index has no node that holds it: documents wait in the register "
        f"and are written when it is back. ({reason[:160]})",
    )


def _not_now(row: Json) -> SearchUnavailable | None:
    """Say why a document is to be sent again; None where it was taken or never is."""
    status, error = int(row["status"]), str(row.get("error", ""))
    if _is_full(error):
        return None
    if status == _BUSY:
        return too_busy()
    if _NO_ROOM in error:  # a copy on another node takes over
        return _full(error)
    if status >= 500:
        return _unwritten(str((row.get("error") or {}).get("reason", "")))
    return None


def _not_taken(row: Json) -> SearchUnavailable:
    error = row.get("error") or {}
    kind, reason = str(error.get("type", "")), str(error.get("reason", ""))
    if _is_full(str(error)):
        return _full(reason)
    return SearchUnavailable(
        "search_refused",
        f"Cụm tìm kiếm không nhận văn bản {row.get('_id')}: {kind} {reason[:160]}",
        f"The search cluster refused document {row.get('_id')}.",
    )


def _is_full(told: str) -> bool:
    # The cluster answers as if it were busy, but does not take anything until its disks
    # have room. Without a manager of the nodes it blocks as well, for a moment.
    # A node that met the end of its disk before the cluster did says so itself.
    return _NO_ROOM in told or (_BLOCK in told and not _is_passing(told))


def _is_passing(told: str) -> bool:
    return any(each in told for each in _PASSING)


def _passes(error: TransportError) -> bool:
    """Tell whether a request is worth sending again in a moment."""
    told = f"{getattr(error, 'error', '')} {error.info}"
    if error.status_code == _BUSY:
        return not _is_full(told)
    return error.status_code in (500, 503) and _is_passing(told)


def _explained(error: TransportError) -> Exception:
    reason = str(getattr(error, "error", error))
    if _is_full(f"{reason} {error.info}"):
        return _full(reason)
    if isinstance(error, AuthenticationException | AuthorizationException):
        return SearchUnavailable(
            "search_denied",
            "Cụm tìm kiếm không nhận tên hoặc mật khẩu đã đặt.",
            "The search cluster refuses the user or password that is set.",
        )
    if isinstance(error, SSLError):
        return SearchUnavailable(
            "search_certificate",
            f"Chứng thư của cụm tìm kiếm không kiểm được: {reason[:160]}",
            "The certificate of the search cluster cannot be verified.",
        )
    if isinstance(error, ConnectionTimeout) or error.status_code == "N/A":
        return unreachable(reason)
    if error.status_code == _BUSY:
        return too_busy()
    # The cluster's own fault, not the request's.
    if int(error.status_code) >= 500 or "no_shard_available" in str(error.info):
        return incomplete(reason[:160])
    return Refused(int(error.status_code), reason)
