"""Settings: each has a name, a documented default, and two places to be set.

An environment variable `CANCU_<NAME>` wins over the TOML file named by `CANCU_CONFIG`,
which wins over the default. Rooms below the web get plain arguments, never settings.
"""

from __future__ import annotations

import os
import secrets
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

ROLES = ("reader", "inspector", "editor", "administrator")
LOOPBACK = ("127.0.0.1", "localhost", "::1")


class SettingsError(ValueError):
    """A setting cannot be used; the message says which, in Vietnamese and English."""


HELP = {
    "data": "Thư mục dữ liệu: sổ đăng ký, bản gốc, chỉ mục. Data folder.",
    "database": "URL cơ sở dữ liệu; trống là SQLite trong thư mục dữ liệu. "
    "Database URL; SQLite in the data folder when empty.",
    "originals": "Nơi giữ bản gốc: một thư mục, hoặc URL của kho mà fsspec hiểu "
    "(s3://…, sftp://…); trống là trong thư mục dữ liệu. Where originals are kept: a "
    "folder or the URL of a store that fsspec knows; the data folder when empty.",
    "host": "Địa chỉ phục vụ. Address to serve.",
    "port": "Cổng phục vụ. Port to serve.",
    "workers": "Số tiến trình đọc văn bản; 0 là số nhân CPU. "
    "Processes that read documents; 0 is one for each core.",
    "scheduler": "Địa chỉ bộ điều phối Dask (tcp:// hay tls://); trống là tiến trình "
    "trên máy này. Address of the Dask scheduler; local processes when empty.",
    "scheduler_ca": "Tệp PEM của tổ chức chứng thực bộ điều phối. Its CA, a PEM file.",
    "scheduler_cert": "Tệp PEM chứng thư của máy này. Certificate of this machine.",
    "scheduler_key": "Tệp PEM khóa của máy này. Key of this machine.",
    "max_upload_mb": "Cỡ tệp lớn nhất, MB. Largest file accepted, megabytes.",
    "max_upload_files": "Số tệp mỗi lần tải lên. Files accepted in one upload.",
    "language": "Ngôn ngữ giao diện: vi hoặc en. Language of the interface.",
    "unit": "Tên cơ quan, đơn vị in ở đầu báo cáo. Body named at the head of reports.",
    "place": "Địa danh in trước ngày của báo cáo. Place before the date of reports.",
    "hosts": "Tên hoặc địa chỉ người dùng gõ để vào, cách nhau bằng dấu phẩy, khi "
    "không chỉ phục vụ máy này. Names by which people reach it, separated by commas, "
    "when it serves more than this machine.",
    "trusted_proxy": "Địa chỉ của máy chủ ủy quyền có TLS đứng trước; trống là không "
    "có. Address of the TLS proxy in front; none when empty.",
    "idle_minutes": "Phiên hết hạn sau chừng này phút không dùng. "
    "Minutes without use after which a log-in ends.",
    "session_hours": "Phiên hết hạn sau chừng này giờ, dù vẫn dùng. "
    "Hours after which a log-in ends, used or not.",
    "second_factor": "Vai trò phải đăng nhập hai lớp, cách nhau bằng dấu phẩy; trống: "
    "ai muốn thì dùng. Roles that need a second factor, separated by commas; whoever "
    "wants it when empty.",
    "searches_per_minute": "Số lần tra cứu mỗi người mỗi phút, khi có tài khoản. "
    "Searches of one person in a minute, where there are accounts.",
    "rate_store": "Nơi đếm các giới hạn: bộ nhớ của tiến trình, hoặc URL mà thư viện "
    "limits hiểu. Where limits are counted: memory, or a URL of the limits library.",
    "log": "Nhật ký máy chủ, mỗi dòng một JSON: errors (lỗi) hoặc requests (mọi yêu "
    "cầu). Log of the server, JSON lines: errors, or requests for every request.",
    "search_engine": "Nơi giữ chỉ mục: whoosh là thư mục dữ liệu, hoặc các URL của một "
    "cụm OpenSearch, cách nhau bằng dấu phẩy. Where the index is: the data folder, or "
    "URLs of an OpenSearch cluster, separated by commas.",
    "search_user": "Người dùng của cụm OpenSearch; trống là không cần. "
    "User of the OpenSearch cluster; none when empty.",
    "search_password": "Mật khẩu của người dùng đó. Password of that user.",
    "search_ca": "Tệp chứng thư gốc để kiểm TLS của cụm; trống là của hệ thống. "
    "File of the authorities that sign the cluster's TLS; the system's when empty.",
    "search_index": "Tên đầu của các chỉ mục trong cụm. "
    "First part of the names of the indexes in the cluster.",
    "search_shards": "Số phần của chỉ mục trong cụm. "
    "Parts of the index in the cluster.",
    "search_replicas": "Số bản sao mỗi phần. Copies of each part beside the first.",
    "search_timeout": "Số giây chờ một máy của cụm trả lời. "
    "Seconds to wait for the answer of one node.",
    "secret_key": "Khóa ký phiên; trống là tạo một lần và giữ trong thư mục dữ liệu. "
    "Session key; made once and kept in the data folder when empty.",
    "secret_key_before": "Các khóa trước, cách nhau bằng dấu phẩy, khi đổi khóa: lớp "
    "hai niêm bằng chúng vẫn mở được, rồi được niêm lại. Keys before it, separated by "
    "commas: second factors that they sealed are opened still, and sealed anew.",
}


