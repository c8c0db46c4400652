"""`cancu collection`: which collections there are, who sees them, what is in them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import click

from corpus.register import RegisterError
from webui.archive import Archive, NotHeld
from webui.commands.signing import noted
from webui.commands.user import said
from webui.moving import change, collection_meant
from webui.moving import move as move_to
from webui.settings import load


@click.group()
def collection() -> None:
    """Bộ sưu tập văn bản. Collections of documents."""


@collection.command("list")
def list_() -> None:
    """Liệt kê. List them."""
    with opened() as archive:
        for one in archive.register.collections.all():
            seen = "mọi người / everybody" if one.open else "người được giao / given"
            click.echo(f"[{one.id}] {one.name} · {seen} · {one.documents}")


@collection.command()
@click.argument("name")
@click.option("--open", "is_open", is_flag=True, help="Ai cũng thấy. All see it.")
def add(name: str, is_open: bool) -> None:
    """Thêm, đóng trừ khi nói khác. Add one, closed unless said otherwise."""
    with opened() as archive:
        made = archive.register.collections.add(name, open=is_open)
        state = "open" if made.open else "closed"
        noted(archive.register, "collection_add", made.name, state)
        click.echo(f"[{made.id}] {made.name}")


@collection.command("open")
@click.argument("name")
def open_(name: str) -> None:
    """Cho mọi người thấy. Let everybody see it."""
    _set_open(name, is_open=True)


@collection.command()
@click.argument("name")
def close(name: str) -> None:
    """Chỉ người được giao thấy. Let only those see it who are given it."""
    _set_open(name, is_open=False)


@collection.command()
@click.argument("name")
@click.argument("new_name")
def rename(name: str, new_name: str) -> None:
    """Đổi tên. Give it another name."""
    _change(name, new_name=new_name)


def _set_open(name: str, *, is_open: bool) -> None:
    _change(name, is_open=is_open)


def _change(
    name: str, *, new_name: str | None = None, is_open: bool | None = None
) -> None:
    with opened() as archive:
        found = collection_meant(archive, name)
        done = change(archive, found, name=new_name, is_open=is_open)
        if done:
            noted(archive.register, "collection_change", found.name, done)
        # Another process may have been writing the index.
        archive.index_pending()


@collection.command()
@click.argument("ref")
@click.argument("name")
def move(ref: str, name: str) -> None:
    """Chuyển một văn bản. Put a document into a collection."""
    with opened() as archive:
        found = collection_meant(archive, name)
        held = archive.find(ref)
        if len(held) > 1:
            raise click.ClickException(
                f"“{ref}” là nhiều văn bản; hãy dùng mã / several documents match"
            )
        move_to(archive, str(held[0].id), found)
        noted(archive.register, "collection_move", str(held[0].id), found.name)


@contextmanager
def opened() -> Iterator[Archive]:
    """Open the archive; say a refusal in one line."""
    archive = Archive.open(load())
    try:
        yield archive
    except NotHeld as error:
        raise click.ClickException(str(error)) from error
    except RegisterError as error:
        raise click.ClickException(said(error)) from error
    finally:
        archive.close()
