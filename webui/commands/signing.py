"""What commands write into the audit log: the user of this machine did it."""

from __future__ import annotations

import getpass

from corpus.register import Register


def who() -> str:
    """Return the name under which commands are noted."""
    try:
        name = getpass.getuser()
    except (KeyError, OSError):
        name = "?"  # a container may run without a name for its user
    return f"dòng lệnh / command line ({name})"


def noted(register: Register, action: str, subject: str, detail: str = "") -> None:
    """Write into the audit log that a command did something."""
    register.trail.note(
        action, who=who(), subject=subject, detail=detail, address="local"
    )
