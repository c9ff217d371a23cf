"""A FIT file, all its parts, as drafts."""

from __future__ import annotations

from ...dataclass import replace
from ...errors import InputError, UnknownFormat
from ...model import Note
from ..draft import Draft
from ..notes import as_error
from .drafts import Content, content, with_beats
from .heart import Beats, together
from .parts import again, parts
from .profile import ACTIVITY_FILE


def read_fit(data: bytes) -> list[Draft]:
    """Read every part of a FIT file.

    Returns
    -------
    list of Draft
        One for each session with records. A part that holds nothing but stored heart beats fills the part before.
        Damage in parts without records is told with the last one.

    Raises
    ------
    InputError
        No FIT file, or nothing in it but damage; a file that is no recording says so (`not-activity`).
    """
    drafts: list[Draft] = []
    contents: list[Content] = []
    notes: list[Note] = []
    straps: list[Beats] = []
    loose: list[Note] = []
    for part in parts(data):
        one = content(part.messages, part.gaps, part.notes)
        if one.has_strays and not part.gaps:
            part = again(part)
            one = content(part.messages, part.gaps, part.notes)
        if one.drafts:
            drafts = [*_filled(drafts, straps), *one.drafts]
            straps = []
        elif one.beats is not None and not one.n_sessions:
            straps.append(one.beats)
        if not one.drafts:
            loose += [note for note in part.notes if note.severity != "info"]
        contents.append(one)
        notes += part.notes
    if drafts:
        drafts = _filled(drafts, straps)
        return [*drafts[:-1], replace(drafts[-1], notes=(*drafts[-1].notes, *loose))]
    damage = next((one for one in notes if one.severity == "error"), None)
    if damage is not None:
        raise as_error(damage, "no whole record was found")
    if all(one.kind not in (None, ACTIVITY_FILE) for one in contents):
        raise UnknownFormat("not-activity", "a FIT file that is no recording; passed over", hint="nothing to do")
    raise InputError("no-points", "no records in the file; nothing to judge", hint="check what was recorded")


def _filled(drafts: list[Draft], straps: list[Beats]) -> list[Draft]:
    return [with_beats(draft, together(straps)) for draft in drafts] if straps else drafts
