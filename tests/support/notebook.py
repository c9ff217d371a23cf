"""Runs the code of a page from top to bottom, as a notebook would.

`python -m tests.support.notebook` writes what it prints now into the page.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import tempfile
from importlib import resources
from pathlib import Path

_CELL = re.compile(r"```python\n(.*?)```\n(?:```text\n(.*?)```\n)?", re.DOTALL)
PAGE = resources.files("downtempo.docs") / "pages" / "library.md"


def cells(page: str) -> list[tuple[str, str]]:
    """Return the code and the printed lines of every cell."""
    return [(found[1], found[2] or "") for found in _CELL.finditer(page)]


def outputs(page: str, folder: Path) -> list[str]:
    """Run every cell in one namespace, with `folder` as the working folder, and return what each prints."""
    names: dict[str, object] = {}
    printed = []
    with contextlib.chdir(folder):
        for code, _ in cells(page):
            out = io.StringIO()
            with contextlib.redirect_stdout(out):
                exec(compile(code, "library.md", "exec"), names)
            printed.append(out.getvalue())
    return printed


def rewritten(page: str, folder: Path) -> str:
    """Return the page with the outputs that its code has now."""
    told = iter(outputs(page, folder))

    def cell(found: re.Match[str]) -> str:
        text = next(told)
        return f"```python\n{found[1]}```\n" + (f"```text\n{text}```\n" if text or found[2] is not None else "")

    return _CELL.sub(cell, page)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as made:
        text = rewritten(PAGE.read_text(encoding="utf-8"), Path(made))
    Path(os.fspath(PAGE)).write_text(text, encoding="utf-8")  # type: ignore[call-overload]
