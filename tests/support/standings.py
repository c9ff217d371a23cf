"""Athletes with weeks and findings by number, for pages that are about many of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from downtempo.model.overview import Overview, Repeated, Standing, WeekTold

LAST = date(2026, 9, 28)
_RULES = (
    ("DH101", "descent-too-steep", "error"), ("SR103", "too-many-speed-reps", "error"),
    ("PG104", "long-run-jump", "warning"), ("WK106", "back-to-back-hard-days", "warning"), ("DQ103", "gaps", "info"),
)  # fmt: skip
_MESSAGE = "grade of rep 2 of 6: 8.4 ± 0.5 %, documented at most 5 % (downhill-dynamo.repeat-grade)"


def overview(n: int, n_weeks: int = 52, text: str = "") -> Overview:
    """Return so many athletes; `text` stands in every place where a file or a configuration can put one."""
    told = tuple(standing(k, n_weeks, text) for k in range(n))
    return Overview(told, tuple(week.label for week in told[0].weeks), min(4, n_weeks))


def standing(k: int, n_weeks: int, text: str) -> Standing:
    """Return one athlete."""
    weeks = tuple(_weeks(k, n_weeks))
    rules = tuple(_rules(k, weeks, text))
    found = (sum(w.found[0] for w in weeks), sum(w.found[1] for w in weeks), k)
    late = weeks[-4:]
    recent = (sum(w.found[0] for w in late), sum(w.found[1] for w in late), 0)
    return Standing(
        text or f"Athlete {k}", "km", sum(w.n_runs for w in weeks), n_weeks + k, sum(w.distance_m or 0 for w in weeks),
        LAST + timedelta(days=6), found, recent, weeks, rules, rules[: k % 3 + 1],
        ((text or f"/exports/{k}/broken.fit", text or "the file ends in mid-record; ask for the original"),) * (k % 12),
        ((text or "the same run as another file; counted once", k + 1),), k % 2, k,
    )  # fmt: skip


def _weeks(k: int, n: int) -> Iterator[WeekTold]:
    for i in range(n):
        start = LAST - timedelta(days=7 * (n - 1 - i))
        year, number, _ = start.isocalendar()
        metres = 0.0 if (i + k) % 19 == 0 else 1000.0 * (20 + (7 * i + 13 * k) % 40)
        found = (int((i + k) % 9 == 0), int((i * k) % 4 == 1), 0)
        known = metres if (i + k) % 23 else None
        yield WeekTold(
            f"{year}-W{number:02}", start, int(metres > 0) * 5, known, 0.36 * metres, 0.01 * metres, i % 3, found
        )


def _rules(k: int, weeks: tuple[WeekTold, ...], text: str) -> Iterator[Repeated]:
    for i, (code, name, level) in enumerate(_RULES * 2):
        week = weeks[-1 - i % len(weeks)]
        yield Repeated(code, text or name, level, k % 5 + 1, week.label, week.start, text or _MESSAGE, i / 10)  # type: ignore[arg-type]
