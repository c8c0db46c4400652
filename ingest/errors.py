"""Why a file could not be read, in words a person can act upon.

One class for each thing that the caller can do something about. Every error carries a
code for programs and a message in Vietnamese and in English for people.
"""

from __future__ import annotations


class IngestError(Exception):
    """A file that could not be read: a stable code, and what to do about it.

    >>> str(Empty())
    'Tệp rỗng: hãy kiểm tra lại tệp gốc. / The file is empty: check the original.'
    """

    def __init__(self, code: str, message_vi: str, message_en: str) -> None:
        super().__init__(code, message_vi, message_en)
        self.code = code
        self.message_vi = message_vi
        self.message_en = message_en

    def __str__(self) -> str:
        return f"{self.message_vi} / {self.message_en}"


class _Known(IngestError):
    """An error with its own code and standing messages, which a reader may refine."""

    CODE = "unreadable"
    VI = "Không đọc được tệp."
    EN = "The file cannot be read."

    def __init__(self, message_vi: str = "", message_en: str = "") -> None:
        super().__init__(self.CODE, message_vi or self.VI, message_en or self.EN)

    def __reduce__(self) -> tuple[type[_Known], tuple[str, str]]:
        return type(self), (self.message_vi, self.message_en)


class Empty(_Known):
    """The file has no bytes, or nothing but blanks."""

    CODE = "empty"
    VI = "Tệp rỗng: hãy kiểm tra lại tệp gốc."
    EN = "The file is empty: check the original."


class NotAFile(_Known):
    """The path names nothing, a folder or a device."""

    CODE = "not_a_file"
    VI = "Không có tệp này, hoặc đây không phải là tệp thường: hãy kiểm tra đường dẫn."
    EN = "No such file, or not a regular file: check the path."


class Truncated(_Known):
    """The file stops before its end: copy or download it again."""

    CODE = "truncated"
    VI = "Tệp bị cụt, thiếu phần cuối: hãy tải hoặc sao chép lại."
    EN = "The file is cut short: download or copy it again."


class Corrupt(_Known):
    """The file is damaged beyond what our readers can repair."""

    CODE = "corrupt"
    VI = "Tệp bị hỏng: hãy mở bằng phần mềm gốc rồi lưu lại."
    EN = "The file is damaged: open it in its own program and save it again."


class Encrypted(_Known):
    """The file asks for a password."""

    CODE = "encrypted"
    VI = "Tệp có mật khẩu: hãy gỡ mật khẩu rồi nạp lại."
    EN = "The file is protected by a password: remove it and try again."


class Unsupported(_Known):
    """The content is of a type that we do not read, or that needs another program."""

    CODE = "unsupported"
    VI = "Loại tệp này chưa được hỗ trợ: hãy chuyển sang PDF, DOCX hoặc TXT."
    EN = "This type of file is not supported: convert it to PDF, DOCX or TXT."


class Binary(Unsupported):
    """The bytes are neither text nor a document format that we know."""

    CODE = "binary"
    VI = "Tệp nhị phân, không phải văn bản: hãy chuyển sang PDF, DOCX hoặc TXT."
    EN = "A binary file, not a document: convert it to PDF, DOCX or TXT."


class NoPages(_Known):
    """A PDF without a single page."""

    CODE = "no_pages"
    VI = "Tệp không có trang nào: hãy xuất lại từ bản gốc."
    EN = "The file has no pages: export it again from the original."


class TooLarge(_Known):
    """The file, one of its parts, or its text passes a limit."""

    CODE = "too_large"
    VI = "Tệp quá lớn: hãy tách thành nhiều tệp hoặc nâng giới hạn."
    EN = "The file is too large: split it or raise the limit."


class NoText(_Known):
    """Pages without letters that could be read."""

    CODE = "no_text"
    VI = "Không tìm thấy chữ trong tệp: hãy quét lại rõ hơn."
    EN = "No text was found in the file: scan it again more clearly."


class TimedOut(_Known):
    """Reading took longer than allowed."""

    CODE = "timed_out"
    VI = "Đọc tệp quá lâu nên đã dừng: hãy tách tệp hoặc nâng giới hạn thời gian."
    EN = "Reading took too long and was stopped: split the file or raise the limit."


class OutOfMemory(_Known):
    """Reading needed more memory than allowed."""

    CODE = "out_of_memory"
    VI = "Đọc tệp cần quá nhiều bộ nhớ nên đã dừng: hãy tách tệp hoặc nâng giới hạn."
    EN = "Reading needed too much memory and was stopped: split it or raise the limit."


class Hostile(_Known):
    """The file is built to exhaust its reader (a bomb of entries or entities)."""

    CODE = "hostile"
    VI = "Tệp có dấu hiệu tấn công (nén lồng hoặc thực thể lồng): không mở."
    EN = "The file looks like an attack (zip or entity bomb): it was not opened."


KNOWN: dict[str, type[_Known]] = {
    kind.CODE: kind
    for kind in (
        Empty,
        NotAFile,
        Truncated,
        Corrupt,
        Encrypted,
        Unsupported,
        Binary,
        NoPages,
        TooLarge,
        NoText,
        TimedOut,
        OutOfMemory,
        Hostile,
    )
}


def error_of(code: str, message_vi: str, message_en: str) -> IngestError:
    """Return the error of a code, as told by another process."""
    kind = KNOWN.get(code)
    if kind is None:
        return IngestError(code, message_vi, message_en)
    return kind(message_vi, message_en)
