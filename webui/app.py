"""The Flask application: built by a factory, safe by default, loopback by default."""

from __future__ import annotations

import logging
from importlib.metadata import version
from typing import Any

from flask import Flask, Response, jsonify, render_template, request, session
from flask_babel import gettext as _
from flask_wtf import CSRFProtect
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, SecurityError

from corpus.database import unreachable
from corpus.originals import OriginalAltered, OriginalsError
from ingest.errors import IngestError
from search.engine import SearchUnavailable
from webui import accounts, logs, metering, noting, presentation, refusals, throttle
from webui.accounts import current_person
from webui.archive import Archive, NotHeld
from webui.languages import Languages
from webui.operations import operations
from webui.presentation import in_language
from webui.sealing import Seals, seal_all
from webui.settings import Settings

VERSION = version("cancu")
LANGUAGES = ("vi", "en")
LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
# No inline script or style anywhere, nothing from another host, no framing.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
YEAR = "max-age=31536000"


def create_app(settings: Settings, archive: Archive | None = None) -> Flask:
    """Build the application over the data folder of `settings`.

    `archive` is given by tests and by `cancu serve`; without it one is opened.
    """
    app = Flask(__name__)
    app.config.update(
        SECRET_KEY=settings.session_key(),
        MAX_CONTENT_LENGTH=settings.max_upload_mb * 2**20 * 2,
        MAX_FORM_MEMORY_SIZE=8 * 2**20,
        MAX_FORM_PARTS=settings.max_upload_files + 50,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        # Behind a TLS proxy no cookie ever goes over a line that can be read.
        SESSION_COOKIE_SECURE=bool(settings.trusted_proxy),
        SESSION_COOKIE_NAME="__Host-cancu" if settings.trusted_proxy else "cancu",
        # A form is good as long as the log-in: people write opinions for hours.
        WTF_CSRF_TIME_LIMIT=None,
        TRUSTED_HOSTS=_served(settings),
        BABEL_DEFAULT_LOCALE=settings.language,
        JSON_SORT_KEYS=False,
    )
    json_provider: Any = app.json
    json_provider.ensure_ascii = False
    json_provider.sort_keys = False
    app.extensions["archive"] = archive or Archive.open(settings)
    register = app.extensions["archive"].register
    register.changes.listen()
    seal_all(register.second_factors, Seals.of(settings))
    metering.install(app, app.extensions["archive"])
    logs.install(app, behind_proxy=bool(settings.trusted_proxy))
    Languages(app, locale_selector=lambda: _language(settings))
    accounts.guard(app, settings)
    throttle.install(app, settings)
    noting.install(app)
    csrf = CSRFProtect(app)

    # The last modules of the API: the blueprint has the routes of all of them.
    from webui.api import bundled, corrections, deciding, saved  # noqa: F401
    from webui.api import routes as api
    from webui.pages import pages

    app.register_blueprint(pages)
    app.register_blueprint(operations)
    # Programs show a token, or sit at this machine; whoever comes with the cookie of a
    # log-in is asked for the token of a form there (`webui.api.routes`).
    csrf.exempt(api.api)
    app.register_blueprint(api.api)
    app.jinja_env.filters.update(presentation.FILTERS)
    app.context_processor(lambda: _context(settings))
    app.after_request(_harden)
    _register_errors(app)
    refusals.install(app)
    return app


def _served(settings: Settings) -> list[str]:
    """Return the host names that are answered: those of loopback and those set."""
    return [*LOOPBACK, *settings.host_names, settings.host]


def _language(settings: Settings) -> str:
    chosen = session.get("language")
    return chosen if chosen in LANGUAGES else settings.language


def _context(settings: Settings) -> dict[str, Any]:
    here = request.full_path if request.query_string else request.path
    return {"language": _language(settings), "version": VERSION, "here": here}


