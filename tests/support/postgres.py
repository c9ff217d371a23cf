"""A PostgreSQL server of one's own, for as long as a test lasts."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_OWNER = "postgres"


def missing() -> str:
    """Return why there can be no server, empty where there can be one."""
    try:
        _programs()
    except (OSError, subprocess.CalledProcessError):
        return "PostgreSQL is not installed"
    if os.geteuid() == 0 and not _is_user(_OWNER):
        return "PostgreSQL does not run as root, and there is no user for it"
    return ""


@contextmanager
def server(folder: Path) -> Iterator[Server]:
    """Run a server that keeps its data in a folder and listens on the loopback address alone.

    Whoever may own the server has to be able to reach the folder, which pytest's own are not.
    """
    one = Server(folder)
    one.start()
    try:
        yield one
    finally:
        one.stop("immediate")


class Server:
    """A server, to be stopped and started again."""

    def __init__(self, folder: Path) -> None:
        self._data = folder / "data"
        self._log = folder / "log"
        self._port = free_port()
        folder.mkdir(parents=True, exist_ok=True)
        if os.geteuid() == 0:
            shutil.chown(folder, _OWNER)
        self._run("initdb", "-A", "trust", "-N", "-D", str(self._data), "-U", _OWNER, "-E", "UTF8", "--locale=C")

    @property
    def url(self) -> str:
        """The URL of its one database."""
        return f"postgresql://{_OWNER}@127.0.0.1:{self._port}/postgres"

    def start(self) -> None:
        """Start it, and wait until it answers."""
        options = f"-p {self._port} -k {self._data} -c listen_addresses=127.0.0.1 -c fsync=off"
        self._run("pg_ctl", "-D", str(self._data), "-l", str(self._log), "-w", "-o", options, "start")

    def stop(self, mode: str = "fast") -> None:
        """Stop it; `immediate` is as good as a crash."""
        self._run("pg_ctl", "-D", str(self._data), "-m", mode, "-w", "stop")

    def _run(self, program: str, *arguments: str) -> None:
        owner = ["runuser", "-u", _OWNER, "--"] if os.geteuid() == 0 else []
        command = [*owner, str(_programs() / program), *arguments]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=self._data.parent)


def _programs() -> Path:
    told = subprocess.run(["pg_config", "--bindir"], capture_output=True, text=True, check=True)
    folder = Path(told.stdout.strip())
    if not (folder / "initdb").exists():
        raise FileNotFoundError(folder / "initdb")
    return folder


def _is_user(name: str) -> bool:
    try:
        pwd.getpwnam(name)
    except KeyError:
        return False
    return True


def free_port() -> int:
    """Return a port of the loopback address that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
