"""Nothing but what is made in one module is markup."""

from __future__ import annotations

import ast
import base64
import hashlib
import json
import re
from pathlib import Path

import pytest
from tests.support.pages import tree_of

import downtempo
from downtempo.reports.page.markup import data_block, escaped, joined, page, tag

SOURCE = Path(downtempo.__file__).parent


def modules_that_call(name: str) -> set[str]:
    found = set()
    for module in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            is_named = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name
            if is_named or (
                isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == name
            ):
                found.add(module.relative_to(SOURCE).as_posix())
    return found


def test_only_one_module_makes_markup_so_that_no_value_passes_by_its_escaping() -> None:
    assert modules_that_call("Html") == {"reports/page/markup.py"}


def test_no_other_module_of_the_page_writes_a_tag_into_a_string() -> None:
    for module in (SOURCE / "reports" / "page").glob("*.py"):
        if module.name != "markup.py":
            strings = [n.value for n in ast.walk(ast.parse(module.read_text())) if isinstance(n, ast.Constant)]
            assert not [s for s in strings if isinstance(s, str) and re.search(r"</?[a-z]", s)], module.name


def test_text_and_attributes_are_escaped_and_control_characters_spelled_out() -> None:
    made = tag("a", "<b>\"&'\x1b", title='"><script>', href="#x").text
    assert made == '<a title="&quot;&gt;&lt;script&gt;" href="#x">&lt;b&gt;&quot;&amp;&#x27;\\x1b</a>'


def test_markup_within_markup_is_kept_and_text_beside_it_is_not() -> None:
    assert joined(["<", tag("b", "x")]).text == "&lt;<b>x</b>"


@pytest.mark.parametrize(("value", "written"), [(None, ""), (False, ""), (True, " open"), (3, ' open="3"')])
def test_an_attribute_that_is_not_there_is_not_written(value: str | bool | None, written: str) -> None:
    assert tag("details", open=value).text == f"<details{written}></details>"


@pytest.mark.parametrize("text", ["</script><script>", "<!--<script>", "]]>", "a\u2028b", "&lt;"])
def test_data_for_the_script_end_neither_it_nor_a_line_of_it(text: str) -> None:
    block = data_block("data", {"text": text}).text
    inside = block.removeprefix('<script type="application/json" id="data">').removesuffix("</script>")
    assert not set(inside) & set("<>&\u2028\u2029")
    assert json.loads(inside) == {"text": text}


def test_the_policy_lets_in_this_one_script_and_nothing_else() -> None:
    script = "let a = 1;\n"
    policy = (
        tree_of(page("t", tag("p", "x"), style="p {}", script=script))
        .all("meta", http_equiv="Content-Security-Policy")[0]
        .attributes["content"]
    )
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}';" in policy
    assert policy.startswith("default-src 'none'; style-src 'unsafe-inline'; img-src data:; ")


def test_the_way_of_a_path_is_never_cut_and_holds_nothing_but_numbers() -> None:
    way = "M0 0l" + "1 -2 " * 5000
    assert tag("path", d=way).text == f'<path d="{way}"/>'
    with pytest.raises(ValueError, match="numbers"):
        tag("path", d='M0 0"')


def test_long_text_is_cut_and_not_lost_in_silence() -> None:
    assert escaped("x" * 5000).endswith("…")
