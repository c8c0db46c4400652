"""The OpenAPI 3.1 description of `/api/v1`, written once, served as it is."""

from __future__ import annotations

from typing import Any

_ERROR = {"$ref": "#/components/responses/Error"}
_SAME = {"description": "Không đổi (If-None-Match). Not changed."}
_IDENT = {
    "name": "ident",
    "in": "path",
    "required": True,
    "schema": {"type": "string", "maxLength": 80},
    "description": "Mã văn bản trong sổ đăng ký. Id in the register.",
}
_AS_OF = {
    "name": "as_of",
    "in": "query",
    "schema": {"type": "string", "format": "date"},
    "description": "Ngày tính hiệu lực. Day on which validity is judged.",
}

_ON = {**_AS_OF, "name": "on"}


def _number(name: str, default: int, highest: int, lowest: int = 0) -> dict[str, Any]:
    bounds = {"minimum": lowest, "maximum": highest, "default": default}
    schema = {"type": "integer", **bounds}
    return {"name": name, "in": "query", "schema": schema}


def _text(name: str, description: str) -> dict[str, Any]:
    return {
        "name": name,
        "in": "query",
        "schema": {"type": "string"},
        "description": description,
    }


_COUNTS = {
    "type": "object",
    "required": ["held", "known", "indexed"],
    "properties": {
        "held": {"type": "integer", "description": "Văn bản trong sổ. Held."},
        "known": {"type": "integer", "description": "Trong danh mục. Known."},
        "indexed": {
            "type": ["integer", "null"],
            "description": "Trong chỉ mục; null khi chưa hỏi được cụm tra cứu. "
            "In the index; null while the search cluster cannot be asked.",
        },
    },
}


def _json(description: str, schema: dict[str, Any] | None = None) -> dict[str, Any]:
    content = {"application/json": {"schema": schema or {"type": "object"}}}
    return {"description": description, "content": content}


def _binary(description: str, media_type: str) -> dict[str, Any]:
    return {
        "description": description,
        "content": {media_type: {"schema": {"type": "string"}}},
    }


def _get(
    summary: str, answer: dict[str, Any], *parameters: dict[str, Any]
) -> dict[str, Any]:
    return {
        "get": {
            "summary": summary,
            "parameters": list(parameters),
            "responses": {"200": answer, "304": _SAME, "default": _ERROR},
        }
    }


def _form(**fields: dict[str, Any]) -> dict[str, Any]:
    schema = {"type": "object", "properties": fields}
    return {"required": True, "content": {"multipart/form-data": {"schema": schema}}}


_WORDS = {"type": "string"}
_FILE = {"type": "string", "contentMediaType": "application/octet-stream"}
_LINKS = _json("Liên kết. Links.", {"$ref": "#/components/schemas/Links"})
_CHECK = _json("Kết quả đối chiếu. The cross-check.")

_SEARCH_PARAMETERS = (
    _text("q", "Câu tìm. The query."),
    _text("kind", "Loại văn bản. Kind."),
    _text("issuer", "Cơ quan ban hành. Issuer."),
    _text("year", "Năm ban hành. Year."),
    _text("status", "Tình trạng hiệu lực. Status."),
    _text("signer", "Người ký. Signer."),
    _text("field", "Lĩnh vực, suy ra từ trích yếu. Field, inferred from the subject."),
    _text("collection", "Bộ sưu tập, tên hoặc mã. Collection, by name or id."),
    _text("from", "Từ ngày. From this day."),
    _text("to", "Đến ngày. To this day."),
    {
        "name": "sort",
        "in": "query",
        "schema": {"enum": ["relevance", "newest", "oldest", "number", "added"]},
        "description": "Thứ tự. Order",
    },
    _number("offset", 0, 10**9),
    _number("limit", 20, 100, 1),
)

_KEPT = (
    "kind",
    "issuer",
    "year",
    "status",
    "signer",
    "field",
    "collection",
    "from",
    "to",
)
_KEPT_ID = {**_IDENT, "schema": {"type": "integer", "minimum": 0}}
_KEPT_SEARCHES: dict[str, Any] = {
    "/saved-searches": {
        **_get(
            "Câu tìm đã lưu. Searches kept, and what is new in each.",
            _json("Danh sách. The list."),
        ),
        "post": {
            "summary": "Lưu câu tìm. Keep a search.",
            "requestBody": _form(name=_WORDS, q=_WORDS, **dict.fromkeys(_KEPT, _WORDS)),
            "responses": {"201": _json("Đã lưu. Kept."), "default": _ERROR},
        },
    },
    "/saved-searches/{ident}": {
        "delete": {
            "summary": "Bỏ câu tìm. Forget a search.",
            "parameters": [_KEPT_ID],
            "responses": {
                "204": {"description": "Đã bỏ. Forgotten."},
                "default": _ERROR,
            },
        }
    },
    "/saved-searches/{ident}/seen": {
        "post": {
            "summary": "Đã xem đến lúc until. Seen until a moment.",
            "parameters": [_KEPT_ID],
            "requestBody": _form(until=_WORDS),
            "responses": {"200": _json("marked"), "default": _ERROR},
        }
    },
}

