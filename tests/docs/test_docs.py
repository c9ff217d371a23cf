"""The documentation builds without a warning, says what the registry says, and its notebook does what it shows."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from tests.support.notebook import PAGE, cells, outputs

import downtempo
from downtempo import api
from downtempo.cli.main import cli
from downtempo.docs import build, write_sources
from downtempo.docs.registry import told


def test_the_notebook_prints_what_the_page_shows(tmp_path: Path) -> None:
    """Rewrite it with: python -m tests.support.notebook."""
    page = PAGE.read_text(encoding="utf-8")
    assert outputs(page, tmp_path) == [text for _, text in cells(page)]
    assert len(cells(page)) >= 5


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sources")
    write_sources(folder)
    return folder


def test_every_rule_has_its_page_with_every_figure_that_it_cites(sources: Path) -> None:
    for rule in api.list_rules():
        page = (sources / "rules" / f"{rule.code}.md").read_text(encoding="utf-8")
        assert page.startswith(f"# {rule.code} {rule.name}\n")
        assert all(f"`{figure}`" in page for figure in rule.figures)
        assert f"rules/{rule.code}\n" in (sources / "rules.md").read_text(encoding="utf-8")


def test_every_figure_protocol_source_command_and_public_name_has_its_place(sources: Path) -> None:
    known = api.catalogue_of(api.lookup.DEFAULTS)
    for page, names in (
        ("figures.md", known.figures), ("protocols.md", known.protocols), ("sources.md", known.sources),
        ("commands.md", cli.commands),
        ("reference.md", [f":: downtempo.{name}\n" for name in downtempo.__all__]),
    ):  # fmt: skip
        text = (sources / page).read_text(encoding="utf-8")
        assert not [name for name in names if name not in text]


def test_every_page_is_in_the_table_of_contents(sources: Path) -> None:
    index = (sources / "index.md").read_text(encoding="utf-8")
    assert not [page.stem for page in sources.glob("*.md") if page.stem != "index" and f"\n{page.stem}\n" not in index]


def test_sources_are_the_same_every_time_and_old_pages_go(sources: Path, tmp_path: Path) -> None:
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "XX999.md").write_text("gone")
    write_sources(tmp_path)
    assert not (tmp_path / "rules" / "XX999.md").exists()
    for page in sources.rglob("*.md"):
        assert page.read_bytes() == (tmp_path / page.relative_to(sources)).read_bytes()


def test_text_is_shown_as_it_is() -> None:
    assert told("a * b_c <d> [e]\n f | #") == r"a \* b\_c \<d\> \[e\] f \| \#"


def test_the_documentation_is_built_without_a_warning(tmp_path: Path) -> None:
    for name in ("sphinx", "furo", "myst_parser"):
        pytest.importorskip(name, reason=f"{name} is not installed: pip install 'downtempo[docs]'")
    done = subprocess.run(
        [sys.executable, "-m", "downtempo.docs", str(tmp_path)], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    html = tmp_path / "html"
    assert "descent-too-steep" in (html / "rules" / "DH101.html").read_text(encoding="utf-8")
    assert json.loads((html / "searchindex.js").read_text(encoding="utf-8").partition("(")[2].rstrip(")"))


def test_without_sphinx_the_extra_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "furo", None)
    with pytest.raises(downtempo.DowntempoError, match=r"documentation needs .*downtempo\[docs\]"):
        build(tmp_path)
