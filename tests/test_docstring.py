"""Help and pages stay where Python forgets docstrings."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib import import_module
from inspect import cleandoc

import pytest

from downtempo.docstring import docstring, written
from downtempo.rules.downhill import descent_too_steep


def test_the_source_says_what_the_docstring_says() -> None:
    assert written(descent_too_steep) == docstring(descent_too_steep) == cleandoc(descent_too_steep.__doc__ or "")
    command = import_module("downtempo.cli.audit")
    assert written(command, "audit") == cleandoc(command.audit.callback.__doc__)
    assert "\b" in written(import_module("downtempo.cli.main"), "cli")


@pytest.mark.parametrize("call", ["--help", "audit --help", "next -h", "what-if --help", "explain DH101"])
def test_help_is_the_same_without_docstrings(call: str) -> None:
    kept, forgotten = (
        subprocess.run(
            [sys.executable, *how, "-m", "downtempo", *call.split()], capture_output=True, text=True, check=True,
            env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
        ).stdout
        for how in ((), ("-OO",))
    )  # fmt: skip
    assert forgotten == kept
    assert len(kept.splitlines()) > 20
