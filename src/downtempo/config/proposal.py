"""A commented `downtempo.toml`, proposed from what the runs of a runner show."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterable

from .evidence import Evidence, Setting, level, paces, timezone, units

_WIDTH = 110
_UNTOLD = (
    Setting("phase", "build", "base, build or peak; no run tells what you train for", False),
    Setting("max-heart-rate", "188", "the highest heart rate that was ever seen; no run has to show it", False),
    Setting("return-to-speed-from", "2026-01-31", "the day on which a return to speed began, if one is on", False),
    Setting("diary", "diary.csv", "a table of days beside this file: date,rpe,soreness,sleep_h,resting_hr", False),
)
_BARE = frozenset({"max-heart-rate", "return-to-speed-from"})


def propose(evidence: Evidence) -> str:
    """Write the file. What the runs cannot tell stands there commented out, with the reason.

    The same runs give the same bytes.
    """
    unit = units(evidence)
    settings = [level(evidence), timezone(evidence), *paces(evidence, unit.value), *_UNTOLD]
    lines = [
        *_comment(f"Proposed by downtempo from {_told(evidence)}. Look through it before you keep it."),
        *_comment("downtempo config --show tells all settings, downtempo config --schema what they may be."),
        "",
        *_written(unit),
        *_comment('history: folders with earlier runs, counted from this file, such as ["../2025"]'),
        "# history = []",
        "",
        "[athlete]",
        *_comment("name: how reports call the athlete; needed where several are judged at once"),
        '# name = ""',
    ]
    return "\n".join([*lines, *(line for setting in settings for line in _written(setting))]) + "\n"


def _told(evidence: Evidence) -> str:
    unread = f"; files that could not be read: {evidence.n_unread}" if evidence.n_unread else ""
    if not evidence.days:
        return f"no dated run{unread}"
    runs = f"{len(evidence.days)} run{'' if len(evidence.days) == 1 else 's'}"
    return f"{runs}, {evidence.days[0]} to {evidence.days[-1]}{unread}"


def _written(setting: Setting) -> Iterable[str]:
    value = setting.value if setting.key in _BARE else json.dumps(setting.value, ensure_ascii=False)
    line = f"{setting.key} = {value}"
    return *_comment(f"{setting.key}: {setting.why}"), line if setting.is_told else f"# {line}"


def _comment(text: str) -> list[str]:
    return textwrap.wrap(text, _WIDTH, initial_indent="# ", subsequent_indent="#   ")
