"""Writes the parts of the README that are made from the code: `python -m tests.support.readme`."""

from __future__ import annotations

from pathlib import Path

from downtempo import api, reports
from downtempo.config import find_config, load_config

ROOT = Path(__file__).resolve().parents[2]
README = ROOT / "README.md"


def made() -> str:
    """Return the README with its generated parts as they should be."""
    text = README.read_text(encoding="utf-8")
    for name, body in (("audit", f"```\n{_audit()}```\n"), ("rules", _rules())):
        before, after = text.split(f"<!-- {name} -->\n")[0], text.split(f"<!-- /{name} -->")[1]
        text = f"{before}<!-- {name} -->\n{body}<!-- /{name} -->{after}"
    return text


def _audit() -> str:
    runs = ROOT / "fixtures" / "five-findings" / "runs"
    path = find_config(runs)
    assert path is not None
    judged = api.audit([runs], load_config(path))
    return reports.audit_text(judged, paint=lambda text, _colour: text, width=100)


def _rules() -> str:
    return reports.rules_table(api.rule_rows(), "markdown", width=0)


if __name__ == "__main__":
    README.write_text(made(), encoding="utf-8")