@dataclass(frozen=True, slots=True)
class Settings:
    """All that can be set; `HELP` says what each means."""

    data: Path = Path("data")
    database: str = ""
    originals: str = ""
    host: str = "127.0.0.1"
    port: int = 8350
    workers: int = 0
    scheduler: str = ""
    scheduler_ca: str = ""
    scheduler_cert: str = ""
    scheduler_key: str = ""
    max_upload_mb: int = 100
    max_upload_files: int = 200
    language: str = "vi"
    unit: str = ""
    place: str = ""
    hosts: str = ""
    trusted_proxy: str = ""
    idle_minutes: int = 30
    session_hours: int = 12
    second_factor: str = ""
    searches_per_minute: int = 120
    rate_store: str = "memory://"
    log: str = "errors"
    search_engine: str = "whoosh"
    search_user: str = ""
    search_password: str = ""
    search_ca: str = ""
    search_index: str = "cancu"
    search_shards: int = 1
    search_replicas: int = 1
    search_timeout: int = 10
    secret_key: str = ""
    secret_key_before: str = ""

    @property
    def host_names(self) -> tuple[str, ...]:
        """Return the names under which the archive may be reached, loopback's apart."""
        return comma_list(self.hosts)

    @property
    def second_factor_roles(self) -> tuple[str, ...]:
        """Return the roles that may not work without a second factor."""
        found = comma_list(self.second_factor)
        if unknown := sorted(set(found) - set(ROLES)):
            raise SettingsError(
                f"Không có vai trò / No such role: {', '.join(unknown)}; "
                f"có / there are: {', '.join(ROLES)}"
            )
        return found

    @property
    def is_local(self) -> bool:
        """Tell whether nobody but who sits at this machine can reach the archive."""
        here = self.host in LOOPBACK
        return here and not self.host_names and not self.trusted_proxy

    @property
    def database_url(self) -> str:
        """Return the database URL, SQLite in the data folder unless one was set."""
        return self.database or f"sqlite:///{self.data.resolve() / 'register.sqlite'}"

    @property
    def originals_place(self) -> Path | str:
        """Return where originals are: in the data folder unless a place was set."""
        return self.originals or self.data / "originals"

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


def comma_list(value: str) -> tuple[str, ...]:
    """Return the names of a list that is separated by commas.

    >>> comma_list("a, b,,")
    ('a', 'b')
    """
    return tuple(name for each in value.split(",") if (name := each.strip()))


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
    made = Settings(**{name: _typed(name, value) for name, value in given.items()})
    _ = made.second_factor_roles  # refused now, not at the first log-in
    return made


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
