from __future__ import annotations

import pytest

from downtempo.synthetic import downhill_repeats, easy_run
from downtempo.synthetic.laps import laps_of

REPS = downhill_repeats(seed=1)


def test_manual_laps_are_pressed_at_both_ends_of_every_effort() -> None:
    laps = laps_of(REPS, "manual")
    active = [(lap.start_s, lap.stop_s) for lap in laps if lap.intensity == "active"]
    assert active == [(round(e.start_s), round(e.stop_s)) for e in REPS.truth.efforts]
    assert [laps[0].intensity, laps[2].intensity, laps[-1].intensity] == ["warm-up", "recovery", "cool-down"]
    assert {lap.trigger for lap in laps[:-1]} == {"manual"}


def test_auto_laps_are_a_kilometre_long_and_say_so() -> None:
    laps = laps_of(REPS, "auto")
    assert [lap.distance_m for lap in laps[:-1]] == pytest.approx([1000.0] * 5, abs=5)
    assert {lap.trigger for lap in laps[:-1]} == {"distance"}
    assert {lap.intensity for lap in laps} == {None}


@pytest.mark.parametrize("kind", ["manual", "auto"])
def test_laps_follow_each_other_from_start_to_end(kind: str) -> None:
    laps = laps_of(REPS, kind)  # type: ignore[arg-type]
    assert [lap.start_s for lap in laps] == [0.0, *(lap.stop_s for lap in laps[:-1])]
    assert (laps[-1].stop_s, laps[-1].trigger) == (REPS.time_s[-1], "session-end")


def test_a_run_without_efforts_has_no_manual_laps_and_nobody_has_laps_unasked() -> None:
    assert laps_of(easy_run(2000, seed=1), "manual") == ()
    assert laps_of(REPS, "none") == ()
