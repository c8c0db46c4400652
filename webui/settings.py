"""Settings: each has a name, a documented default, and two places to be set.

An environment variable `CANCU_<NAME>` wins over the TOML file named by `CANCU_CONFIG`,
which wins over the default. Rooms below the web get plain arguments, never settings.
"""

from __future__ import annotations

import os
import secrets
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any


class SettingsError(ValueError):
    """A setting cannot be used; the message says which, in Vietnamese and English."""


def _setting(default: Any, *, help: str) -> Any:
    return field(default=default, metadata={"help": help})


@dataclass(frozen=True, slots=True)
class Settings:
    """All that can be set. `help` of a field is what `docs/settings.md` prints."""

    data: Path = _setting(
        Path("data"),
        help="Thư mục dữ liệu: sổ đăng ký, bản gốc, chỉ mục. Data folder.",
    )
    database: str = _setting(
        "",
        help="URL cơ sở dữ liệu; trống là SQLite trong thư mục dữ liệu. Database URL.",
    )
    host: str = _setting("127.0.0.1", help="Địa chỉ phục vụ. Address to serve.")
    port: int = _setting(8350, help="Cổng phục vụ. Port to serve.")
    workers: int = _setting(
        0, help="Số tiến trình đọc văn bản; 0 là số nhân CPU. Processes that read."
    )
    max_upload_mb: int = _setting(
        100, help="Cỡ tệp lớn nhất, MB. Largest file accepted, megabytes."
    )
    max_upload_files: int = _setting(
        200, help="Số tệp mỗi lần tải lên. Files accepted in one upload."
    )
    language: str = _setting(
        "vi", help="Ngôn ngữ giao diện: vi hoặc en. Language of the interface."
    )
    secret_key: str = _setting(
        "",
        help="Khóa ký phiên; trống là tạo một lần và giữ trong thư mục dữ liệu. "
        "Session key; made once and kept in the data folder when empty.",
    )

    @property
    def database_url(self) -> str:
        """Return the database URL, SQLite in the data folder unless one was set."""
        return self.database or f"sqlite:///{self.data.resolve() / 'register.sqlite'}"

    @property
    def originals(self) -> Path:
        """Return the folder of the content-addressed originals."""
        return self.data / "originals"

    @property
    def index(self) -> Path:
        """Return the folder of the search index."""
        return self.data / "index"

    @property
    def pictures(self) -> Path:
        """Return the folder of the cached page pictures."""
        return self.data / "pictures"

    def session_key(self) -> str:
        """Return the key that signs sessions: the one set, else one made and kept."""
        if self.secret_key:
            return self.secret_key
        path = self.data / "session.key"
        self.data.mkdir(parents=True, exist_ok=True)
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            return path.read_text("ascii").strip()
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_hex(32))
        return path.read_text("ascii").strip()


def load(environment: Mapping[str, str] = os.environ) -> Settings:
    """Read the settings from `environment` and the TOML file it names.

    >>> load({"CANCU_PORT": "9000"}).port
    9000

    Raises:
        SettingsError: if the file cannot be read, a name is unknown, or a value is
            of the wrong type.
    """
    given: dict[str, Any] = {}
    if file := environment.get("CANCU_CONFIG"):
        given.update(_from_file(Path(file)))
    for setting in fields(Settings):
        if (value := environment.get(f"CANCU_{setting.name.upper()}")) is not None:
            given[setting.name] = value
    return Settings(**{name: _typed(name, value) for name, value in given.items()})


def _from_file(path: Path) -> dict[str, Any]:
    try:
        table = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(
            f"Không đọc được tệp cấu hình {path} / Cannot read the settings file: "
            f"{error}"
        ) from error
    known = {setting.name for setting in fields(Settings)}
    if unknown := sorted(set(table) - known):
        raise SettingsError(
            f"Không có thiết lập tên {', '.join(unknown)} / No such setting, in {path}"
        )
    return table


def _typed(name: str, value: Any) -> Any:
    default = getattr(Settings(), name)
    try:
        if isinstance(default, Path):
            return Path(value).expanduser()
        return type(default)(value)
    except (TypeError, ValueError) as error:
        raise SettingsError(
            f"Giá trị không hợp lệ của {name}: {value!r} / Not a usable value"
        ) from error