def _harden(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if request.is_secure:
        response.headers.setdefault("Strict-Transport-Security", YEAR)
    if current_person().id is not None and request.endpoint != "static":
        _forget(response)
    return response


def _forget(response: Response) -> None:
    """Let nothing that a log-in showed be shown again after it has ended."""
    if response.mimetype == "text/html":
        response.cache_control.no_store = True
    else:
        response.cache_control.private = True
        response.cache_control.no_cache = True
    response.cache_control.max_age = None


def wants_json() -> bool:
    """Tell whether the request came to the API rather than to a page."""
    return request.path.startswith("/api/")


def refuse(status: int, code: str, message: str, heading: str) -> tuple[Any, int]:
    """Answer with an error: the one JSON shape of the API, or a page."""
    if wants_json():
        return jsonify({"error": {"code": code, "message": message}}), status
    page = render_template("error.html", heading=heading, message=message)
    return page, status


def _register_errors(app: Flask) -> None:
    @app.errorhandler(NotHeld)
    def _not_held(error: NotHeld) -> tuple[Any, int]:
        return refuse(404, "not_held", str(error), _("Không có văn bản này"))

    @app.errorhandler(IngestError)
    def _not_read(error: IngestError) -> tuple[Any, int]:
        return refuse(422, error.code, str(error), _("Không đọc được tệp"))

    @app.errorhandler(SearchUnavailable)
    def _not_searched(error: SearchUnavailable) -> tuple[Any, int]:
        heading = _("Tra cứu")
        if wants_json():
            return refuse(503, error.code, str(error), heading)
        message = in_language(error.message_vi, error.message_en)
        return refuse(503, error.code, message, heading)

    @app.errorhandler(OriginalsError)
    def _not_fetched(error: OriginalsError) -> tuple[Any, int]:
        message = str(error)
        if not wants_json():
            message = in_language(error.message_vi, error.message_en)
        status = 500 if isinstance(error, OriginalAltered) else 503
        return refuse(status, error.code, message, _("Bản gốc"))

    @app.errorhandler(CSRFError)
    def _forged(error: CSRFError) -> tuple[Any, int]:
        message = _("Trang đã mở quá lâu; hãy tải lại trang rồi gửi lại.")
        return refuse(400, "csrf", message, _("Chưa gửi được"))

    @app.errorhandler(SecurityError)
    def _foreign(error: SecurityError) -> tuple[Any, int]:
        # A page of ours would link to a host that is not ours.
        text = "Tên máy chủ không được phép / This host name is not served\n"
        return Response(text, content_type="text/plain; charset=utf-8"), 400

    @app.errorhandler(HTTPException)
    def _refused(error: HTTPException) -> tuple[Any, int]:
        status = error.code or 500
        messages = {
            400: _("Yêu cầu không hợp lệ."),
            403: _("Không được phép."),
            404: _("Không có trang này."),
            405: _("Cách gọi này không được hỗ trợ."),
            413: _("Tệp hoặc nội dung quá lớn."),
            429: _("Quá nhiều yêu cầu; hãy thử lại sau."),
        }
        message = messages.get(status, _("Có lỗi ở máy chủ; nhật ký đã ghi lại."))
        return refuse(status, f"http_{status}", message, _("Không thực hiện được"))

    @app.errorhandler(Exception)
    def _failed(error: Exception) -> tuple[Any, int]:
        if unreachable(error):
            app.logger.warning("%s: the register cannot be reached", request.path)
            message = _("Chưa truy cập được sổ đăng ký; hãy thử lại sau ít phút.")
            return refuse(503, "unreachable", message, _("Sổ đăng ký đang bận"))
        # The log gets the trace; a stranger gets no inside of the program.
        facts = {"endpoint": request.endpoint or "-"}
        logger = logging.getLogger(logs.LOGGER)
        extra = {"event": "failed", "facts": facts}
        logger.error("request failed", extra=extra, exc_info=error)
        message = _("Có lỗi ở máy chủ; nhật ký đã ghi lại.")
        return refuse(500, "internal", message, _("Không thực hiện được"))
