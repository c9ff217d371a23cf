"""The profile of a run: height and pace along the way, descents hatched, surges between dashed edges, numbered.

The curves are SVG that is stretched to the width there is; words lie over them as HTML, placed by shares of the way, so
that they are never stretched. `--z0` and `--zw` say which part of the way is shown; the script changes these two.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Sequence

from ...model import Finding, Session, Span
from ...model.drawing import Drawing
from ...units import clock
from ..words import length_words, number_words
from .curves import CLASSES, classes_of, filled, line
from .markup import Html, joined, tag
from .scales import Scale, height_scale, pace_scale, way_ticks
from .view import View, share

#: Shares of the plot: numbers nearer to each other than the first stand on two lines, than the second are thinned.
_NARROW, _CROWDED = 0.06, 0.03
#: A flag stands at least so far from the left edge, so that all of it is seen.
_FIRST_FLAG = 0.015
_GRADES = {
    "down2": "falls by more than 5 %",
    "down1": "falls by 2 to 5 %",
    "flat": "flat",
    "up1": "climbs by 2 to 5 %",
    "up2": "climbs by more than 5 %",
    "unknown": "grade not known",
}


def profile(view: View, session: Session, drawing: Drawing, findings: tuple[Finding, ...]) -> Html:
    """Return the figure of a run; `findings` are those with a place in it."""
    heights, paces = height_scale(drawing), pace_scale(drawing, view.unit_m)
    run = view.run_id(session)
    panels = [
        _panel("height", "height", heights, drawing, _ground(drawing, heights)),
        _panel("pace", f"pace /{view.short}", paces, drawing, _pace(session, drawing, paces)),
    ]
    stage = tag(
        "div",
        [panel for panel in panels if panel],
        tag("div", _bands(run, session, drawing), class_="bands"),
        tag("div", list(_marks(view, session, drawing, findings)), class_="marks"),
        class_="stage" if session.surges or session.progression else "stage bare",
    )
    ticks = [
        tag(
            "span",
            number_words(at / view.unit_m),
            class_=None if at else "zero",
            style=f"--a:{share(at / drawing.length_m)}",
        )
        for at in way_ticks(drawing.length_m, view.unit_m)
    ]
    plot = tag(
        "div", stage, tag("div", ticks, class_="xaxis", aria_hidden="true"),
        class_="plot", data_run=run, data_length=round(drawing.length_m), style="--z0:0;--zw:1",
    )  # fmt: skip
    shown = " and ".join(name for name, panel in zip(("height", "pace"), panels, strict=True) if panel)
    caption = tag("figcaption", f"{shown.capitalize()} along the way, in {view.short}", class_="caption")
    return tag("figure", caption, plot, _legend(session, drawing), class_="profile", id=f"{run}-profile")


def _panel(name: str, words: str, scale: Scale, drawing: Drawing, inside: Html) -> Html | None:
    """Return one plot with its scale, None where there is nothing to draw."""
    if scale.is_empty:
        return None
    grid = "".join(f"M0 {at * scale.size:.0f}h{drawing.length_m:.0f}" for at, _ in scale.ticks)
    box = f"0 0 {drawing.length_m:.0f} {scale.size:.0f}"
    ticks = [tag("span", told, style=f"--y:{share(at)}") for at, told in scale.ticks]
    return tag(
        "div",
        tag("svg", tag("path", d=grid, class_="grid"), inside, viewBox=box, preserveAspectRatio="none",
            data_size=round(scale.size), aria_hidden="true", focusable="false"),
        tag("div", ticks, class_="ticks", aria_hidden="true"),
        tag("span", words, class_="what", aria_hidden="true"),
        class_=f"panel {name}",
    )  # fmt: skip


def _ground(drawing: Drawing, scale: Scale) -> Html:
    """Return the ground, coloured by its grade, under the line of heights."""
    if scale.is_empty:
        return joined([])
    areas = [
        tag("path", d=path, class_=f"ground {name}")
        for name, path in filled(drawing, drawing.distance_m, scale.values, scale.size)
    ]
    return joined([*areas, tag("path", d=line(drawing.distance_m, scale.values), class_="ridge")])


def _pace(session: Session, drawing: Drawing, scale: Scale) -> Html:
    """Return the line of pace, that of each surge once more and bolder."""
    if scale.is_empty:
        return joined([])
    bold = []
    for surge in session.surges:
        rows = drawing.between(surge.span.start_m, surge.span.stop_m)
        path = line(drawing.distance_m[rows], scale.values[rows])
        bold.append(tag("path", d=path, class_="surge", data_part=part_of(surge.set_number, surge.rep)))
    whole = tag("path", d=line(drawing.distance_m, scale.values), class_="line")
    return joined([whole, *bold])


def part_of(set_number: int, rep: int) -> str:
    """Return the name by which a rep is known in profile, route and table of its run."""
    return f"s{set_number}-{rep}"


def _bands(run: str, session: Session, drawing: Drawing) -> Iterator[Html]:
    """Yield descents, surges and splits as stretches over the whole height of the plot."""
    for i, descent in enumerate(session.descents, 1):
        yield tag("div", class_="descent", style=_place(descent.span, drawing), data_part=f"d{i}")
    splits = session.progression.splits if session.progression else ()
    for i, split in enumerate(splits, 1):
        yield _numbered("split", i, split.span, drawing, run, f"k{i}", f"Split {i}: to the table")
    surges = session.surges
    for surge, kinds in zip(surges, _crowding([s.span for s in surges], drawing), strict=True):
        part = part_of(surge.set_number, surge.rep)
        told = f"Rep {surge.rep}, {surge.span.duration_s:.0f} s from {clock(surge.span.start_s)}: to the table"
        yield _numbered(f"rep{kinds}", surge.rep, surge.span, drawing, run, part, told)


def _numbered(kind: str, number: int, span: Span, drawing: Drawing, run: str, part: str, told: str) -> Html:
    link = tag("a", number, href=f"#{run}-{part}", aria_label=told, tabindex="-1")
    return tag("div", link, class_=kind, style=_place(span, drawing), data_part=part)


def _crowding(spans: Sequence[Span], drawing: Drawing) -> Iterator[str]:
    """Yield how the number of each surge makes room for its neighbours.

    Every second one stands higher where they are near to each other; where even that is too narrow, some are left out
    until the profile is shown larger.
    """
    middles = [0.5 * (span.start_m + span.stop_m) / drawing.length_m for span in spans]
    nearest = min((abs(b - a) for a, b in itertools.pairwise(middles)), default=1.0)
    every = min(max(math.ceil(_CROWDED / max(nearest, 1e-4)), 1), len(spans) or 1)
    for i in range(len(spans)):
        is_high = nearest < _NARROW and (i // every) % 2 == 1
        yield (" high" if is_high else "") + (" far" if i % every else "")


def _marks(view: View, session: Session, drawing: Drawing, findings: tuple[Finding, ...]) -> Iterator[Html]:
    """Yield a flag for each place with a finding, one for all that lie at one place."""
    at_place: dict[float, list[Finding]] = {}
    for finding in findings:
        if finding.place.span is not None and finding.place.span.distance_m < 0.9 * drawing.length_m:
            at_place.setdefault(finding.place.span.start_m, []).append(finding)
    groups = sorted(at_place.items())
    crowding = _crowding([group[0].place.span for _, group in groups if group[0].place.span], drawing)
    for (start_m, group), kinds in zip(groups, crowding, strict=True):
        codes = ", ".join(dict.fromkeys(f.code for f in group))
        words = f"{codes} at {length_words(start_m, view.unit)}: to the finding"
        yield tag(
            "a", "!", href=f"#{view.prefix}{group[0].code}-{view.run_id(session)}", aria_label=words, title=words,
            class_=f"flag {worst_level(group)}{' far' if 'far' in kinds else ''}", tabindex="-1",
            style=f"--a:{share(max(start_m / drawing.length_m, _FIRST_FLAG))}",
        )  # fmt: skip


def worst_level(findings: Sequence[Finding]) -> str:
    """Return the gravest severity among findings."""
    return next(level for level in ("error", "warning", "info") if any(f.severity == level for f in findings))


def _place(span: Span, drawing: Drawing) -> str:
    return f"--a:{share(span.start_m / drawing.length_m)};--b:{share(span.stop_m / drawing.length_m)}"


def _legend(session: Session, drawing: Drawing) -> Html:
    """Return what the colours, hatchings and edges mean; only what is to be seen."""
    seen = {CLASSES[k] for k in classes_of(drawing).tolist()} if len(drawing.elevation_m) else set()
    keys = [(f"key {name}", words) for name, words in _GRADES.items() if name in seen]
    keys += [("key descent", "descent")] if session.descents else []
    keys += [("key rep", "surge, with its number")] if session.surges else []
    keys += [("key split", "split")] if session.progression else []
    items = [tag("li", tag("span", class_=name, aria_hidden="true"), words) for name, words in keys]
    return tag("ul", items, class_="legend") if items else joined([])
