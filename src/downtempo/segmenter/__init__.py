"""Stage 2: from a track to a session, and the kind of run that it was.

Notes
-----
Which numbers were fitted, and on what. Those not named follow from a definition, a data sheet or a cited source.

- Edges, noise, change points, hypotheses of pace (`surges`, `changepoints`, `edges`, `readings`, `hypotheses`), the
  search for descents (`descents`, `knots`) and splits (`staircase`, `splits`): on made-up sessions with known truth,
  of two generators; stated errors (`clean`, `profile`, `load`) on the same, so that 68 and 95 of 100 true values lie
  within one and two of them. `python -m tests.bench` prints how often they do on other seeds.
- The delay of a watch's speed (`lag`): on made-up delays of 0-9 s, among them 250 sessions of positions that scatter by
  3-6 m over half a minute. How much is smoothed before was chosen among values alike on these by ten real workouts
  with laps, so that these no longer test it.
- What altitude tells of itself (`unrest`, `altitude`): on made-up barometers and GPS, smoothed by 1-30 s; checked on
  recordings of watches that declare their barometer.
- Lone surges (`completion`, `ground`): the ratios on made-up easy runs over hills and trails; the steps that must come
  faster (2 %) and the heart that must answer (3 beats) on some 25 h of easy runs of eight real runners, known as
  such by name, plan or even laps, on which the false surges are counted too: expect a few more of other runners.
- Reps with walked or stood rests (`rested`): the ratios and the rise of the heart rate on the shapes of a few dozen
  real workouts whose number of reps their names tell, of two runners by positions alone.
- Reps that fade (`surges`): on two real threshold sessions that slightly other delays of the watch had hidden. How
  clearly a set is faster than easy, and than a rest (`completion`, `surges`): on made-up trails of another generator,
  and so that made-up reps down 7.5 and 8 % are kept.
- Steps and heart (`witness`, `search`): on 90 made-up sessions of each of six kinds, tried on 90 others and on sessions
  of another generator. Made-up hearts and steps answer more evenly than those of people, so expect less of both; of 359
  real recordings some 30 come out otherwise, most by a lone surge or two. The fifth power of cadence is a rough choice.
- What splits must explain, and which is the warm-up (`splits`, `begun`, `cells`): on 90 made-up progressions, tried on
  90 others. Of the 359 recordings six are read as even progressions, as before: one new, one no more, one shorter.
- A single step that is no progression (`staircase`, a fifth of the gain outside the largest step): on three real
  threshold runs and on made-up uneven progressions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..model.session import Session
from ..model.track import Track
from .easy import LOOK_BACK_DAYS
from .kind import classify
from .settings import Settings
from .slopes import mark, recognise

if TYPE_CHECKING:
    from .drawing import draw

__all__ = ["LOOK_BACK_DAYS", "Settings", "classify", "draw", "mark", "recognise", "segment"]


def segment(track: Track, settings: Settings = Settings()) -> Session:  # noqa: B008
    """Return what a track holds: descents, surges, sets, phases, progression, load.

    Its kind and its local day are not yet known: `classify` names the kind in the light of earlier runs.

    Raises
    ------
    LimitExceeded
        The samples span more time than `limits.RESAMPLED_ROWS` seconds.
    """
    from .session import find_session  # numpy, which naming kinds does without

    return find_session(track, settings)


def __getattr__(name: str) -> Any:
    """Import what draws a run when it is asked for: few commands do."""
    if name == "draw":
        from .drawing import draw

        return draw
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
