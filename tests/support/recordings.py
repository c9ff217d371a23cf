"""The recordings of `fixtures/`: which folder holds which made-up run, and with what it was recorded."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta

from downtempo.model.track import Track
from downtempo.synthetic import (
    UTC_OFFSET_S,
    Appointment,
    Run,
    Runner,
    Sensors,
    Slope,
    conforming_week,
    downhill_repeats,
    easy_run,
    home_course,
    long_run,
    outing,
    progressive_tempo,
    record,
    season,
    speed_repeats,
    write_fit,
    write_gpx,
    write_tcx,
)
from downtempo.synthetic.season import GENTLE_TOP_M, STEEP_TOP_M

Files = Iterator[tuple[str, bytes]]
"""Paths below `fixtures/` and their bytes; what ends in `.gz` is still to be compressed."""

FIRST_MONDAY, WEEK_40 = date(2026, 8, 17), date(2026, 9, 28)
FIRST_SEASON, FIRST_COACHED = date(2026, 8, 17), date(2026, 9, 14)
BEN = Runner(easy_mps=1000 / 400, threshold_mps=1000 / 320, five_k_mps=1000 / 300)


def recordings() -> Files:
    """Yield every recording of every case."""
    for make in (_season, _five_findings, _progressive, _altitudes, _broken, _formats, _coach):
        yield from make()


def _season() -> Files:
    """Yield seven weeks of one runner: six of history, the seventh for `conforming-week`."""
    for made in season(conforming_week(), FIRST_MONDAY, 7, seed=40):
        folder = "history" if made.local_start.date() < WEEK_40 else "runs"
        yield f"conforming-week/{folder}/{made.name}.fit.gz", write_fit(made.track)


def _five_findings() -> Files:
    for k, appointment in enumerate(_careless_week()):
        made = outing(appointment, WEEK_40, 500 + k)
        yield f"five-findings/runs/{made.name}.fit.gz", write_fit(made.track)


def _careless_week() -> Sequence[Appointment]:
    """Return the same runner's week gone wrong in five ways: see `five-findings/origin.toml`."""
    steep = Slope(course=home_course(), top_m=STEEP_TOP_M, heading=-1)
    return (
        Appointment(0, time(7, 0), _at_home(easy_run, 6600.0)),
        Appointment(1, time(18, 0), lambda seed: downhill_repeats(slope=steep, seed=seed), 7.0),
        Appointment(2, time(18, 0), lambda seed: speed_repeats(7, warm_up_s=75.0, seed=seed), 7.0),
        Appointment(3, time(7, 0), _at_home(easy_run, 6600.0)),
        Appointment(5, time(9, 0), _at_home(long_run, 14_200.0)),
    )


def _at_home(make: Callable[..., Run], distance_m: float) -> Callable[[int], Run]:
    return lambda seed: make(distance_m, course=home_course(), seed=seed)


def _progressive() -> Files:
    """Yield five miles, each 30 s faster: on the level by pace, on hills by effort."""
    for by, hour in (("pace", 7), ("gap", 8)):
        made = progressive_tempo(585.0, 30.0, 5, by=by, seed=61)  # type: ignore[arg-type]
        folder = {"pace": "progressive-raw", "gap": "progressive-gap"}[by]
        yield f"{folder}/run.fit.gz", write_fit(_recorded(made, 61, hour))


def _altitudes() -> Files:
    """Yield downhill reps without altitude, and others whose altitude comes from satellites."""
    none = _recorded(downhill_repeats(seed=71), 71, 18, Sensors(altitude="none", lag_s=5.0))
    yield "no-altitude/run.fit.gz", write_fit(none)
    satellites = Sensors(altitude="gps", has_speed=False, position_m=1.0)
    short = downhill_repeats(4, warm_up_s=420.0, seed=72)
    yield "gps-altitude/run.gpx", write_gpx(_recorded(short, 72, 18, satellites))


