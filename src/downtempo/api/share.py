"""What a command found, told as it may be shown to others: no private place, no name of a file, no exact total."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from .. import privacy
from ..dataclass import dataclass
from ..model import Session, Track
from ..model.outlook import Outlook
from ..model.results import Collected, Judged
from ..privacy import Cut, Keep, Key, Shown, Zone, key_of
from .again import tracks_again

Found = TypeVar("Found", Collected, Judged)


def shared(found: Found, *, radius_m: float = privacy.RADIUS_M, folder: Path | None = None) -> Found:
    """Return what was found without private places: those within `radius_m` of where runs begin or end.

    Parameters
    ----------
    found
        What `show`, `check` or `audit` return; the files of its runs are read once more, for where they led.
    radius_m
        Radius of a zone [m].
    folder
        Where the secret and the places are kept; the user's state folder if None.

    Raises
    ------
    EnvironmentFault
        The secret cannot be kept.

    Notes
    -----
    A run whose file cannot be read again is told without any stretch of it.
    """
    (told,) = shared_each([found], radius_m=radius_m, folder=folder)
    return told


def shared_outlook(outlook: Outlook) -> Outlook:
    """Return what may come next as it may be shown: no names of files, lengths and grades in whole units."""
    return privacy.shown_outlook(outlook)


def shared_each(
    parts: Sequence[Found], *, radius_m: float = privacy.RADIUS_M, folder: Path | None = None
) -> list[Found]:
    """Return what was found of several runners, as `shared` does, with names that tell their files apart.

    Raises
    ------
    EnvironmentFault
        The secret cannot be kept.
    """
    shown, _ = shown_with_tracks(parts, radius_m=radius_m, folder=folder)
    return [privacy.redacted(part, shown) for part in parts]


def shown_with_tracks(
    parts: Sequence[Collected | Judged], *, radius_m: float, folder: Path | None
) -> tuple[Shown, dict[Key, Track]]:
    """Return the runs of what was found as they may be shown, and their tracks as they are.

    Raises
    ------
    EnvironmentFault
        The secret cannot be kept.
    """
    sessions = [session for part in parts for session in _sessions(part)]
    files = set().union(*map(_files, parts))
    hiding, tracks = hiding_around(sessions, radius_m=radius_m, folder=folder)
    return shown_of(sessions, tracks, hiding, files), tracks


@dataclass(frozen=True, slots=True)
class Hiding:
    """The zones in which nothing is shown, and the secret that moves what could tell where they are."""

    zones: tuple[Zone, ...]
    secret: bytes

    def cut(self, track: Track | None) -> Cut:
        """Return what of a track is shown; nothing of a track that is not there."""
        return privacy.cut_of(Track() if track is None else track, self.zones, self.secret)


def shown_of(
    sessions: Iterable[Session], tracks: Mapping[Key, Track], hiding: Hiding, others: Iterable[str] = ()
) -> Shown:
    """Return the runs as they may be shown."""
    every = {key_of(session): session for session in sessions}
    names = privacy.names_of(every.values(), others)
    runs = {key: session for key, session in every.items() if not session.is_planned}
    plans = {key: replace(every[key], file=names.of(every[key].file)) for key in every.keys() - runs.keys()}
    cuts = {key: privacy.scaled(hiding.cut(tracks.get(key)), session) for key, session in runs.items()}
    told = {key: privacy.shown_session(session, cuts[key], names.of(session.file)) for key, session in runs.items()}
    return Shown(told | plans, cuts, names)


def shown_tracks(shown: Shown, tracks: Mapping[Key, Track]) -> dict[Key, Track]:
    """Return the tracks of runs as they may be shown, by the file and start under which their sessions are shown."""
    return {
        key_of(shown.sessions[key]): replace(privacy.shown_track(tracks[key], cut), file=shown.sessions[key].file)
        for key, cut in shown.cuts.items()
        if key in tracks
    }


def hiding_around(
    sessions: Sequence[Session], *, radius_m: float, folder: Path | None
) -> tuple[Hiding, dict[Key, Track]]:
    """Return what hides the places where some runs begin and end, and the tracks of the runs."""
    tracks = dict(tracks_again(sessions))
    ordered = sorted(tracks, key=lambda key: (key[1], key[0]))
    return hiding_kept([tracks[key] for key in ordered], radius_m=radius_m, folder=folder), tracks


def hiding_kept(tracks: Iterable[Track], *, radius_m: float, folder: Path | None) -> Hiding:
    """Return what hides the places that are kept, and those where some tracks begin and end, kept from now on."""
    keep = Keep(folder or privacy.state_folder())
    ends = [end for track in tracks for end in privacy.ends_of(track)]
    secret = keep.secret()
    zones, new = privacy.zones_of(ends, keep.places(), secret, radius_m)
    keep.remember(new)
    return Hiding(zones, secret)


def _sessions(found: Collected | Judged) -> list[Session]:
    if isinstance(found, Collected):
        return list(found.sessions)
    inside = [session for week in found.weeks for session in week.sessions]
    parts = [session for part in found.parts for session in _sessions(part)]
    return list({key_of(s): s for s in (*found.collected.sessions, *inside, *parts)}.values())


def _files(found: Collected | Judged) -> set[str]:
    """Return every other file that is named: unread ones, those left out, configurations."""
    if isinstance(found, Judged):
        verdicts = found.verdicts
        told = {unused.suppression.place.rpartition(":")[0] for unused in verdicts.unused}
        told |= {held.suppression.place.rpartition(":")[0] for held in verdicts.suppressed}
        told |= {finding.place.file for finding in verdicts.findings} | {c.file for c in verdicts.conformances}
        return told | {found.configuration} | _files(found.collected) | set().union(*map(_files, found.parts))
    out = {rejection.file for rejection in found.rejected} | {left.file for left in found.left_out}
    again = {file for session in found.sessions for file in session.duplicates}
    return out | {left.kept for left in found.left_out} | again
