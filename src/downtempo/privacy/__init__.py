"""What may be shown to others: zones around places where runs begin and end, and runs without what lies in them."""

from __future__ import annotations

from .cut import Cut, cut_of
from .files import Names, names_of
from .keep import Keep, state_folder
from .outlooks import shown_outlook
from .redact import Key, Shown, key_of, redacted
from .sessions import scaled, shown_session
from .tracks import shown_track, stripped_track
from .zones import RADIUS_M, RADIUS_RANGE_M, Zone, ends_of, zones_of

__all__ = [
    "RADIUS_M", "RADIUS_RANGE_M", "Cut", "Keep", "Key", "Names", "Shown", "Zone", "cut_of", "ends_of", "key_of",
    "names_of", "redacted", "scaled", "shown_outlook", "shown_session", "shown_track", "state_folder",
    "stripped_track", "zones_of",
]  # fmt: skip
