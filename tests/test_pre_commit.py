"""The hooks, installed by pre-commit from a repository, in a real repository of runs."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.judgements import FIXTURES

pytest.importorskip("pre_commit", reason="pre-commit is not installed")
if shutil.which("git") is None:
    pytest.skip("git is not installed", allow_module_level=True)

ROOT = Path(__file__).resolve().parents[1]
SHIPPED = ("src", "seeds", "pyproject.toml", "README.md", "LICENSE", ".pre-commit-hooks.yaml")
CONFIG = """\
default_install_hook_types: [pre-commit, pre-push]
repos:
- repo: {repository}
  rev: {revision}
  hooks:
  - id: downtempo
  - id: downtempo-week
"""


class Repository:
    """A folder under version control, and the environment in which its commands run."""

    def __init__(self, folder: Path, home: Path) -> None:
        self.folder = folder
        told = {key: value for key, value in os.environ.items() if not key.startswith(("GIT_", "PYTHON", "PRE_COMMIT"))}
        names = {
            f"GIT_{who}_{what}": "x@example.invalid" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")
        }
        configs = dict.fromkeys(("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM"), os.devnull)
        path = f"{Path(sys.executable).parent}{os.pathsep}{told['PATH']}"
        self.environment = {**told, **names, **configs, "PRE_COMMIT_HOME": str(home), "PATH": path}

    def run(self, *call: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            call, cwd=self.folder, env=self.environment, capture_output=True, text=True, check=False, timeout=900
        )

    def done(self, *call: str) -> str:
        result = self.run(*call)
        assert result.returncode == 0, result.stdout + result.stderr
        return result.stdout.strip()


@pytest.fixture(scope="module")
def hooks(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """Return the checkout as a repository that pre-commit can clone, with what is not committed yet."""
    root = tmp_path_factory.mktemp("hooks")
    made = Repository(root / "downtempo", root / "home")
    made.folder.mkdir()
    for name in SHIPPED:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, made.folder / name)
    made.done("git", "init", "-q", "-b", "main")
    made.done("git", "add", "-A")
    made.done("git", "commit", "-q", "-m", "hooks")
    return made


@pytest.fixture(scope="module")
def runs(hooks: Repository) -> Repository:
    """Return a runner's repository with a history and a configuration, and the hooks installed in it."""
    made = Repository(hooks.folder.parent / "runs", hooks.folder.parent / "home")
    shutil.copytree(
        FIXTURES / "conforming-week", made.folder, ignore=shutil.ignore_patterns("runs", "*.json", "origin*")
    )
    revision = hooks.done("git", "rev-parse", "HEAD")
    config = CONFIG.format(repository=hooks.folder, revision=revision)
    (made.folder / ".pre-commit-config.yaml").write_text(config, encoding="utf-8")
    made.done("git", "init", "-q", "-b", "main")
    made.done("git", "add", "-A")
    made.done("git", "commit", "-q", "-m", "history")
    made.done("pre-commit", "install")
    installed = made.run("pre-commit", "install-hooks")
    if installed.returncode:
        pytest.skip(f"pip cannot build the environment of the hooks here: {installed.stdout[-300:]}")
    return made


def stage(repository: Repository, source: str, name: str) -> str:
    target = repository.folder / "runs" / name
    target.parent.mkdir(exist_ok=True)
    shutil.copy(FIXTURES / source, target)
    repository.done("git", "add", "runs")
    return f"runs/{name}"


def test_the_hooks_are_as_pre_commit_wants_them(hooks: Repository) -> None:
    hooks.done("pre-commit", "validate-manifest", ".pre-commit-hooks.yaml")
    wrong = hooks.folder.parent / "wrong.yaml"
    wrong.write_text((ROOT / ".pre-commit-hooks.yaml").read_text().replace("entry:", "entyr:"))
    assert hooks.run("pre-commit", "validate-manifest", str(wrong)).returncode == 1


def test_a_good_run_is_committed(runs: Repository) -> None:
    stage(runs, "conforming-week/runs/2026-09-29T1800.fit.gz", "good.fit.gz")
    done = runs.run("git", "commit", "-m", "a good run")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "downtempo (each file)" in done.stderr + done.stdout
    assert "Passed" in done.stderr + done.stdout
    assert runs.done("git", "log", "-1", "--format=%s") == "a good run"


def test_a_bad_run_is_refused_and_the_finding_shown(runs: Repository) -> None:
    head = runs.done("git", "rev-parse", "HEAD")
    stage(runs, "five-findings/runs/2026-09-30T1800.fit.gz", "bad.fit.gz")
    done = runs.run("git", "commit", "-m", "a bad run")
    said = done.stdout + done.stderr
    assert done.returncode == 1
    assert "downtempo (each file)" in said
    assert "Failed" in said
    assert "runs/bad.fit.gz:2:02 (0.28 km): error[SR103] too many speed reps: reps of 200 m: 7 reps" in said
    assert runs.done("git", "rev-parse", "HEAD") == head
    runs.done("git", "rm", "-q", "--cached", "runs/bad.fit.gz")
    (runs.folder / "runs" / "bad.fit.gz").unlink()


def test_a_file_that_is_no_run_needs_no_hook(runs: Repository) -> None:
    (runs.folder / "notes.txt").write_text("felt good\n")
    runs.done("git", "add", "notes.txt")
    done = runs.run("git", "commit", "-m", "notes")
    assert done.returncode == 0
    assert "Skipped" in done.stdout + done.stderr


def test_the_week_is_judged_the_same_whichever_file_is_staged(runs: Repository) -> None:
    week = FIXTURES / "five-findings" / "runs"
    for path in (runs.folder / "runs").iterdir():
        path.unlink()
    names = [stage(runs, f"five-findings/runs/{path.name}", path.name) for path in sorted(week.iterdir())]
    told = {}
    for name in [*names, "all"]:
        files = names if name == "all" else [name]
        done = runs.run("pre-commit", "run", "downtempo-week", "--hook-stage", "manual", "--files", *files)
        told[name] = (done.returncode, done.stdout)
    assert len(set(told.values())) == 1
    code, said = told["all"]
    assert code == 1
    assert "error    SR103" in said
    assert "warning  PG104" in said


def test_a_push_of_a_bad_week_is_refused(runs: Repository, tmp_path: Path) -> None:
    runs.done("git", "init", "-q", "--bare", str(tmp_path / "origin.git"))
    runs.done("git", "add", "-A")
    runs.done("git", "commit", "-q", "--no-verify", "-m", "the week")
    done = runs.run("git", "push", str(tmp_path / "origin.git"), "main")
    assert done.returncode != 0
    assert "downtempo (the week)" in done.stdout + done.stderr
    assert "2 errors, 3 warnings" in done.stdout + done.stderr
