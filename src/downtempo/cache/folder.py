"""Where the cache lies: the user's folder for caches, or where the environment says."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping

VARIABLE = "DOWNTEMPO_CACHE"
_OFF = frozenset({"off", "none", "0"})


def default_folder(environment: Mapping[str, str] = os.environ, platform: str = sys.platform) -> str | None:
    """Return the folder of the cache; None where it is switched off, or the user has no home.

    Notes
    -----
    `DOWNTEMPO_CACHE` names a folder, or says `off`. Else it is the folder that the platform has for caches; on Linux
    that of the XDG Base Directory Specification, in which a relative path counts as none.
    """
    chosen = environment.get(VARIABLE, "")
    if chosen:
        return None if chosen.lower() in _OFF else chosen
    base = _base(environment, platform)
    return os.path.join(base, "downtempo") if os.path.isabs(base) else None  # noqa: PTH118, PTH117


def _base(environment: Mapping[str, str], platform: str) -> str:
    if platform == "win32":
        return environment.get("LOCALAPPDATA", "")
    xdg = "" if platform == "darwin" else environment.get("XDG_CACHE_HOME", "")
    if os.path.isabs(xdg):  # noqa: PTH117
        return xdg
    home = environment.get("HOME", "")
    return home and f"{home}/Library/Caches" if platform == "darwin" else home and f"{home}/.cache"
