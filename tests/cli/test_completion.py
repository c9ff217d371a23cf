"""What a shell offers."""

from __future__ import annotations

import os
import subprocess
import sys

import click
import pytest
from tests.architecture.test_startup import HEAVY
from tests.cli.test_exit_codes import downtempo

from downtempo import api
from downtempo.cli.completion import complete_rule, complete_rules, complete_severity, rule_names

CONTEXT, OPTION = click.Context(click.Command("check")), click.Option(["--select"])


def test_the_names_are_those_of_the_rules() -> None:
    assert rule_names() == {rule.code: rule.name for rule in api.list_rules()}


@pytest.mark.parametrize(
    ("complete", "typed", "offered"),
    [
        (complete_rule, "dh11", ["DH110", "DH111", "DH112"]),
        (complete_rule, "descent-t", ["descent-too-steep"]),
        (complete_rules, "DH102,w", ["DH102,WK"]),
        (complete_rules, "nothing", []),
        (complete_severity, "WK106", ["WK106="]),
        (complete_severity, "WK106=w", ["WK106=warning"]),
    ],
)
def test_what_is_half_typed_is_completed(complete: object, typed: str, offered: list[str]) -> None:
    values = [item.value for item in complete(CONTEXT, OPTION, typed)]  # type: ignore[operator]
    assert values[: len(offered)] == offered
    assert bool(values) == bool(offered)


def test_a_shell_is_answered_without_loading_anything_heavy() -> None:
    code = "import sys\nfrom downtempo.cli import main\ntry: main()\n"
    code += "except SystemExit: print(*sys.modules, file=sys.stderr)"
    asked = {"_DOWNTEMPO_COMPLETE": "bash_complete", "COMP_WORDS": "downtempo explain DH10", "COMP_CWORD": "2"}
    done = subprocess.run(
        [sys.executable, "-c", code], env={**os.environ, **asked}, capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[:2] == ["plain,DH101", "plain,DH102"]
    assert not set(done.stderr.split()) & set(HEAVY)


def test_a_shell_that_nobody_knows_is_an_error() -> None:
    assert downtempo(_DOWNTEMPO_COMPLETE="nonsense_complete").returncode == 1
