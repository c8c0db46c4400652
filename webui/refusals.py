"""How a person is told that they may not, or not yet: by page, or as the API does."""

from __future__ import annotations

from typing import Any

from flask import Flask, Response, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from webui.accounts import (
    MustChange,
    MustEnrol,
    NoAdministrator,
    NotAllowed,
    NotLoggedIn,
    TooMany,
)
from webui.noting import note

FIRST_ADMINISTRATOR = "cancu user add TÊN --role administrator"
RETRY_AFTER = 30


def install(app: Flask) -> None:
    """Answer what `webui.accounts` refuses."""
    app.register_error_handler(NotLoggedIn, _not_logged_in)
    app.register_error_handler(NotAllowed, _not_allowed)
    app.register_error_handler(NoAdministrator, _no_administrator)
    app.register_error_handler(MustChange, _must_change)
    app.register_error_handler(MustEnrol, _must_enrol)
    app.register_error_handler(TooMany, _too_many)


def _for_program() -> bool:
    shows_token = request.headers.get("Authorization", "").lower().startswith("bearer")
    return request.path.startswith("/api/") or shows_token


def _answer(
    status: int, code: str, message: str, heading: str, **headers: str
) -> Response:
    if _for_program():
        response = jsonify({"error": {"code": code, "message": message}})
    else:
        page = render_template("error.html", heading=heading, message=message)
        response = Response(page)
    response.status_code = status
    for name, value in headers.items():
        response.headers[name.replace("_", "-")] = value
    return response


def _not_logged_in(error: NotLoggedIn) -> AnyResponse:
    if _for_program():
        message = _("Hãy đăng nhập, hoặc gửi mã truy cập còn hạn.")
        challenge = 'Bearer error="invalid_token"' if error.token else "Bearer"
        return _answer(401, "not_logged_in", message, "", WWW_Authenticate=challenge)
    back = request.full_path if request.query_string else request.path
    onward = back if request.method == "GET" and back != "/" else None
    return redirect(url_for("pages.login", tiep=onward), code=303)


def _not_allowed(_error: NotAllowed) -> AnyResponse:
    note("refused", subject=f"{request.method} {request.path}")
    message = _("Vai trò của bạn không được làm việc này; hãy hỏi quản trị viên.")
    return _answer(403, "not_allowed", message, _("Không được phép"))


def _no_administrator(_error: NoAdministrator) -> AnyResponse:
    message = _(
        "Chưa có tài khoản nào. Hãy chạy trên máy chủ: %(command)s",
        command=FIRST_ADMINISTRATOR,
    )
    return _answer(503, "no_administrator", message, _("Chưa có quản trị viên"))


def _must_change(_error: MustChange) -> Any:
    if _for_program():
        message = _("Hãy đặt mật khẩu của riêng bạn trước.")
        return _answer(403, "must_change_password", message, "")
    return redirect(url_for("pages.account"), code=303)


def _must_enrol(_error: MustEnrol) -> Any:
    if _for_program():
        message = _("Vai trò của bạn phải bật xác thực hai lớp trước.")
        return _answer(403, "must_enrol_second_factor", message, "")
    return redirect(url_for("pages.second_factor"), code=303)


def _too_many(_error: TooMany) -> AnyResponse:
    message = _("Quá nhiều yêu cầu; hãy thử lại sau.")
    heading = _("Không thực hiện được")
    return _answer(429, "too_many", message, heading, Retry_After=str(RETRY_AFTER))
