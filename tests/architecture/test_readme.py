from __future__ import annotations

import re

import pytest
from tests.support.readme import README, ROOT, made

from downtempo.cli.main import cli


def test_the_table_of_rules_and_the_picture_are_those_of_the_code() -> None:
    assert README.read_text(encoding="utf-8") == made(), "run: python -m tests.support.readme"


def test_every_command_that_is_there_is_named_and_no_other() -> None:
    named = set(re.findall(r"^\| `downtempo ([\w-]+)", README.read_text(encoding="utf-8"), re.MULTILINE))
    assert named == set(cli.commands)


@pytest.mark.parametrize("target", re.findall(r"^make (\w+)", README.read_text(encoding="utf-8"), re.MULTILINE))
def test_every_make_target_that_is_named_exists(target: str) -> None:
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text(), re.MULTILINE)
