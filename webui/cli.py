"""The command `cancu`: one line per error, an exit status that can be trusted."""

from __future__ import annotations

import importlib
import sys
from typing import Any

import click

# Each command lives in the module named here, imported only when it is called:
# `cancu --help` must not wait for the language models.
COMMANDS = {
    "extract": "webui.commands.extract",
    "ingest": "webui.commands.ingest",
    "watch": "webui.commands.watch",
    "retry": "webui.commands.ingest",
    "failures": "webui.commands.ingest",
    "duplicates": "webui.commands.duplicates",
    "review": "webui.commands.review",
    "numbering": "webui.commands.numbering",
    "search": "webui.commands.find",
    "show": "webui.commands.find",
    "cites": "webui.commands.find",
    "cited-by": "webui.commands.find",
    "check": "webui.commands.check",
    "decisions": "webui.commands.decisions",
    "catalogue": "webui.commands.catalogue",
    "reindex": "webui.commands.maintain",
    "verify": "webui.commands.maintain",
    "status": "webui.commands.maintain",
    "backup": "webui.commands.maintain",
    "restore": "webui.commands.maintain",
    "migrate": "webui.commands.migrate",
    "serve": "webui.commands.serve",
    "user": "webui.commands.user",
    "collection": "webui.commands.collection",
    "audit": "webui.commands.audit",
    "score": "webui.commands.score",
}


class Commands(click.Group):
    """A group that imports a command when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands, in the order of the documentation."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command of that name, or None."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(COMMANDS[cmd_name])
        command: click.Command = getattr(module, cmd_name.replace("-", "_"))
        return command


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
        reason = " ".join(str(getattr(error, "orig", error)).split())
        click.echo(
            f"cancu: Không dùng được sổ đăng ký / The register is not usable: {reason}",
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