_POINTS = _json("Các điểm và ý kiến. Points and decisions.")
_TOKEN = {**_IDENT, "name": "token"}
_JUDGING = {
    "requestBody": _form(
        fingerprint={"type": "array", "items": _WORDS},
        outcome={"enum": ["accept", "false_alarm", "corrected"]},
        who=_WORDS,
        reason=_WORDS,
        field=_WORDS,
        value=_WORDS,
    ),
    "responses": {"201": _POINTS, "default": _ERROR},
}
_DECISIONS: dict[str, Any] = {
    "/documents/{ident}/decisions": {
        **_get(
            "Ý kiến về từng phát hiện. What people decided of each finding.",
            _POINTS,
            _IDENT,
            _AS_OF,
        ),
        "post": {
            "summary": "Ghi ý kiến. Keep an opinion on some points.",
            "parameters": [_IDENT, _AS_OF],
            **_JUDGING,
        },
    },
    "/checks/{token}": _get(
        "Kết quả còn trong bộ nhớ, tính đến ngày khác nếu hỏi. A result in memory, as "
        "of another day where asked; its token fetches opinions and reports.",
        _CHECK,
        _TOKEN,
        _AS_OF,
    ),
    "/checks/{token}/decisions": {
        **_get(
            "Ý kiến mà kết quả mang theo. Opinions that a result carries.",
            _POINTS,
            _TOKEN,
        ),
        "post": {
            "summary": "Ghi ý kiến vào kết quả. Let a result carry an opinion.",
            "parameters": [_TOKEN],
            **_JUDGING,
        },
    },
    "/checks/{token}/report.{suffix}": _get(
        "Báo cáo của kết quả, có ý kiến. Its report, opinions in it.",
        _binary("Báo cáo. The report.", "application/octet-stream"),
        _TOKEN,
        {**_IDENT, "name": "suffix"},
    ),
}

