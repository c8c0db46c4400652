"""The command `cancu`: one line per error, an exit status that can be trusted."""

from __future__ import annotations

import importlib
import os
import sys
from typing import Any

import click
from click.shell_completion import CompletionItem

from webui.usage_errors import told_in_both

# Each command lives in a module of `webui.commands`, imported only when it is called:
# the list of commands and their completion must not wait for libraries they never use.
# Beside the module stands the first paragraph of the command's own help.
COMMANDS = {
    "extract": (
        "extract",
        "Đọc và phân tích tệp, không lưu gì. Read and analyse files; store nothing.",
    ),
    "ingest": (
        "ingest",
        "Nạp tệp, thư mục vào sổ đăng ký. Read files and folders into the register.",
    ),
    "watch": (
        "watch",
        "Theo dõi thư mục, nạp tệp mới và tệp đã đổi. Ingest what is new or changed.",
    ),
    "retry": (
        "ingest",
        "Nạp lại tệp đã hỏng hoặc còn dở. Try again what failed or was interrupted.",
    ),
    "reread": (
        "ingest",
        "Đọc lại văn bản đã nạp bằng phiên bản này. Read again what is held.",
    ),
    "failures": (
        "ingest",
        "Liệt kê tệp không nạp được, với lý do. List what failed, and why.",
    ),
    "duplicates": (
        "duplicates",
        "Liệt kê văn bản có thể trùng nhau. List documents that may be one.",
    ),
    "review": (
        "review",
        "Phần đầu đọc chưa chắc; xác nhận hoặc sửa. Headers in doubt, to confirm.",
    ),
    "numbering": (
        "numbering",
        "Soát xét dãy số văn bản của từng cơ quan. Audit the series of numbers.",
    ),
    "search": (
        "find",
        "Tra cứu. Find documents: số hiệu, cụm từ, tên người, với dấu hay không dấu.",
    ),
    "show": (
        "find",
        "Xem một văn bản theo mã hoặc số hiệu. Show a document by id or number.",
    ),
    "cites": ("find", "Văn bản này viện dẫn gì. What a document cites."),
    "cited-by": ("find", "Văn bản nào viện dẫn nó. What cites a document."),
    "check": (
        "check",
        "Đối chiếu viện dẫn của tệp hoặc văn bản đã nạp. Cross-check what is cited.",
    ),
    "decisions": (
        "decisions",
        "Ghi ý kiến về các phát hiện ra tệp JSONL. Write what people decided as cases.",
    ),
    "catalogue": (
        "catalogue",
        "Danh mục văn bản chỉ biết qua siêu dữ liệu. Known by metadata only.",
    ),
    "reindex": (
        "maintain",
        "Dựng lại chỉ mục từ sổ đăng ký. Rebuild the index from the register.",
    ),
    "verify": (
        "maintain",
        "Kiểm tra bản gốc, sổ và chỉ mục khớp nhau. Check that all agree.",
    ),
    "status": ("maintain", "Số văn bản, mục danh mục, chỉ mục, lỗi. Counts."),
    "backup": (
        "maintain",
        "Sao lưu sổ đăng ký và bản gốc. Copy the register and the originals.",
    ),
    "restore": (
        "maintain",
        "Khôi phục vào thư mục dữ liệu trống. Restore into an empty data folder.",
    ),
    "migrate": (
        "migrate",
        "Chuyển cả kho sang nơi mà tệp cấu hình TARGET (TOML) nêu. Move everything.",
    ),
    "serve": (
        "serve",
        "Phục vụ giao diện web. Serve the web UI, on this machine unless told.",
    ),
    "user": (
        "user",
        "Người dùng và mã truy cập. People and the tokens of their programs.",
    ),
    "collection": ("collection", "Bộ sưu tập văn bản. Collections of documents."),
    "audit": (
        "audit",
        "Nhật ký thay đổi và xuất ra, mới trước. The audit log, the newest first.",
    ),
    "score": (
        "score",
        "Đo chất lượng trên tài liệu đã duyệt. Measure against reviewed answers.",
    ),
}


class Commands(click.Group):
    """A group that imports a command when it is asked for, and lists them without."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands, in the order of the documentation."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command of that name, or None."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"webui.commands.{COMMANDS[cmd_name][0]}")
        command: click.Command = getattr(module, cmd_name.replace("-", "_"))
        return command

    def make_context(
        self,
        info_name: str | None,
        args: list[str],
        parent: click.Context | None = None,
        **extra: Any,
    ) -> click.Context:
        """Return the context of a command line; what it lacks is said in both."""
        with told_in_both():
            return super().make_context(info_name, args, parent, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command asked for; what its line lacks is said in both languages."""
        with told_in_both():
            return super().invoke(ctx)

    def format_commands(
        self, ctx: click.Context, formatter: click.HelpFormatter
    ) -> None:
        """Write the list of commands from the table alone."""
        with formatter.section("Lệnh / Commands"):
            formatter.write_dl([(name, what) for name, (_, what) in COMMANDS.items()])

    def shell_complete(
        self, ctx: click.Context, incomplete: str
    ) -> list[CompletionItem]:
        """Return the commands and options that begin with what was typed."""
        found = [
            CompletionItem(name, help=what)
            for name, (_, what) in COMMANDS.items()
            if name.startswith(incomplete)
        ]
        return [*found, *click.Command.shell_complete(self, ctx, incomplete)]


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(package_name="cancu", prog_name="cancu")
def cancu() -> None:
    """Đọc, tra cứu và đối chiếu văn bản hành chính Việt Nam.

    Read, search and cross-check Vietnamese official documents.
    """


def main(arguments: list[str] | None = None) -> Any:
    """Run `cancu`; a known error is one line on stderr and exit status 1."""
    from ingest.errors import IngestError
    from webui.settings import SettingsError

    # Threads of a numeric library cost more at the start than a command ever gains.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    for stream in (sys.stdout, sys.stderr):
        # A terminal that is not UTF-8 must not stop a document with diacritics.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        return cancu.main(args=arguments, prog_name="cancu")
    except (IngestError, SettingsError) as error:
        click.echo(f"cancu: {error}", err=True)
        sys.exit(1)
    except BrokenPipeError:
        # The reader of our output has gone (`cancu … | head`): nothing left to say.
        sys.stderr.close()
        sys.exit(0)
    except Exception as error:
        if _of_cluster(error):
            click.echo(f"cancu: {error}", err=True)
            sys.exit(1)
        if not _of_database(error):
            raise
        from corpus.database import explained

        reason = " ".join(str(getattr(error, "orig", error)).split())
        why = explained(error)
        click.echo(
            "cancu: Không dùng được sổ đăng ký / The register is not usable: "
            + (f"{why} ({reason})" if why else reason),
            err=True,
        )
        sys.exit(1)


def _of_cluster(error: Exception) -> bool:
    return type(error).__module__ in ("webui.cluster_readers", "corpus.originals")


def _of_database(error: Exception) -> bool:
    # By name: importing the library to name its errors would slow every command.
    return type(error).__module__.startswith("sqlalchemy.")


if __name__ == "__main__":
    main()
