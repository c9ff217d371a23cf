"""Sets, splits and descents as tables: what the pictures show, in numbers, for everybody."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ...model import Descent, Progression, Recovery, Session, Span, Surge, SurgeSet
from ...units import SHORT, UNIT_M, clock, pace
from ..words import count_words, middle_words
from .markup import Content, Html, tag
from .plot import part_of
from .view import View

#: The name of what a row tells of, where it lies, and its cells.
Row = tuple[str, Span | None, Sequence[str]]
_UNKNOWN = "not known"


def table(caption: str, heads: Sequence[str], rows: Iterable[Row], run: str = "", *, is_drawn: bool = False) -> Html:
    """Return a table whose first column names the row; a row's name ties it to what is drawn of it in the run.

    Columns in which no row has anything are left out. `is_drawn`: the run has a profile that rows can lead to.
    """
    given = list(rows)
    kept = [k for k in range(len(heads)) if any(cells[k] for _, _, cells in given)]
    body = [
        tag("tr", _head(cells[0], run, span if is_drawn else None), [tag("td", cells[k] or "-") for k in kept[1:]],
            id=f"{run}-{part}" if run and part else None, data_part=part or None)
        for part, span, cells in given
    ]  # fmt: skip
    head = tag("thead", tag("tr", [tag("th", heads[k], scope="col") for k in kept]))
    inside = tag("table", tag("caption", caption), head, tag("tbody", body))
    return tag("div", inside, class_="scroll", tabindex="0", role="group", aria_label=caption)


def _head(words: str, run: str, span: Span | None) -> Html:
    """Return the cell that names a row, with a link to its place in the profile."""
    if span is None:
        return tag("th", words, scope="row")
    link = tag("a", words, href=f"#{run}-profile", data_run=run, data_from=round(span.start_m),
               data_to=round(span.stop_m))  # fmt: skip
    return tag("th", link, scope="row")


def tables(view: View, session: Session) -> Iterator[Content]:
    """Yield the tables of a run: its sets, its splits, its descents."""
    run, is_drawn = view.run_id(session), view.drawing_of(session) is not None
    for group in session.sets:
        yield _set(view, session, group, run, is_drawn)
    if session.progression is not None:
        yield _splits(session.progression, run, is_drawn)
    if session.descents:
        told = f"{count_words(len(session.descents), 'descent')}, longest {_longest(session):.0f} m"
        yield tag("details", tag("summary", told), _descents(view, session, run, is_drawn))


def _set(view: View, session: Session, group: SurgeSet, run: str, is_drawn: bool) -> Html:
    main = " (the main one)" if group.is_main and len(session.sets) > 1 else ""
    number = f"Set {group.number}{main}" if len(session.sets) > 1 else "The set"
    caption = f"{number}: {count_words(group.n_reps, 'rep')}{middle_words(group).replace('-', '−')}"
    heads = (
        "Rep",
        "Time",
        "Length",
        f"Pace /{view.short}",
        "Grade",
        "Starts at",
        "Heart bpm",
        "Cadence spm",
        "Rest",
        "Climbed",
    )
    pauses = [*group.recoveries, *[None] * len(group.surges)]
    return table(
        caption, heads, [_rep(view, s, r) for s, r in zip(group.surges, pauses, strict=False)], run, is_drawn=is_drawn
    )


def _rep(view: View, surge: Surge, pause: Recovery | None) -> Row:
    span = surge.span
    cells = (
        str(surge.rep),
        f"{span.duration_s:.0f} s" if span.duration_s < 100 else clock(span.duration_s),
        f"{span.distance_m:.0f} m",
        pace(surge.speed_mps, view.unit_m),
        grade_words(surge.grade_ratio, surge.grade_error_ratio),
        clock(span.start_s),
        f"{surge.heart_rate_bpm:.0f}" if surge.heart_rate_bpm is not None else "",
        f"{surge.cadence_spm:.0f}" if surge.cadence_spm is not None else "",
        clock(pause.duration_s) if pause else "",
        f"{round(pause.climb_m)} m".replace("-", "−") if pause and pause.climb_m is not None else "",
    )
    return part_of(surge.set_number, surge.rep), span, cells


def _splits(run: Progression, run_id: str, is_drawn: bool) -> Html:
    how = "grade-adjusted pace" if run.by == "gap" else "pace"
    even = "" if run.is_strict else ", not faster by even steps throughout"
    caption = f"{len(run.splits)} splits of a {run.unit} by {how}{even}"
    steps: list[float | None] = [None, *run.steps_s_per_m]
    rows = [
        (f"k{i}", split.span, (str(i), clock(split.span.start_s), clock(p * run.unit_m), _step(s, run.unit_m)))
        for i, (split, p, s) in enumerate(zip(run.splits, run.paces_s_per_m, steps, strict=True), 1)
    ]
    return table(
        caption,
        ("Split", "Starts at", f"Pace /{SHORT[run.unit]}", "Against the one before"),
        rows,
        run_id,
        is_drawn=is_drawn,
    )


def _step(seconds_per_m: float | None, unit_m: float) -> str:
    if seconds_per_m is None:
        return ""
    seconds = round(seconds_per_m * unit_m)
    return f"{abs(seconds)} s {'faster' if seconds > 0 else 'slower'}" if seconds else "the same"


def _descents(view: View, session: Session, run: str, is_drawn: bool) -> Html:
    heads = ("Descent", "Starts at", "Length", "Down", "Grade", f"Pace /{view.short}", "Time")
    rows = [(f"d{i}", d.span, _descent(i, d, view)) for i, d in enumerate(session.descents, 1)]
    caption = f"Descents of {run_words(session)}, each from its top to its foot, whatever part was run fast"
    return table(caption, heads, rows, run, is_drawn=is_drawn)


def _descent(number: int, d: Descent, view: View) -> tuple[str, ...]:
    drop = f"{d.drop_m:.0f} m" if d.drop_m is not None else _UNKNOWN
    place = f"{d.span.start_m / UNIT_M[view.unit]:.2f} {view.short}"
    grade = grade_words(d.grade_ratio, d.grade_error_ratio) or _UNKNOWN
    length = f"{d.span.distance_m:.0f} m"
    return str(number), place, length, drop, grade, pace(d.speed_mps, view.unit_m), clock(d.span.duration_s)


def run_words(session: Session) -> str:
    """Name a run within a sentence."""
    return f"the run of {session.local_date.isoformat()}" if session.local_date else "the run"


def grade_words(ratio: float | None, error: float | None) -> str:
    """Write a grade with its uncertainty, the minus as a minus; empty where it is not known."""
    if ratio is None:
        return ""
    return f"{round(100 * ratio, 1) + 0.0:+.1f} ± {100 * (error or 0):.1f} %".replace("-", "−")


def _longest(session: Session) -> float:
    return max(d.span.distance_m for d in session.descents)
