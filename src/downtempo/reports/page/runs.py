"""One run after the other: what it was, its profile and route, its tables, what the file is worth."""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Finding, Session
from ...model.drawing import Drawing
from ...model.signature import work_words
from ...text import safe
from ...units import clock
from ..words import count_words, day_words, file_words, length_words, pace_words, times_words
from .findings import anchor, shown_groups
from .markup import Content, Html, joined, tag
from .plot import profile
from .route import route
from .tables import tables
from .view import View, title_of

_PLANNED = "Planned, not run yet: there is nothing to draw."
_NO_ROOM = "Not drawn on this page, which has many runs."
_HIDDEN = "There is nothing to draw: the run lies in private places, or its recording could not be read a second time."
_EMPTY = "There is nothing to draw: the recording holds neither distances nor positions over time."


def runs(view: View) -> Html | None:
    """Return the section of the runs; None where there is none."""
    if not view.sessions:
        return None
    identity = f"{view.prefix}runs"
    planned = "planned " if all(s.is_planned for s in view.sessions) else ""
    heading = view.heading(0, f"The {planned}run{'s' if len(view.sessions) > 1 else ''}", id=identity)
    each = [_run(view, s) for s in view.sessions]
    return tag("section", heading, _undrawn(view), each, aria_labelledby=view.named(identity))


def _undrawn(view: View) -> Html | None:
    """Say of how many runs there are pictures, and where those of the others are to be had."""
    n_undrawn = sum(map(view.pictured.is_undrawn, view.sessions))
    if not n_undrawn:
        return None
    n_drawn = f"{len(view.sessions) - n_undrawn} of {len(view.sessions)} runs"
    words = (
        f"Pictures of {n_drawn}: the newest, those with an error or a warning, and those with sets or splits first. "
    )
    how = tag("code", "downtempo show FILE --html run.html")
    return tag("p", words, "The others are told in words and tables; ", how, " draws any of them.", class_="undrawn")


def _run(view: View, session: Session) -> Html:
    run = view.run_id(session)
    drawing = view.drawing_of(session)
    told = work_words(session, view.unit)
    return tag(
        "article",
        view.heading(1, title_of(session), id=f"{run}-title"),
        tag("p", told, class_="signature") if told else None,
        tag("ul", [tag("li", total) for total in _totals(session, view)], class_="totals"),
        _findings(view, session),
        _pictures(view, session, drawing),
        list(tables(view, session)),
        _notes(view, session),
        _gaps(view, session),
        id=run, class_="run", aria_labelledby=f"{run}-title",
    )  # fmt: skip


def _totals(s: Session, view: View) -> Iterator[str]:
    yield length_words(s.distance_m, view.unit)
    if s.duration_s is not None:
        yield from times_words(s)
    if s.distance_m and s.moving_s:
        yield pace_words(s, view.unit)
    if s.gain_m is not None and s.drop_m is not None:
        yield f"{s.gain_m:.0f} m up, {s.drop_m:.0f} m down"
    warm_up, cool_down = s.phase("warm-up"), s.phase("cool-down")
    if s.sets or s.progression:
        if warm_up is not None:
            yield f"warm-up {clock(warm_up.span.duration_s)}"
        if cool_down is not None:
            yield f"cool-down {clock(cool_down.span.duration_s)}"


def _findings(view: View, session: Session) -> Html | None:
    """Return links to what was found in this run."""
    groups = [g for g in shown_groups(view) if view.session_at(g[0].place) is session]
    if not groups:
        return None
    links = [
        tag("li", tag("a", f"{g[0].severity}: {g[0].name.replace('-', ' ')}", href=f"#{view.prefix}{anchor(view, g)}"))
        for g in groups
    ]
    return tag("ul", links, class_="found", aria_label="Findings in this run")


def _pictures(view: View, session: Session, drawing: Drawing | None) -> Html:
    if view.pictured.is_undrawn(session):
        return tag("p", _NO_ROOM, class_="quiet")
    if drawing is None:
        words = _HIDDEN if view.is_shared else _EMPTY
        return tag("p", _PLANNED if session.is_planned else words, class_="quiet")
    here = tuple(f for f in _all(view) if view.session_at(f.place) is session)
    coarse = tag("p", "Drawn coarsely, from what was kept of the run: its recording could not be read a second time.",
                 class_="quiet") if drawing.is_coarse else None  # fmt: skip
    way = route(view, session, drawing)
    figures = tag("div", profile(view, session, drawing, here), way, class_="pictures" if way else "pictures alone")
    return joined([coarse, figures])


def _all(view: View) -> tuple[Finding, ...]:
    return view.pictured.judged.verdicts.findings if view.pictured.judged else ()


def _notes(view: View, session: Session) -> Html:
    """Return where the run comes from, and what its reader and the segmenter remarked."""
    device = f", {safe(session.device, 40)}" if session.device else ""
    day = f"{day_words(session.local_date, year=True)}, " if session.local_date else ""
    about: list[Content] = [
        tag("li", f"{day}{safe(session.sport, 30)}{device}{_altitude(session)}"),
        tag("li", "File ", tag("code", file_words(session.file))),
    ]
    if session.kind_reason:
        about.append(
            tag("li", f"Called {session.kind.replace('-', ' ') if session.kind else 'no kind'}: {session.kind_reason}")
        )
    about += [
        tag("li", tag("strong", note.severity), f" [{note.code} {note.reason}] {note.message}", class_=note.severity)
        for note in session.notes
    ]
    levels = [note.severity for note in session.notes]
    loud = ", ".join(count_words(levels.count(level), level) for level in ("error", "warning") if level in levels)
    words = "About the recording" + (f": {loud}" if loud else "")
    return tag("details", tag("summary", words), tag("ul", about, class_="notes"), open=bool(loud))


def _altitude(session: Session) -> str:
    if session.is_planned:
        return ""
    sources = {"none": "none in the file", "unknown": "from an unnamed sensor", "gps": "from GPS alone"}
    return f"; altitude: {sources.get(session.elevation_source, 'from a barometer')}"


def _gaps(view: View, session: Session) -> Html | None:
    """Return what the rules could not tell of this run, and why."""
    judged = view.pictured.judged
    gaps = [g for g in judged.verdicts.not_judged if view.session_at(g.place) is session] if judged else []
    if not gaps:
        return None
    reasons: dict[str, list[str]] = {}
    for gap in gaps:
        reasons.setdefault(gap.reason, []).append(gap.code)
    items = [tag("li", f"{', '.join(dict.fromkeys(codes))}: {reason}") for reason, codes in sorted(reasons.items())]
    return tag("details", tag("summary", f"Not judged here: {count_words(len(gaps), 'rule')}"), tag("ul", items))
