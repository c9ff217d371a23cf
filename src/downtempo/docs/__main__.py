"""`python -m downtempo.docs OUT`: the documentation as HTML, without network."""

from __future__ import annotations

import sys
from pathlib import Path

from ..errors import DowntempoError
from .build import build


def main() -> int:
    """Build into the folder that is named and return the exit code."""
    if len(sys.argv) != 2:
        sys.stderr.write("usage: python -m downtempo.docs OUT\n")
        return 2
    try:
        warnings = build(Path(sys.argv[1]))
    except DowntempoError as fault:
        sys.stderr.write(f"downtempo: {fault}\n")
        return 2
    sys.stderr.write(warnings)
    return int(bool(warnings))


if __name__ == "__main__":
    sys.exit(main())
