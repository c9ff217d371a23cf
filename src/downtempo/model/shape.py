"""Bounds by which a run is recognised. They are shapes, not figures.

A figure says what a run is held against, stands in a seed, and can be replaced in the configuration. A shape says what
a run resembles, so that its rules can speak of it when it breaks them. Some have the value of a figure, because the
sources describe the same thing in both ways; they do not follow it: a runner who is allowed reps of 150 m as strides
has still run reps of 150 m.
"""

from __future__ import annotations

#: Grade up to which ground is called flat [ratio].
FLAT_RATIO = 0.02
#: Up to this long an acceleration may be a stride [s].
STRIDE_S = 25.0
#: So much faster than easy is no hill alone: a descent makes a runner faster by a seventh at one effort.
HILL_RATIO = 1.25
#: From here on a rep is a block at tempo rather than a fast rep [s].
TEMPO_S = 180.0
#: From here on a descent is one of the long ones [m].
LONG_DESCENT_M = 1000.0
#: The stage of a return to speed that reps over a distance [m] belong to.
STAGES_M = {150: 1, 200: 1, 400: 2, 500: 3, 600: 3}
#: How far back reps show a return to speed [days].
RETURN_DAYS = 42
#: Distances that reps on the flat are run over [m].
REP_DISTANCES_M = (100, 150, 200, 300, 400, 500, 600, 800, 1000, 1200, 1600, 2000)
#: How far from such a distance a rep may measure, as a share of it.
NOMINAL_SHARE = 0.06
#: So many runs before tell what is usual for a runner.
ENOUGH_BEFORE = 4
