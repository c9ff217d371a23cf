"""How findings that are not counted are told: plainly, and without letting a file steer the terminal."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from downtempo.model import Athlete, Finding, Place, Summary, Suppressed, Suppression, UnusedSuppression, Verdicts
from downtempo.model.results import Collected, Judged
from downtempo.reports import check_text, each_text, statistics_text
from downtempo.reports.held import held_lines, nothing_words

STEEP = Finding(
    code="DH101", name="descent-too-steep", severity="error", basis="documented",
    place=Place("runs/x.fit", "2026-09-29"),
    observed=8.2, limit=5.0, unit="%", uncertainty=0.5, figure="downhill-dynamo.repeat-grade", source="s",
    message="grade of rep 1: 8.2 %", advice="Walk down.", athlete="Ana",
)  # fmt: skip
NOTHING = Verdicts((), (), (), (), Summary(1, 1, 1, 0, 0))
ENTRY = Suppression("2026-09-29", "DH101", "the point of the day", date(2026, 12, 31), "downtempo.suppress.toml:1")


def plain(text: str, _colour: str) -> str:
    return text


def judged(verdicts: Verdicts, name: str = "Ana", configuration: str = "ana/downtempo.toml") -> Judged:
    return Judged(Collected(), verdicts, Athlete(name=name), configuration=configuration)


def test_nothing_held_back_takes_no_line() -> None:
    assert held_lines(NOTHING, 100) == []
    assert nothing_words(NOTHING) == "Nothing beyond the figures"


def test_what_is_held_back_is_counted_with_its_reason() -> None:
    held = replace(NOTHING, suppressed=(Suppressed(STEEP, ENTRY),) * 2, baselined=(STEEP,) * 3)
    assert held_lines(held, 100) == [
        "  Suppressed: 2 findings: DH101 2026-09-29 (the point of the day).",
        "  Baselined: 3 findings: DH101 3.",
    ]
    assert nothing_words(held) == "Nothing beyond the figures but what is excused"


def test_a_suppression_of_nothing_is_a_warning_that_says_why() -> None:
    (line,) = held_lines(replace(NOTHING, unused=(UnusedSuppression(ENTRY, "it expired on 2026-12-31"),)), 200)
    assert line.startswith("  warning  downtempo.suppress.toml:1: DH101 at 2026-09-29 suppresses nothing: it expired")


def test_the_words_of_a_suppression_cannot_steer_the_terminal() -> None:
    hostile = replace(ENTRY, run="\x1b[2J", reason="\x1b]0;x\x07 \u202e", place="\x1b[31m.toml")
    held = replace(NOTHING, suppressed=(Suppressed(STEEP, hostile),), unused=(UnusedSuppression(hostile, "x"),))
    told = "\n".join(held_lines(held, 100))
    assert "\x1b" not in told
    assert "\u202e" not in told
    assert "\\x1b" in told


def test_several_runners_have_a_head_each_and_a_sum() -> None:
    parts = (judged(replace(NOTHING, findings=(STEEP,))), judged(NOTHING, name="", configuration=""))
    both = replace(judged(replace(NOTHING, summary=Summary(2, 1, 2, 0, 0))), parts=parts)
    lines = each_text(both, check_text, paint=plain, width=100).splitlines()
    assert lines[0] == "Ana · ana/downtempo.toml"
    assert "no configuration" in lines
    assert lines[-1] == "In all: 1 error in 2 runs of 2 athletes."


def test_the_name_of_a_runner_cannot_steer_the_terminal() -> None:
    parts = (judged(NOTHING, name="\x1b[2J"), judged(NOTHING))
    told = each_text(replace(judged(NOTHING), parts=parts), check_text, paint=plain, width=100)
    assert "\x1b" not in told


def test_statistics_count_the_most_frequent_rule_first_and_its_gravest_severity() -> None:
    late = replace(STEEP, code="WK106", name="back-to-back-hard-days", severity="warning", place=Place(week="2026-W40"))
    found = (late, STEEP, replace(STEEP, severity="warning"), replace(STEEP, place=Place("runs/y.fit", "2026-09-30")))
    lines = statistics_text(judged(replace(NOTHING, findings=found)), paint=plain, width=100).splitlines()
    assert lines[0] == "      3  error    DH101  descent too steep, in 2 runs"
    assert lines[1] == "      1  warning  WK106  back to back hard days, in 1 week"


def test_statistics_of_nothing_say_so() -> None:
    told = statistics_text(judged(NOTHING), paint=plain, width=100)
    assert "Nothing beyond the figures." in told
