"""The page of a name: what it tells to write into a configuration is read as one."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from downtempo.api import check_configuration, explain, list_rules
from downtempo.catalogue import load_catalogue
from downtempo.config import load_config
from downtempo.reports import explain_text

CATALOGUE = load_catalogue()
NAMES = [*(rule.code for rule in list_rules()), *CATALOGUE.protocols, *CATALOGUE.figures]
_HEAD, _INDENT = "How to override", "    "


def examples(name: str, width: int = 100) -> list[str]:
    """Return the blocks of lines that the page of a name tells to write, each as a text of its own."""
    text = explain_text(explain(name), paint=lambda words, _colour: words, width=width)
    blocks: list[list[str]] = [[]]
    for line in text.partition(_HEAD)[2].splitlines():
        if line.startswith(_INDENT):
            blocks[-1].append(line.removeprefix(_INDENT))
        elif blocks[-1]:
            blocks.append([])
    return ["\n".join(block) for block in blocks if block]


@pytest.mark.parametrize("name", NAMES)
def test_every_example_is_a_configuration(name: str, tmp_path: Path) -> None:
    for example in examples(name):
        assert tomllib.loads(example)
        file = tmp_path / "downtempo.toml"
        file.write_text(example)
        check_configuration(load_config(file))


def test_all_of_them_together_are_one_too(tmp_path: Path) -> None:
    override, swap, severity, ignore = examples("DH101")
    assert swap.startswith(override.splitlines()[0]), "the same figure in another way, so one or the other"
    file = tmp_path / "downtempo.toml"
    file.write_text("\n".join((ignore, override, severity)))
    configured = load_config(file)
    check_configuration(configured)
    assert configured.config.ignore == ("DH101",)
    assert configured.config.severity == {"DH101": "info"}
    assert set(configured.config.figures) == {"downhill-dynamo.repeat-grade"}


@pytest.mark.parametrize("width", [20, 40, 60])
def test_a_narrow_terminal_breaks_no_example(width: int) -> None:
    for name in ("DH101", "PG105", "speed-stage-1"):
        assert examples(name, width) == examples(name)


def test_rules_and_figures_have_an_example() -> None:
    assert len(examples("PG105")) == 3
    assert examples("return-to-speed.effort-rise-max")[0].startswith('[figures."return-to-speed.effort-rise-max"]')
