"""Workflow commands: GitHub shows each as an annotation of the run and of the file."""

from __future__ import annotations

from ...model.results import Judged
from ...text import safe
from .told import Told, tell

_COMMANDS = {"error": "error", "warning": "warning", "info": "notice"}
_LONGEST_PATH = 1000


def github(judged: Judged) -> str:
    """Write a command for each rule that a run or a week is beyond."""
    return "".join(f"{_command(told)}\n" for told in tell(judged))


def _command(told: Told) -> str:
    title = safe(told.title)
    properties = {"file": safe(told.path, _LONGEST_PATH), "line": "1", "title": title}
    listed = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    return f"::{_COMMANDS[told.worst.severity]} {listed}::{_data(told.message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
