"""Runs the command line in a real terminal of a given width, and returns what it wrote there."""

from __future__ import annotations

import fcntl
import os
import pty
import struct
import subprocess
import sys
import termios
from pathlib import Path


def in_terminal(*arguments: str, columns: int, cwd: Path, **environment: str) -> tuple[int, str]:
    """Return the exit code and all that was written to the terminal, standard error among it."""
    leader, follower = pty.openpty()
    fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
    known = {key: value for key, value in os.environ.items() if key not in ("COLUMNS", "LINES", "NO_COLOR")}
    with subprocess.Popen(
        [sys.executable, "-m", "downtempo", *arguments],
        cwd=cwd, stdin=follower, stdout=follower, stderr=follower, close_fds=True,
        env={**known, "TERM": "xterm-256color", **environment},
    ) as made:  # fmt: skip
        os.close(follower)
        out = b"".join(iter(lambda: _read(leader), b""))
    os.close(leader)
    return made.returncode, out.decode("utf-8").replace("\r\n", "\n")


def _read(leader: int) -> bytes:
    try:
        return os.read(leader, 65536)
    except OSError:  # the other end is closed
        return b""