DOCUMENT: dict[str, Any] = {
    "openapi": "3.1.0",
    "info": {
        "title": "Căn cứ",
        "version": "1",
        "description": "Tra cứu và đối chiếu văn bản hành chính Việt Nam. "
        "Search and cross-check of Vietnamese official documents.",
    },
    "servers": [{"url": "/api/v1"}],
    "paths": {
        "/openapi.json": _get("Bản mô tả này. This description.", _json("OpenAPI")),
        "/search": _get(
            "Tra cứu. Search.",
            _json("Kết quả. Results.", {"$ref": "#/components/schemas/Results"}),
            *_SEARCH_PARAMETERS,
        ),
        "/suggest": _get(
            "Gợi ý khi gõ. Suggestions.",
            _json("Gợi ý. Suggestions."),
            _text("q", "Chữ đang gõ. What is being typed."),
        ),
        "/documents": {
            **_get(
                "Văn bản trong sổ. Documents held.",
                _json("Danh sách. The list."),
                _number("offset", 0, 10**9),
                _number("limit", 20, 100, 1),
            ),
            "post": {
                "summary": "Nạp một tệp. Add one file.",
                "requestBody": _form(file=_FILE, collection={"type": "string"}),
                "responses": {
                    "200": _json("Đã có từ trước. Held already."),
                    "201": _json("Đã nạp. Added."),
                    "default": _ERROR,
                },
            },
        },
        "/documents/{ident}": _get(
            "Phân tích của một văn bản. The analysis.", _json("Phân tích."), _IDENT
        ),
        "/documents/{ident}/text": _get(
            "Văn bản thuần. The text.", _binary("Nội dung.", "text/plain"), _IDENT
        ),
        "/documents/{ident}/original": _get(
            "Bản gốc. The original.",
            _binary("Tệp gốc.", "application/octet-stream"),
            _IDENT,
        ),
        "/documents/{ident}/cites": _get("Viện dẫn. What it cites.", _LINKS, _IDENT),
        "/documents/{ident}/cited-by": _get(
            "Được viện dẫn bởi. What cites it.", _LINKS, _IDENT
        ),
        "/documents/{ident}/map": _get(
            "Bản đồ viện dẫn. The citation map.",
            _json("Hai phía theo quan hệ. Both sides by relation."),
            _IDENT,
        ),
        "/documents/{ident}/versions": _get(
            "Bản trước, bản sau. What stood before and after at its place.",
            _json("Hai phía. Both sides."),
            _IDENT,
        ),
        **_KEPT_SEARCHES,
        "/documents/{ident}/validity": _get(
            "Hiệu lực vào một ngày. Validity on a day.",
            _json("Tình trạng và tác động. Status and acts."),
            _IDENT,
            _ON,
        ),
        "/documents/{ident}/check": _get(
            "Đối chiếu. Cross-check.", _CHECK, _IDENT, _AS_OF
        ),
        **_DECISIONS,
        "/check": {
            "post": {
                "summary": "Đối chiếu, không lưu. Check, store nothing.",
                "requestBody": _form(
                    files={"type": "array", "items": _FILE},
                    text={"type": "string"},
                    as_of={"type": "string", "format": "date"},
                    keep={"enum": ["0", "1"]},
                ),
                "responses": {"200": _CHECK, "default": _ERROR},
            }
        },
        "/lookup": {
            "post": {
                "summary": "Tra danh sách số hiệu. Look up a list of numbers.",
                "requestBody": _form(text={"type": "string"}),
                "responses": {"200": _json("Từng dòng. Each line."), "default": _ERROR},
            }
        },
        "/catalogue": _get(
            "Danh mục. The catalogue.",
            _json("Danh sách. The list."),
            _text("q", "Số hiệu hoặc từ trong tên. A number or words of the title."),
            _number("offset", 0, 10**9),
            _number("limit", 20, 100, 1),
        ),
        "/statistics": _get("Thống kê. Statistics.", _json("Số liệu. Figures.")),
        "/review": _get(
            "Phần đầu chờ duyệt. Headers that wait for a person.",
            _json("Danh sách. The list."),
            _number("offset", 0, 10**9),
            _number("limit", 20, 100, 1),
        ),
        "/documents/{ident}/bundles": _get(
            "Gói chứa tệp, các tệp cùng gói. The bundle a file came in.",
            _json("Các gói. Bundles."),
            _IDENT,
        ),
        "/documents/{ident}/corrections": {
            **_get(
                "Điều chưa chắc, lời người duyệt. Doubts and corrections.",
                _json("Phần đầu. The header."),
                _IDENT,
            ),
            "post": {
                "summary": "Xác nhận, sửa phần đầu. Confirm or correct a header.",
                "parameters": [_IDENT],
                "requestBody": _form(
                    who=_WORDS,
                    number=_WORDS,
                    kind=_WORDS,
                    date=_WORDS,
                    issuer=_WORDS,
                    title=_WORDS,
                    signer=_WORDS,
                ),
                "responses": {"200": _json("Đã giữ. Kept."), "default": _ERROR},
            },
        },
        "/numbering": _get(
            "Dãy số: trùng, thiếu, sai thứ tự. Series of numbers.",
            _json("Điều bất thường. What is odd."),
        ),
        "/status": _get("Số lượng. Counts.", _json("Số lượng. Counts.", _COUNTS)),
    },
    "components": {
        "responses": {
            "Error": _json(
                "Lỗi. Error.",
                {
                    "type": "object",
                    "required": ["error"],
                    "properties": {
                        "error": {
                            "type": "object",
                            "required": ["code", "message"],
                            "properties": {
                                "code": {"type": "string"},
                                "message": {"type": "string"},
                            },
                        }
                    },
                },
            )
        },
        "schemas": {
            "Results": {
                "type": "object",
                "required": ["total", "took_ms", "hits", "facets", "notices"],
                "properties": {
                    "total": {"type": "integer"},
                    "took_ms": {"type": "number"},
                    "hits": {"type": "array", "items": {"type": "object"}},
                    "facets": {"type": "object"},
                    "notices": {"type": "array", "items": {"type": "object"}},
                    "corrected": {"type": ["string", "null"]},
                    "did_you_mean": {"type": ["string", "null"]},
                },
            },
            "Links": {
                "type": "object",
                "required": ["links"],
                "properties": {"links": {"type": "array", "items": {"type": "object"}}},
            },
        },
    },
}
