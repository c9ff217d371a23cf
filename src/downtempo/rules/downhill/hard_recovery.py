"""
What it looks for
-----------------
Recoveries between downhill reps that are run faster than easily, adjusted for the climb back up.

Why it matters
--------------
A recovery run hard makes the set one long effort: the legs never come to rest, and control on the next descent suffers.
The sources ask for a walk, or an easy jog.

What to do
----------
Walk back up, or jog no faster than on an easy day. On a climb that is slower than it sounds.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Answer, Context, Example, Gap, Recovery, Rule, Session, compare, place_of
from ...model.altered import without_altitude
from ...model.sketch import downhill_reps, downhill_surges, easy, long_downhill


def check(session: Session, context: Context) -> Iterator[Answer]:
    """Hold the grade-adjusted speed of each recovery against easy speed."""
    main = session.main_set
    if main is None:
        yield Gap(place_of(session), "the way back up between the descents was not measured")
    elif session.easy_speed_mps is None or session.easy_speed_from == "session":
        yield Gap(place_of(session), "no easy pace: configure easy-pace, or name a history that shows it")
    else:
        figure = context.figures["downhill-dynamo.recovery-speed-max"]
        slack = context.figures["house.easy-speed-tolerance"].si
        for number, rest in enumerate(main.recoveries, 1):
            speed_mps = _speed_mps(rest)
            if speed_mps is None:
                yield Gap(place_of(session, rest.span), session.why_no_grade)
                continue
            subject = f"speed of recovery {number}, adjusted for grade, of easy speed"
            share = speed_mps / session.easy_speed_mps
            yield compare(place_of(session, rest.span), subject, share, figure, uncertainty=slack)


def _speed_mps(rest: Recovery) -> float | None:
    return rest.gap_speed_mps if rest.moving_s else 0.0


def examples() -> tuple[Example, ...]:
    """Give one subject for each outcome."""
    rushed = downhill_reps(recovery_mps=3.4)
    return (
        Example("walking is always easy enough", "within", downhill_reps(recovery_mps=1.5)),
        Example("so it is after long descents", "within", long_downhill(recovery_mps=1.3)),
        Example("an easy jog is easy", "within", downhill_surges(recovery_mps=2.8)),
        Example("3.4 m/s is no jog for somebody whose easy speed is 2.8 m/s", "beyond", rushed),
        Example("an easy pace taken from the same run proves nothing", "not judged",
                downhill_reps(easy_speed_from="session")),
        Example("without altitude a slow climb may have been hard", "not judged", without_altitude(rushed)),
        Example("an easy run has no recoveries", None, easy()),
    )  # fmt: skip


RULE = Rule(
    code="DH105",
    name="hard-recovery",
    holds="the intensity of the recovery",
    figures=("downhill-dynamo.recovery-speed-max", "house.easy-speed-tolerance"),
    reads=("recoveries", "grade", "easy pace"),
    about="downhill",
    check_session=check,
    examples=examples,
)
