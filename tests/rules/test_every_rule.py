"""What holds for every rule. No rule is named here: a new file is tested as it is found."""

from __future__ import annotations

import ast
import inspect
import itertools
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest

import downtempo.rules
from downtempo.catalogue import load_catalogue
from downtempo.model import (
    Advice,
    Comparison,
    Context,
    Diary,
    Example,
    Figure,
    Figures,
    History,
    Protocol,
    Remark,
    Rule,
    Session,
    Week,
)
from downtempo.model.altered import without_altitude, without_cadence
from downtempo.model.sketch import MONDAY
from downtempo.rules import load_rules
from downtempo.scorer import outcome_of

RULES = load_rules()
CATALOGUE = load_catalogue()
EXAMPLES = [pytest.param(rule, e, id=f"{rule.code}: {e.title}") for rule in RULES for e in rule.examples()]
BY_CODE = [pytest.param(rule, id=rule.code) for rule in RULES]
FOLDERS = {
    "DH": "downhill",
    "PT": "progressive",
    "SR": "speed",
    "SE": "session",
    "WK": "week",
    "PG": "progression",
    "DI": "diary",
    "DQ": "data",
}
HEADINGS = ["What it looks for", "Why it matters", "What to do"]


def module_of(rule: Rule) -> ModuleType:
    module = inspect.getmodule(rule.check_session or rule.check_week)
    assert module is not None
    return module


def file_of(rule: Rule) -> Path:
    return Path(str(module_of(rule).__file__))


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_an_example_comes_out_as_it_says(rule: Rule, example: Example) -> None:
    assert outcome_of(rule, example, CATALOGUE) == example.expected


@pytest.mark.parametrize("rule", BY_CODE)
def test_a_rule_shows_within_and_beyond_and_not_judged(rule: Rule) -> None:
    assert {"within", "beyond", "not judged"} <= {e.expected for e in rule.examples()}


@pytest.mark.parametrize("rule", BY_CODE)
def test_titles_are_sentences_and_differ(rule: Rule) -> None:
    titles = [e.title for e in rule.examples()]
    assert len(set(titles)) == len(titles)
    assert all(len(title.split()) >= 4 and not title.endswith(".") for title in titles)


@pytest.mark.parametrize("rule", BY_CODE)
def test_a_page_has_its_three_parts_and_says_something_in_each(rule: Rule) -> None:
    assert list(rule.parts) == HEADINGS
    assert all(len(part) > 40 and part.endswith((".", "?")) for part in rule.parts.values())


@pytest.mark.parametrize("rule", BY_CODE)
def test_the_advice_is_one_short_sentence(rule: Rule) -> None:
    assert rule.advice.endswith(".")
    assert 20 <= len(rule.advice) <= 140


@pytest.mark.parametrize("rule", BY_CODE)
def test_a_rule_looks_at_a_run_or_at_a_week(rule: Rule) -> None:
    assert (rule.check_session is None) != (rule.check_week is None)
    wanted = Session if rule.check_session else Week
    assert all(isinstance(e.subject, wanted) for e in rule.examples())


@pytest.mark.parametrize("rule", BY_CODE)
def test_a_rule_lies_in_the_folder_of_its_family(rule: Rule) -> None:
    assert file_of(rule).parent.name == FOLDERS[rule.family]
    assert rule.holds
    assert rule.reads


@pytest.mark.parametrize("rule", BY_CODE)
def test_a_rule_is_short(rule: Rule) -> None:
    assert len(file_of(rule).read_text("utf-8").splitlines()) < 120


def test_codes_and_names_are_unique_and_in_order() -> None:
    codes, names = [r.code for r in RULES], [r.name for r in RULES]
    assert codes == sorted(set(codes))
    assert len(set(names)) == len(names)
    assert all(name == name.lower() and " " not in name for name in names)


def test_every_file_among_the_rules_is_a_rule() -> None:
    folder = Path(str(downtempo.rules.__file__)).parent
    files = {p for p in folder.glob("*/*.py") if p.name != "__init__.py"}
    assert files == {file_of(rule) for rule in RULES}


@pytest.mark.parametrize("rule", BY_CODE)
def test_the_figures_a_rule_cites_exist_and_name_it(rule: Rule) -> None:
    assert rule.figures
    assert len(set(rule.figures)) == len(rule.figures)
    assert all(rule.code in CATALOGUE.figures[figure].checked_by for figure in rule.figures)


