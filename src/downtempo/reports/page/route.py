"""The route as lines in metres from its start: no map, no place on earth, unless somebody asks for tiles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from ...dataclass import dataclass
from ...model import Session
from ...model.drawing import Drawing
from ...model.track import Column
from ...units import UNIT_M, Unit
from .curves import CLASSES, classes_of, line, stretches
from .markup import Html, tag
from .plot import part_of
from .tiles import tiles_of
from .view import View, share

#: The frame is at most so many times as wide as high, and so many times as high as wide.
_WIDEST, _HIGHEST = 2.2, 1.15
_MARGIN = 0.06
#: Height of the scale below the way, as a share of the width.
_BAR = 0.1
#: Numbers of reps nearer to each other than this share of the frame are written once, together.
_TOGETHER = 0.07


@dataclass(frozen=True, slots=True)
class Frame:
    """What is shown: metres east and south of a corner, so that y grows downwards."""

    left_m: float
    top_m: float
    width_m: float
    height_m: float

    def on_paper(self, x_m: float, y_m: float) -> tuple[float, float]:
        """Return a place [m east, m north] as shares of the frame."""
        return (x_m - self.left_m) / self.width_m, (self.top_m - y_m) / self.height_m


def route(view: View, session: Session, drawing: Drawing) -> Html | None:
    """Return the figure of the way run, None without positions."""
    if not drawing.has_way:
        return None
    frame = frame_of(drawing)
    x, y = drawing.x_m - frame.left_m, frame.top_m - drawing.y_m
    images = tiles_of(view.tiles, drawing, frame.left_m, frame.top_m, frame.width_m, frame.height_m)
    box = f"0 0 {frame.width_m:.0f} {frame.height_m:.0f}"
    drawn = tag(
        "svg", images, tag("path", d=line(x, y), class_="under"), list(_ground(drawing, x, y)),
        list(_reps(session, drawing, x, y)), viewBox=box, aria_hidden="true", focusable="false",
    )  # fmt: skip
    labels = [*_ends(drawing, frame), *_numbers(session, drawing, frame)]
    scale_m, words = _bar(frame, view.unit)
    bar = tag("div", tag("span", words), class_="scale", style=f"--bar:{share(scale_m / frame.width_m)}")
    box_style = f"aspect-ratio:{frame.width_m / frame.height_m:.3f};--x0:0;--y0:0;--xw:1"
    graded = ", coloured by grade: thick lines fall, thin ones climb" if len(drawing.grade_ratio) else ""
    return tag(
        "figure",
        tag("figcaption", f"Route, north up{graded}", class_="caption"),
        tag("div", drawn, tag("div", labels, class_="labels", aria_hidden="true"), bar, class_="map", style=box_style,
            data_run=view.run_id(session), data_width=round(frame.width_m), data_height=round(frame.height_m)),
        class_="route",
    )  # fmt: skip


def frame_of(drawing: Drawing) -> Frame:
    """Return the frame around a way, whole metres wide and high, with a margin, room for a scale, not too slim."""
    left, right = float(np.nanmin(drawing.x_m)), float(np.nanmax(drawing.x_m))
    bottom, top = float(np.nanmin(drawing.y_m)), float(np.nanmax(drawing.y_m))
    margin = max(_MARGIN * max(right - left, top - bottom), 10.0)
    width = right - left + 2 * margin
    height = top - bottom + 2 * margin + _BAR * width
    wide, high = max(width, height / _HIGHEST), max(height, width / _WIDEST)
    return Frame(
        round(left - margin - 0.5 * (wide - width)),
        round(top + margin + 0.5 * (high - height)),
        round(wide),
        round(high),
    )


def _ground(drawing: Drawing, x: Column, y: Column) -> Iterator[Html]:
    """Yield the way by classes of grade, each class one path."""
    paths: dict[int, list[str]] = {}
    for kind, rows in stretches(classes_of(drawing)):
        paths.setdefault(kind, []).append(line(x[rows], y[rows]))
    for kind in sorted(paths, key=lambda k: -abs(k - 2)):
        yield tag("path", d="".join(paths[kind]), class_=f"way {CLASSES[kind]}")


def _reps(session: Session, drawing: Drawing, x: Column, y: Column) -> Iterator[Html]:
    for surge in session.surges:
        rows = drawing.between(surge.span.start_m, surge.span.stop_m)
        yield tag("path", d=line(x[rows], y[rows]), class_="surge", data_part=part_of(surge.set_number, surge.rep))
    for i, split in enumerate(session.progression.splits if session.progression else (), 1):
        rows = drawing.between(split.span.start_m, split.span.stop_m)
        yield tag("path", d=line(x[rows], y[rows]), class_="surge", data_part=f"k{i}")
    for i, descent in enumerate(session.descents, 1):
        rows = drawing.between(descent.span.start_m, descent.span.stop_m)
        yield tag("path", d=line(x[rows], y[rows]), class_="surge", data_part=f"d{i}")


def _ends(drawing: Drawing, frame: Frame) -> Iterator[Html]:
    if drawing.is_cut:
        return
    start, stop = ((float(drawing.x_m[i]), float(drawing.y_m[i])) for i in (0, -1))
    is_loop = np.hypot(start[0] - stop[0], start[1] - stop[1]) < 0.05 * frame.width_m
    ends = [(start, "start and finish")] if is_loop else [(start, "start"), (stop, "finish")]
    for (x_m, y_m), words in ends:
        yield _label(frame, x_m, y_m, words, "end finish" if words == "finish" else "end")


def _numbers(session: Session, drawing: Drawing, frame: Frame) -> Iterator[Html]:
    """Yield the numbers of the reps beside their middles, those at one place together."""
    groups: list[tuple[float, float, list[int]]] = []
    for surge in session.surges:
        place = drawing.place_at(0.5 * (surge.span.start_m + surge.span.stop_m))
        if place is None:
            continue
        near = next((g for g in groups if np.hypot(g[0] - place[0], g[1] - place[1]) < _TOGETHER * frame.width_m), None)
        if near:
            near[2].append(surge.rep)
        else:
            groups.append((*place, [surge.rep]))
    ends = [(float(drawing.x_m[i]), float(drawing.y_m[i])) for i in (0, -1)]
    for x_m, y_m, numbers in groups:
        is_near = any(np.hypot(x_m - x, y_m - y) < _TOGETHER * frame.width_m for x, y in ends)
        yield _label(frame, x_m, y_m, _ranges(numbers), "number below" if is_near else "number")


def _ranges(numbers: Sequence[int]) -> str:
    """Write numbers, three and more in a row as a range.

    >>> _ranges([1, 2, 3, 5])
    '1-3, 5'
    """
    runs: list[list[int]] = []
    for n in sorted(numbers):
        if runs and n == runs[-1][-1] + 1:
            runs[-1].append(n)
        else:
            runs.append([n])
    return ", ".join(f"{r[0]}-{r[-1]}" if len(r) > 2 else ", ".join(map(str, r)) for r in runs)


def _label(frame: Frame, x_m: float, y_m: float, words: str, kind: str) -> Html:
    x, y = frame.on_paper(x_m, y_m)
    side = " left" if x > 0.7 else ""
    return tag("span", words, class_=f"{kind}{side}", style=f"--x:{share(x)};--y:{share(y)}")


def _bar(frame: Frame, unit: Unit) -> tuple[float, str]:
    """Return the length of the scale bar [m] and its words: about a quarter of the width."""
    if unit == "mile":
        parts = [(miles * UNIT_M[unit], f"{miles:g} mi") for miles in (0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0)]
    else:
        lengths = (20.0, 50.0, 100.0, 200.0, 500.0, 1000.0, 2000.0, 5000.0, 10_000.0)
        parts = [(m, f"{m:.0f} m" if m < 1000 else f"{m / 1000:.0f} km") for m in lengths]
    return next(((m, words) for m, words in reversed(parts) if m <= 0.4 * frame.width_m), parts[0])
