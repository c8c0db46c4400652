"""Run a program on whose data folder lies a disk of its own, of a few megabytes.

The disk is there for this program alone and gone with it; who may look into the
process reaches it as /proc/PID/root. As root, or where users may have a name space:
`python small_disk.py FOLDER MEGABYTES PROGRAM ARGUMENT…`.
"""

from __future__ import annotations

import ctypes
import os
import pwd
import sys

_NEW_MOUNTS, _NEW_USERS = 0x20000, 0x10000000
_PRIVATE = 1 << 18 | 1 << 14


def _called(result: int) -> None:
    if result:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))


def main(folder: str, megabytes: str, *command: str) -> None:
    """Mount the disk, give up what that needed, and become the program."""
    libc = ctypes.CDLL(None, use_errno=True)
    user, group = os.getuid(), os.getgid()
    _called(libc.unshare(_NEW_MOUNTS if user == 0 else _NEW_MOUNTS | _NEW_USERS))
    if user != 0:
        for name, line in (
            ("setgroups", "deny"),
            ("uid_map", f"{user} {user} 1"),
            ("gid_map", f"{group} {group} 1"),
        ):
            with open(f"/proc/self/{name}", "w", encoding="ascii") as file:
                file.write(line)
    _called(libc.mount(None, b"/", None, _PRIVATE, None))
    options = f"size={megabytes}m,mode=0777".encode()
    _called(libc.mount(b"tmpfs", os.fsencode(folder), b"tmpfs", 0, options))
    if user == 0:  # the server refuses to run as root
        nobody = pwd.getpwnam("nobody")
        os.setgroups([])
        os.setgid(nobody.pw_gid)
        os.setuid(nobody.pw_uid)
    os.execv(command[0], command)


if __name__ == "__main__":
    main(*sys.argv[1:])