def test_a_figure_names_the_rules_that_cite_it_and_no_others() -> None:
    cited = {f.id: tuple(r.code for r in RULES if f.id in r.figures) for f in CATALOGUE.figures.values()}
    named = {f.id: f.checked_by for f in CATALOGUE.figures.values()}
    assert named == cited


def test_a_figure_that_no_rule_cites_says_why() -> None:
    silent = [f.id for f in CATALOGUE.figures.values() if not f.checked_by and len(f.not_checkable) < 20]
    assert silent == []


def test_protocols_and_advice_name_rules_that_exist() -> None:
    codes = {rule.code for rule in RULES}
    named = {code for p in CATALOGUE.protocols.values() for code in p.rules}
    told: list[Advice | Remark] = [*CATALOGUE.advice.values(), *CATALOGUE.remarks.values()]
    beside = {code for one in told for code in one.beside}
    assert named | beside <= codes


def test_protocols_and_remarks_name_figures_that_exist() -> None:
    told: list[Protocol | Remark] = [*CATALOGUE.protocols.values(), *CATALOGUE.remarks.values()]
    assert {figure for one in told for figure in one.figures} <= set(CATALOGUE.figures)


def test_where_sources_disagree_a_rule_holds_one_of_the_figures_and_all_of_them_are_kept() -> None:
    rules = {rule.code: rule for rule in RULES}
    disputes = [remark for remark in CATALOGUE.remarks.values() if remark.topic == "dispute"]
    assert disputes
    for dispute in disputes:
        assert len(dispute.figures) > 1, dispute.id
        assert any(set(dispute.figures) & set(rules[code].figures) for code in dispute.beside), dispute.id


def test_no_advice_of_the_sources_is_held_for_nothing() -> None:
    """What no track shows stands on the page of some rule."""
    assert [a.id for a in CATALOGUE.advice.values() if not a.beside] == []


def _figures_broken(rule: Rule) -> Iterator[Comparison]:
    for example in rule.examples():
        if example.expected == "beyond":
            context = _context(rule, example)
            answers = (
                rule.check_week(example.subject, context)
                if rule.check_week and isinstance(example.subject, Week)
                else rule.check_session(example.subject, context)
                if rule.check_session and isinstance(example.subject, Session)
                else iter(())
            )
            yield from (a for a in answers if isinstance(a, Comparison) and a.is_beyond)


def _context(rule: Rule, example: Example) -> Context:
    inside = example.subject.sessions if isinstance(example.subject, Week) else (example.subject,)
    days = [s.local_date for s in (*example.earlier, *inside) if s.local_date]
    history = History.of((*example.earlier, *inside), max(days, default=MONDAY), diary=example.diary)
    return Context(example.athlete, history, CATALOGUE.pick(rule.figures))


@pytest.mark.parametrize("rule", BY_CODE)
def test_what_is_broken_is_a_limit_that_the_rule_cites(rule: Rule) -> None:
    broken = list(_figures_broken(rule))
    assert broken
    assert {answer.figure.id for answer in broken} <= set(rule.limits) <= set(rule.figures)
    assert set(rule.frame) <= set(rule.figures)


@pytest.mark.parametrize("rule", BY_CODE)
def test_a_rule_is_no_louder_than_its_figures_allow(rule: Rule) -> None:
    bases = {answer.figure.basis for answer in _figures_broken(rule)}
    if rule.severity == "error":
        assert bases == {"documented"}
    assert rule.severity in (None, "error", "warning", "info")


def _coarse(session: Session) -> Session:
    """Leave the altitude of GPS, where there is any altitude to lose."""
    if session.elevation_source == "none":
        return session
    return replace(without_altitude(session), elevation_source="gps")


def _changed(example: Example, change: Callable[[Session], Session]) -> Example:
    subject = example.subject
    if isinstance(subject, Week):
        subject = replace(subject, sessions=tuple(map(change, subject.sessions)))
    else:
        subject = change(subject)
    return replace(example, subject=subject, earlier=tuple(map(change, example.earlier)))


def _forgotten(example: Example) -> Example:
    return replace(example, earlier=())


