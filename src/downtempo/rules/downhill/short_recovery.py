"""
What it looks for
-----------------
Too little easy time after a fast descent. Whoever goes all the way back up has recovered as documented, however long it
takes; else several minutes (read as three) are due, or for experienced runners a minute and no less than the rep.

Why it matters
--------------
Legs that have not recovered run the next descent with less control. The easy minutes are part of the session, not a
pause from it.

What to do
----------
Walk the whole way back up before the next rep, or jog easily for some minutes. When in doubt wait longer: nothing is
lost by it.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace

from ...model import Answer, Athlete, Context, Example, Gap, Recovery, Rule, Session, Surge, compare, place_of, unless
from ...model.altered import without_altitude
from ...model.sketch import downhill_reps, downhill_surges, easy


def check(session: Session, context: Context) -> Iterator[Answer]:
    """Hold the recovery after each rep against the way back up, or against the time for the level."""
    if session.main_set is None:
        yield Gap(place_of(session), "the way back up between the descents was not measured")
    else:
        pairs = zip(session.main_set.surges, session.main_set.recoveries, strict=False)
        for number, (rep, rest) in enumerate(pairs, 1):
            yield _way_back(session, context, number, rep, rest) or _rest(session, context, number, rep, rest)


def _way_back(session: Session, context: Context, number: int, rep: Surge, rest: Recovery) -> Answer | None:
    """Hold the height regained against the drop, for sessions that ask for it and wherever it is enough."""
    figure, place = context.figures["downhill-dynamo.walk-back-regain-min"], place_of(session, rest.span)
    has_to = session.kind != "downhill-surges"
    if rep.drop_m is None or rep.drop_m <= 0 or rest.climb_m is None:
        return Gap(place, session.why_no_grade) if has_to else None
    share = rest.climb_m / rep.drop_m
    error = (rep.grade_error_ratio or 0) * rep.span.distance_m / rep.drop_m * math.hypot(1, share)
    subject = f"height regained after rep {number}, of its drop"
    answer = compare(place, subject, share, figure, uncertainty=error, sense="at least")
    return answer if has_to or not answer.is_beyond else None


def _rest(session: Session, context: Context, number: int, rep: Surge, rest: Recovery) -> Answer:
    error_s = max(context.figures["house.duration-tolerance"].si, rest.span.duration_error_s)
    figure = context.figures["downhill-tempo.recovery-min"]
    subject, observed, unit_s = f"recovery after rep {number}", rest.duration_s, 1.0
    if context.athlete.level == "experienced":
        figure = context.figures["downhill-tempo.experienced-recovery-min"]
        share = context.figures["downhill-tempo.experienced-recovery-share-min"]
        if rep.span.duration_s * share.si > figure.si:
            figure, unit_s, subject = share, rep.span.duration_s, f"recovery after rep {number}, of the rep's time"
    place = place_of(session, rest.span)
    answer = compare(place, subject, observed / unit_s, figure, uncertainty=error_s / unit_s, sense="at least")
    return unless(session.why_no_grade if rest.climb_m is None else "", answer)


def examples() -> tuple[Example, ...]:
    """Give one subject for each outcome."""
    experienced = Athlete(level="experienced")
    standing = downhill_reps(recovery_s=40, regain=0.3)
    return (
        Example("walking back up is the documented recovery", "within", downhill_reps(recovery_s=92, regain=1.0)),
        Example("turning round a third of the way up cuts it short", "beyond", standing),
        Example("four minutes of easy jogging are several", "within", downhill_surges(recovery_s=240)),
        Example("surges that are walked back up need no clock", "within", downhill_surges(recovery_s=95, regain=1.0)),
        Example("one minute is not several", "beyond", downhill_surges(recovery_s=60)),
        Example("with experience a minute will do", "within", downhill_surges(recovery_s=62), (), experienced),
        Example("but not after 90 s", "beyond", downhill_surges(rep_s=90, recovery_s=62), (), experienced),
        Example("without altitude the reps may have been flat", "not judged", without_altitude(standing)),
        Example("from a rep that rose in the end no way leads back up", "not judged", _drawn_rising(downhill_reps())),
        Example("an easy run has no recoveries", None, easy()),
    )


def _drawn_rising(session: Session) -> Session:
    group = session.sets[0]
    surges = (replace(group.surges[0], drop_m=-1.0), *group.surges[1:])
    return replace(session, sets=(replace(group, surges=surges),))


RULE = Rule(
    code="DH104",
    name="short-recovery",
    holds="easy time after each fast descent",
    figures=(
        "downhill-dynamo.walk-back-regain-min",
        "downhill-tempo.recovery-min",
        "downhill-tempo.experienced-recovery-min",
        "downhill-tempo.experienced-recovery-share-min",
        "house.duration-tolerance",
    ),
    reads=("recoveries", "height", "level"),
    about="downhill",
    check_session=check,
    examples=examples,
)
