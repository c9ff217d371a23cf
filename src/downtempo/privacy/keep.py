"""What has to stay the same from one day to the next: the secret that moves zones, and the places they stand for.

It lies in the user's own state folder, readable by the user alone, and in no output. Whoever has it can undo what
`--share` hides.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import sys
from pathlib import Path

from .. import whole
from ..dataclass import dataclass
from ..errors import EnvironmentFault
from ..text import safe
from .zones import Point

_SECRET, _PLACES = "share-secret", "share-places"
_BYTES = 32
_MORE = os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)


def state_folder() -> Path:
    """Return the user's folder for what programs keep: `$XDG_STATE_HOME`, else the usual place of the system.

    A relative path there counts as none, as its specification has it.

    Raises
    ------
    EnvironmentFault
        The user has no home.
    """
    given = os.environ.get("XDG_STATE_HOME") or (os.environ.get("LOCALAPPDATA") if sys.platform == "win32" else None)
    try:
        base = Path(given) if given and Path(given).is_absolute() else Path.home() / ".local" / "state"
    except RuntimeError:
        raise _fault(Path("~"), OSError(2, "there is no home folder")) from None
    return base / "downtempo"


@dataclass(frozen=True, slots=True)
class Keep:
    """A folder with the secret and the places."""

    folder: Path

    def secret(self) -> bytes:
        """Return the secret; it is made when it is first asked for.

        Raises
        ------
        EnvironmentFault
            It cannot be kept, or what is there is no secret. Nothing may be shared then: with a new secret every
            time, many shares together would tell what each of them hides.
        """
        path = self.folder / _SECRET
        try:
            if not path.exists():
                path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                with contextlib.suppress(FileExistsError):  # another process was first
                    whole.write(str(path), secrets.token_hex(_BYTES).encode() + b"\n", is_new=True, mode=0o600)
            told = path.read_text(encoding="ascii")
            found = bytes.fromhex(told)
        except (OSError, ValueError) as fault:
            raise _fault(path, fault) from None
        if len(found) != _BYTES:
            raise _fault(path, ValueError("it is not whole"))
        return found

    def places(self) -> tuple[Point, ...]:
        """Return the places that are known, in the order in which they became so.

        Raises
        ------
        EnvironmentFault
            They cannot be read.
        """
        path = self.folder / _PLACES
        try:
            text = path.read_text(encoding="ascii")
            rows = [line.split() for line in text.splitlines()]
            found = tuple((float(lat), float(lon)) for lat, lon in rows)
            if not all(abs(lat) <= 90 and abs(lon) <= 180 for lat, lon in found):
                raise ValueError("it holds what is no place on earth")
            return found
        except FileNotFoundError:
            return ()
        except (OSError, ValueError) as fault:
            raise _fault(path, fault) from None

    def remember(self, places: tuple[Point, ...]) -> None:
        """Add places; what is there is never changed.

        Raises
        ------
        EnvironmentFault
            They cannot be written.
        """
        if not places:
            return
        path = self.folder / _PLACES
        try:
            _append(path, "".join(f"{lat:.5f} {lon:.5f}\n" for lat, lon in places).encode())
        except OSError as fault:
            raise _fault(path, fault) from None


def _append(path: Path, data: bytes) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with os.fdopen(os.open(path, _MORE, 0o600), "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _fault(path: Path, fault: Exception) -> EnvironmentFault:
    told = fault.strerror if isinstance(fault, OSError) and fault.strerror else "it holds something else"
    message = f"what --share has to keep cannot be kept there: {told}; nothing was shown"
    hint = "make the folder writable, or name another one with XDG_STATE_HOME"
    return EnvironmentFault("share-state", message, path=safe(str(path)), hint=hint)