def _younger(diary: Diary) -> Diary:
    return replace(diary, days=dict(sorted(diary.days.items())[len(diary.days) // 2 :]))


def _blank(example: Example, field: str) -> Example:
    days = {day: replace(written, **{field: None}) for day, written in example.diary.days.items()}
    return replace(example, diary=replace(example.diary, days=days))


LOSSES: dict[str, Callable[[Example], Example]] = {
    "altitude": lambda e: _changed(e, without_altitude),
    "all but GPS altitude": lambda e: _changed(e, _coarse),
    "altitude of the earlier runs": lambda e: replace(e, earlier=tuple(map(without_altitude, e.earlier))),
    "cadence": lambda e: _changed(e, without_cadence),
    "history": _forgotten,
    "the diary": lambda e: replace(e, diary=Diary()),
    "effort in the diary": lambda e: _blank(e, "effort"),
    "soreness in the diary": lambda e: _blank(e, "soreness"),
    "sleep in the diary": lambda e: _blank(e, "sleep_s"),
    "resting heart rate in the diary": lambda e: _blank(e, "resting_bpm"),
    "the older half of the diary": lambda e: replace(e, diary=_younger(e.diary)),
    "what the watch was told": lambda e: _changed(e, lambda s: replace(s, perceived_effort=None, feel=None)),
    "the older half of the history": lambda e: replace(e, earlier=e.earlier[len(e.earlier) // 2 :]),
}


@pytest.mark.parametrize("loss", LOSSES)
@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_knowing_less_never_makes_it_within(rule: Rule, example: Example, loss: str) -> None:
    if example.expected in ("beyond", "not judged"):
        assert outcome_of(rule, LOSSES[loss](example), CATALOGUE) != "within"


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_reps_that_lose_their_altitude_are_not_passed_over(rule: Rule, example: Example) -> None:
    """What was beyond stays told, as beyond or as not judged, wherever there is a set of reps to tell of."""
    subject = example.subject
    sessions = subject.sessions if isinstance(subject, Week) else (subject,)
    if example.expected == "beyond" and any(s.main_set for s in sessions) and rule.family != "DQ":
        assert outcome_of(rule, LOSSES["altitude"](example), CATALOGUE) is not None


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_the_order_of_the_history_does_not_matter(rule: Rule, example: Example) -> None:
    turned = replace(example, earlier=tuple(reversed(example.earlier)))
    assert outcome_of(rule, turned, CATALOGUE) == example.expected


def _numbers(rule: Rule) -> Iterator[tuple[str, int]]:
    tree = ast.parse(file_of(rule).read_text("utf-8"))
    parts = (node for node in tree.body if not _is_example(node))
    for node in itertools.chain.from_iterable(map(ast.walk, parts)):
        if isinstance(node, ast.Constant) and isinstance(node.value, int | float) and node.value not in (0, 1):
            yield str(node.value), node.lineno


def _is_example(node: ast.stmt) -> bool:
    """Whether it draws example data: `examples`, and functions named after it."""
    return isinstance(node, ast.FunctionDef) and (node.name == "examples" or node.name.startswith("_drawn"))


@pytest.mark.parametrize("rule", BY_CODE)
def test_a_rule_holds_no_number_but_0_and_1(rule: Rule) -> None:
    assert list(_numbers(rule)) == []


@pytest.mark.parametrize("rule", BY_CODE)
def test_a_rule_imports_the_model_and_nothing_else(rule: Rule) -> None:
    tree = ast.parse(file_of(rule).read_text("utf-8"))
    inner = [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.level]
    outer = {a.name for node in ast.walk(tree) if isinstance(node, ast.Import) for a in node.names}
    assert all(name.split(".")[0] in ("model", "units", "text") for name in inner)
    assert outer <= {"math", "itertools"}


class _Watched(dict[str, Figure]):
    """Figures that remember which of them were looked at."""

    def __init__(self, figures: Figures) -> None:
        super().__init__({figure.id: figure for figure in figures})
        self.read: set[str] = set()

    def __getitem__(self, key: str) -> Figure:
        self.read.add(key)
        return super().__getitem__(key)


@pytest.mark.parametrize("rule", BY_CODE)
def test_a_rule_reads_every_figure_that_it_cites(rule: Rule) -> None:
    """One cited for nothing would be shown by `explain` without a reason; the examples have to reach them all."""
    watched = _Watched(CATALOGUE.pick(rule.figures))
    for example in rule.examples():
        context = replace(_context(rule, example), figures=Figures(watched))
        if rule.check_week and isinstance(example.subject, Week):
            list(rule.check_week(example.subject, context))
        elif rule.check_session and isinstance(example.subject, Session):
            list(rule.check_session(example.subject, context))
    assert set(rule.figures) - watched.read == set()
