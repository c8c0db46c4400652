"""Uploads in bounds: a few at a time, some waiting, the rest told to return."""

import json
from collections.abc import Iterable
from threading import Barrier, Event, Thread
from typing import Any

import pytest

from webui.admission import SMALL, Admission, carries_files

UPLOAD = {"REQUEST_METHOD": "POST", "CONTENT_TYPE": "multipart/form-data; boundary=x"}


class Slow:
    """An application whose uploads last until they are let go."""

    def __init__(self) -> None:
        self.entered: list[str] = []
        self.go = Event()

    def __call__(self, environ: Any, start_response: Any) -> Iterable[bytes]:
        """Answer an upload when it is let go, anything else at once."""
        self.entered.append(environ["REQUEST_METHOD"])
        if environ["REQUEST_METHOD"] == "POST":
            assert self.go.wait(10)
        start_response("200 OK", [])
        return [b"done"]


def _ask(app: Admission, **environ: str) -> tuple[str, dict[str, str], bytes]:
    told: list[Any] = []
    body = app(environ, lambda status, headers: told.extend([status, dict(headers)]))
    return told[0], told[1], b"".join(body)


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        ({"REQUEST_METHOD": "GET"}, False),
        (UPLOAD, True),
        ({"REQUEST_METHOD": "POST", "CONTENT_LENGTH": "20"}, False),
        ({"REQUEST_METHOD": "POST", "CONTENT_LENGTH": str(SMALL + 1)}, True),
        ({"REQUEST_METHOD": "POST", "CONTENT_LENGTH": "x"}, True),
    ],
)
def test_what_counts_as_an_upload(environ: dict[str, str], expected: bool) -> None:
    """Files, and texts as large as files; not a small form, not a question."""
    assert carries_files(environ) is expected


def test_the_surplus_is_told_to_return_and_questions_pass() -> None:
    """One at work, one waiting; the third comes again, a search is answered."""
    slow = Slow()
    app = Admission(slow, active=1, waiting=1)
    answers: list[str] = []
    barrier = Barrier(3)

    def upload() -> None:
        barrier.wait()
        answers.append(_ask(app, **UPLOAD)[0])

    threads = [Thread(target=upload) for _ in range(2)]
    for thread in threads:
        thread.start()
    barrier.wait()
    while app._room._value:
        pass
    status, headers, body = _ask(app, PATH_INFO="/api/v1/documents", **UPLOAD)
    page = _ask(app, PATH_INFO="/nap", **UPLOAD)
    question = _ask(app, REQUEST_METHOD="GET")
    slow.go.set()
    for thread in threads:
        thread.join()

    assert status.startswith("503")
    assert int(headers["Retry-After"]) > 0
    assert json.loads(body)["error"]["code"] == "busy"
    assert page[0].startswith("503")
    assert question[2] == b"done"
    assert answers == ["200 OK", "200 OK"]
    assert slow.entered.count("POST") == 2


def test_room_is_given_back_when_an_upload_fails() -> None:
    """An error of the application does not fill the house for ever."""

    def broken(environ: Any, start_response: Any) -> Iterable[bytes]:
        raise ValueError("hỏng")

    app = Admission(broken, active=1, waiting=0)
    for _ in range(3):
        with pytest.raises(ValueError, match="hỏng"):
            _ask(app, **UPLOAD)
