"""Small pictures beside findings: the stretch of a run, or the week, that they speak of."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np

from ...model import Span, Week
from ...model.drawing import Drawing
from ..words import DAYS
from .curves import filled, line
from .markup import Html, joined, tag
from .scales import Scale, height_scale, pace_scale
from .view import View

#: Around its place a picture shows at least so much [m], and so many times the length of the place.
_AROUND_M, _AROUND = 200.0, 1.2


def place_picture(drawing: Drawing, span: Span | None, view: View) -> Html | None:
    """Return the ground around a place, the place itself between dashed edges; the whole run without a place."""
    heights = height_scale(drawing)
    scale = heights if not heights.is_empty else pace_scale(drawing, view.unit_m)
    if scale.is_empty:
        return None
    start, stop = _around(drawing, span)
    rows = drawing.between(start, stop)
    scale, size = _cropped(scale, rows)
    x = drawing.distance_m - start
    inside = (
        [tag("path", d=path, class_=f"ground {name}") for name, path in filled(drawing, x, scale.values, size, rows)]
        if not heights.is_empty else []
    )  # fmt: skip
    ridge = tag("path", d=line(x[rows], scale.values[rows]), class_="ridge")
    box = f"0 0 {stop - start:.0f} {size:.0f}"
    return tag(
        "svg", *inside, ridge, _edges(span, start, stop, size) if span else None,
        viewBox=box, preserveAspectRatio="none", class_="small", aria_hidden="true", focusable="false",
    )  # fmt: skip


def _around(drawing: Drawing, span: Span | None) -> tuple[float, float]:
    if span is None:
        return 0.0, drawing.length_m
    room = max(_AROUND * span.distance_m, _AROUND_M)
    return max(span.start_m - room, 0.0), min(span.stop_m + room, drawing.length_m)


def _cropped(scale: Scale, rows: slice) -> tuple[Scale, float]:
    """Return the scale moved up to what is shown, and how much of it that takes, a fifth of the whole at least."""
    part = scale.values[rows]
    known = part[np.isfinite(part)]
    if not len(known):
        return scale, scale.size
    top, bottom = float(known.min()), float(known.max())
    room = max(bottom - top, 0.2 * scale.size)
    top -= 0.15 * room
    return Scale(scale.values - top, scale.size, ()), 1.4 * room


def _edges(span: Span, start_m: float, stop_m: float, size: float) -> Html:
    """Return the edges of the place, and what veils the ground on either side of it."""
    left, right = max(span.start_m - start_m, 0.0), min(span.stop_m, stop_m) - start_m
    edges = tag("path", d=f"M{left:.0f} 0v{size:.0f}M{right:.0f} 0v{size:.0f}", class_="edge")
    sides = ((0.0, left), (right, stop_m - start_m)) if right > left else ()
    veils = [
        tag("rect", x=round(a), y=0, width=round(b) - round(a), height=round(size), class_="beside")
        for a, b in sides if round(b) > round(a)
    ]  # fmt: skip
    return joined([*veils, edges])


def week_picture(week: Week, marked: date | None = None) -> Html:
    """Return a week as seven bars of distance, hard days framed, one day marked."""
    days = [week.start + timedelta(days=k) for k in range(7)]
    metres = [sum(s.distance_m or 0.0 for s in week.on(day)) for day in days]
    most = max(*metres, 1.0)
    bars = [
        tag("rect", x=10 * k + 1, y=round(40 - 36 * m / most), width=8, height=max(round(36 * m / most), 1),
            class_="hard" if day in week.hard_days else "day")
        for k, (m, day) in enumerate(zip(metres, days, strict=True))
    ]  # fmt: skip
    letters = [tag("span", DAYS[day.weekday()][0], class_="marked" if day == marked else None) for day in days]
    return tag(
        "div", tag("svg", bars, viewBox="0 0 70 40", preserveAspectRatio="none", focusable="false"),
        tag("div", letters, class_="letters"), class_="small week", aria_hidden="true",
    )  # fmt: skip
