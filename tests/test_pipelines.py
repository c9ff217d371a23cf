"""The snippets of the README are what the services accept, by the schemas of their makers, and run as they stand."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.test_exit_codes import downtempo
from tests.support.judgements import FIXTURES

ROOT = Path(__file__).resolve().parents[1]
SERVICES = {"github": "vendor.github-workflows", "gitlab": "vendor.gitlab-ci"}


def snippet(name: str) -> str:
    found = re.search(
        rf"<!-- {name} -->\n```yaml\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL
    )
    assert found is not None
    return found[1]


def accepted(path: Path, schema: str) -> bool:
    call = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, str(path)]
    return subprocess.run(call, capture_output=True, text=True, check=False).returncode == 0


@pytest.mark.parametrize("name", SERVICES)
def test_a_snippet_is_what_the_service_accepts(name: str, tmp_path: Path) -> None:
    pytest.importorskip("check_jsonschema", reason="check-jsonschema is not installed")
    path = tmp_path / "pipeline.yml"
    path.write_text(snippet(name), encoding="utf-8")
    assert accepted(path, SERVICES[name])


@pytest.mark.parametrize(
    ("name", "right", "wrong"),
    [
        ("github", "runs-on:", "run-on:"),
        ("github", "steps:", "step:"),
        ("github", "security-events: write", "security-events: writes"),
        ("gitlab", "script:", "scripts:"),
        ("gitlab", "codequality:", "codequlity:"),
        ("gitlab", "when: always", "when: allways"),
    ],
)
def test_a_slip_of_the_pen_is_found(name: str, right: str, wrong: str, tmp_path: Path) -> None:
    pytest.importorskip("check_jsonschema", reason="check-jsonschema is not installed")
    path = tmp_path / "pipeline.yml"
    assert right in snippet(name)
    path.write_text(snippet(name).replace(right, wrong), encoding="utf-8")
    assert not accepted(path, SERVICES[name])


@pytest.mark.parametrize("name", SERVICES)
def test_every_call_of_a_snippet_does_what_it_says(name: str, tmp_path: Path) -> None:
    calls = re.findall(r"- (?:run: )?downtempo (.+)", snippet(name))
    assert len(calls) >= 2
    for call in calls:
        arguments = shlex.split(call.partition(" >>")[0])
        files = [tmp_path / word for word in arguments if Path(word).suffix in (".sarif", ".json", ".xml")]
        here = [str(tmp_path / word) if tmp_path / word in files else word for word in arguments]
        done = downtempo(*here, "--today", "2026-10-05", cwd=FIXTURES / "coach")
        assert done.returncode == (0 if "--exit-zero" in arguments else 1), done.stderr
        assert all(path.stat().st_size for path in files)
        assert bool(done.stdout) != bool(files)


def test_the_hooks_of_the_snippet_are_those_that_there_are() -> None:
    hooks = re.findall(r"- id: (\S+)", (ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert re.findall(r"- id: (\S+)", snippet("pre-commit")) == hooks