def _broken() -> Files:
    """Yield damaged files; each is named for what befell it."""
    whole = _recorded(downhill_repeats(2, warm_up_s=300.0, seed=81), 81, 18)
    fit, gpx = write_fit(whole), write_gpx(whole)
    yield "broken/truncated-fit/run.fit", fit[: round(0.7 * len(fit))]
    yield "broken/empty-file/run.fit", b""
    yield "broken/text-named-fit/run.fit", b"Six times thirty seconds down the hill, walked back up. Felt good.\n"
    yield "broken/gpx-cut-in-the-middle/run.gpx", gpx[: len(gpx) // 2]


def _formats() -> Files:
    """Yield one run as three files, by a watch whose speed comes four seconds late."""
    track = _recorded(downhill_repeats(4, warm_up_s=420.0, seed=91), 91, 18, Sensors(lag_s=4.0))
    yield "one-run-three-formats/run.fit.gz", write_fit(track)
    yield "one-run-three-formats/run.gpx.gz", write_gpx(track, with_speed=True)
    yield "one-run-three-formats/run.tcx.gz", write_tcx(track)


def _coach() -> Files:
    """Yield seven weeks of Ana, the first five set aside, and four of Ben, the first three in the coach's archive."""
    for k, appointments in enumerate((*map(_week_of_ana, (4, 4, 5)), _lighter_week_of_ana())):
        yield from _week("coach/ana/earlier", appointments, FIRST_SEASON + timedelta(weeks=k), 640 + 10 * k)
    for k in (2, 3):
        yield from _week("coach/archive/ben", _easy_week_of_ben(), FIRST_SEASON + timedelta(weeks=k), 740 + 10 * k)
    for k, folder in enumerate(("coach/ana/earlier", "coach/ana/runs", "coach/ana/runs")):
        yield from _week(folder, _week_of_ana(), FIRST_COACHED + timedelta(weeks=k), 600 + 10 * k)
    for k, folder in enumerate(("coach/archive/ben", "coach/ben")):
        yield from _week(folder, _week_of_ben(with_reps=k == 1), FIRST_COACHED + timedelta(weeks=k), 700 + 10 * k)


def _week(folder: str, appointments: Sequence[Appointment], monday: date, seed: int) -> Files:
    for k, appointment in enumerate(appointments):
        made = outing(appointment, monday, seed + k)
        yield f"{folder}/{made.name}.fit.gz", write_fit(made.track)


def _week_of_ana(n_reps: int = 6) -> Sequence[Appointment]:
    gentle = Slope(course=home_course(), top_m=GENTLE_TOP_M)
    return (
        Appointment(0, time(7, 0), _at_home(easy_run, 5000.0)),
        Appointment(2, time(18, 0), lambda seed: downhill_repeats(n_reps, slope=gentle, seed=seed), 6.0),
        Appointment(4, time(7, 0), _at_home(easy_run, 5000.0)),
    )


def _lighter_week_of_ana() -> Sequence[Appointment]:
    return tuple(Appointment(day, time(7, 0), _at_home(easy_run, 4500.0)) for day in (1, 4))


def _easy_week_of_ben() -> Sequence[Appointment]:
    return tuple(
        Appointment(day, time(19, 0), lambda seed: easy_run(4000.0, runner=BEN, seed=seed)) for day in (0, 2, 4)
    )


def _week_of_ben(*, with_reps: bool) -> Sequence[Appointment]:
    """Return the week of a beginner, with or without downhill reps that are longer than a beginner's should be."""
    easy = (Appointment(day, time(19, 0), lambda seed: easy_run(4000.0, runner=BEN, seed=seed)) for day in (0, 4))
    reps = Appointment(2, time(18, 0), lambda seed: downhill_repeats(4, 45.0, speed_mps=3.6, runner=BEN, seed=seed))
    return (*easy, reps) if with_reps else tuple(easy)


def _recorded(run: Run, seed: int, hour: int, sensors: Sensors | None = None) -> Track:
    """Return the run recorded on Thursday of week 40 at this local hour."""
    start = datetime(2026, 10, 1, hour, 0, tzinfo=UTC) - timedelta(seconds=UTC_OFFSET_S)
    return record(run, sensors or Sensors(), seed, start_utc=start, perceived_effort=6.0)
