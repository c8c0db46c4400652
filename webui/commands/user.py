"""`cancu user`: people who may use the archive, and the tokens of their programs.

Passwords come from a prompt or from standard input, never from the command line: other
people of the machine could read them there.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click

from corpus.people import ROLES, Account, PersonError
from corpus.register import Register, RegisterError
from webui import passwords
from webui.account_words import REFUSED
from webui.archive import Archive
from webui.commands.signing import noted
from webui.settings import load

ROLE = click.Choice(ROLES)


@click.group()
def user() -> None:
    """Người dùng và mã truy cập. People and the tokens of their programs."""


@user.command()
@click.argument("name")
@click.option("--role", type=ROLE, default="reader", show_default=True)
@click.option("--full-name", default="", help="Họ tên. The name beside decisions.")
def add(name: str, role: str, full_name: str) -> None:
    """Thêm người dùng; hỏi mật khẩu. Add a person; asks for the password."""
    with _register() as register:
        kept = passwords.hashed(_password(name, full_name))
        made = register.people.add(name, role=role, full_name=full_name, password=kept)
        noted(register, "person_add", made.name, made.role)
        click.echo(f"Đã thêm / added: {_line(register, made)}")


@user.command("list")
def list_() -> None:
    """Liệt kê người dùng. List the people."""
    with _register() as register:
        for one in register.people.all():
            click.echo(_line(register, one))


@user.command()
@click.argument("name")
@click.argument("role", type=ROLE)
def role(name: str, role: str) -> None:
    """Đổi vai trò. Give another role."""
    with _register() as register:
        account = _named(register, name)
        register.people.set_role(account.id, role)
        noted(register, "person_change", account.name, f"{account.role} → {role}")


@user.command()
@click.argument("name")
def password(name: str) -> None:
    """Đặt lại mật khẩu; mọi phiên kết thúc. Set a password; every log-in ends."""
    with _register() as register:
        account = _named(register, name)
        kept = passwords.hashed(_password(account.name, account.full_name))
        register.people.set_password(account.id, kept)
        noted(register, "person_password", account.name)


@user.command()
@click.argument("name")
@click.option("--undo", is_flag=True, help="Mở lại. Open the account again.")
def disable(name: str, undo: bool) -> None:
    """Khóa tài khoản. Close an account: log-ins end, tokens open nothing."""
    with _register() as register:
        account = _named(register, name)
        register.people.set_disabled(account.id, disabled=not undo)
        noted(register, "person_change", account.name, f"disabled: {not undo}")


@user.command()
@click.argument("name")
@click.argument("collection", nargs=-1)
def collections(name: str, collection: tuple[str, ...]) -> None:
    """Giao đúng các bộ sưu tập này. Give these collections and no others."""
    with _register() as register:
        account = _named(register, name)
        given = {register.collections.named(one).id for one in collection}
        register.people.give(account.id, frozenset(given))
        noted(register, "person_change", account.name, f"given: {sorted(given)}")
        click.echo(_line(register, register.people.get(account.id)))


@user.command("second-factor")
@click.argument("name")
@click.option("--off", is_flag=True, help="Bỏ đi khi mất điện thoại. Take it away.")
def second_factor(name: str, off: bool) -> None:
    """Xác thực hai lớp của một người. The second factor of a person."""
    with _register() as register:
        account = _named(register, name)
        if off and register.second_factors.drop(account.id):
            noted(register, "factor_reset", account.name)
        found = register.second_factors.of(account.id)
        state = f"bật / on · {found.codes}" if found else "tắt / off"
        click.echo(f"{account.name} · {state}")


@user.group()
def token() -> None:
    """Mã truy cập của chương trình. Tokens of programs."""


@token.command("add")
@click.argument("name")
@click.argument("label")
@click.option("--role", type=ROLE, default="reader", show_default=True)
@click.option("--days", type=int, default=90, show_default=True)
def add_token(name: str, label: str, role: str, days: int) -> None:
    """Tạo mã; in ra một lần. Make a token; it is printed this once."""
    with _register() as register:
        account = _named(register, name)
        made, secret = register.sittings.issue(account, label, role=role, days=days)
        detail = f"{account.name}, {made.role}, {made.expires_at[:10]}"
        noted(register, "token_add", made.label, detail)
        click.echo(secret)


@token.command("list")
@click.argument("name")
def list_tokens(name: str) -> None:
    """Liệt kê mã của một người. List the tokens of a person."""
    with _register() as register:
        for one in register.sittings.tokens(_named(register, name).id):
            state = "đã thu hồi / revoked" if one.revoked_at else one.expires_at[:10]
            used = one.used_at[:16] if one.used_at else "–"
            click.echo(f"[{one.id}] {one.label} · {one.role} · {state} · {used}")


@token.command("revoke")
@click.argument("name")
@click.argument("ident", type=int)
def revoke_token(name: str, ident: int) -> None:
    """Thu hồi một mã. End a token."""
    with _register() as register:
        account = _named(register, name)
        if not register.sittings.revoke(account.id, ident):
            raise click.ClickException(
                f"Không có mã {ident} còn dùng được / No such token in use: {ident}"
            )
        noted(register, "token_revoke", str(ident), account.name)


@contextmanager
def _register() -> Iterator[Register]:
    """Open the register; say a refusal in one line."""
    archive = Archive.open(load())
    try:
        yield archive.register
    except RegisterError as error:
        raise click.ClickException(said(error)) from error
    finally:
        archive.close()


def said(error: RegisterError) -> str:
    """Return a refusal in Vietnamese, with its code and what it is about."""
    # The words of the interface are Vietnamese where no request chose a language.
    words = str(REFUSED.get(error.code, ""))
    return f"{words} [{error.code}] {error}".strip()


def _named(register: Register, name: str) -> Account:
    found = register.people.named(name)
    if found is None:
        raise PersonError("no_person", name[:60])
    return found


def _password(*names: str) -> str:
    """Return the password that was typed twice, or the first line of the input."""
    if sys.stdin.isatty():
        typed = click.prompt(
            "Mật khẩu / Password", hide_input=True, confirmation_prompt=True
        )
    else:
        typed = sys.stdin.readline(2000).rstrip("\r\n")
    if code := passwords.trouble(typed, *names):
        raise PersonError(code)
    return str(typed)


def _line(register: Register, account: Account) -> str:
    names = {one.id: one.name for one in register.collections.all()}
    given = ", ".join(names[each] for each in sorted(account.given)) or "–"
    closed = " · đã khóa / disabled" if account.disabled else ""
    return f"{account.name} · {account.full_name} · {account.role} · {given}{closed}"
