"""What the runner or coach decided not to hear again, and which of those decisions no longer have an object."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from ..dataclass import dataclass
from ..model import Comparison, Place, Suppressed, Suppression, UnusedSuppression, Verdict, Verdicts, Week

#: Fewer digits of a hash than these name no recording.
HASH_DIGITS = 8
#: Families of rules that look at a week and tell what they find at one of its runs.
_OF_WEEKS = frozenset({"WK", "DI"})


@dataclass(frozen=True, slots=True)
class _Names:
    """What runs are called beside their files: by the SHA-256 of their recordings, and by their weeks."""

    hashes: Mapping[str, str]
    week_starts: int

    def week_of(self, day: date) -> str:
        """Return the label of the week that a day lies in."""
        return Week(day - timedelta(days=(day.weekday() - self.week_starts) % 7), ()).label


def suppress(
    verdicts: Verdicts,
    suppressions: Iterable[Suppression],
    hashes: Mapping[str, str],
    today: date,
    week_starts: int = 0,
) -> Verdicts:
    """Take the suppressed findings out of the findings and out of the count of what is beyond.

    Parameters
    ----------
    hashes
        SHA-256 of the recordings by file.
    today
        The day on which a suppression may have expired.
    week_starts
        The first day of the week, Monday is 0.
    """
    at_work = [s for s in suppressions if not _is_over(s, today)]
    names = _Names(hashes, week_starts)
    held = {
        k: Suppressed(finding, by)
        for k, finding in enumerate(verdicts.findings)
        if (by := _covering(at_work, finding.code, finding.place, names)) is not None
    }
    if not held:
        return verdicts
    quiet = sum(_is_quiet(verdict, at_work, names) for verdict in verdicts.verdicts)
    # Findings of files that could not be read belong to no verdict; each of them was counted by itself.
    answered = {(v.code, answer.place) for v in verdicts.verdicts for answer in v.answers}
    alone = sum((s.finding.code, s.finding.place) not in answered for s in held.values())
    return replace(
        verdicts,
        findings=tuple(f for k, f in enumerate(verdicts.findings) if k not in held),
        suppressed=tuple(held.values()),
        summary=replace(verdicts.summary, beyond=verdicts.summary.beyond - quiet - alone),
    )


def unused(
    suppressions: Iterable[Suppression],
    verdicts: Verdicts,
    judged: Mapping[str, Sequence[Place]],
    known: Sequence[Place] | None,
    hashes: Mapping[str, str],
    today: date,
    week_starts: int = 0,
) -> Iterator[UnusedSuppression]:
    """Yield the suppressions that have expired or suppress nothing, each with the reason.

    Parameters
    ----------
    judged
        The runs and weeks that each rule looked at, by its code. Elsewhere nothing can be said of a suppression.
    known
        All runs of the runner; None where only some of them were looked at, and a name may be that of another.
    """
    names = _Names(hashes, week_starts)
    used = {held.suppression for held in verdicts.suppressed}
    for suppression in suppressions:
        if _is_over(suppression, today):
            yield UnusedSuppression(suppression, f"it expired on {suppression.expires}")
        elif suppression in used:
            continue
        elif any(_is_about(suppression, place, names) for place in judged.get(suppression.rule, ())):
            yield UnusedSuppression(
                suppression, f"{suppression.rule} finds nothing there that is not suppressed already"
            )
        elif known is not None and not any(_is_about(suppression, place, names) for place in known):
            yield UnusedSuppression(suppression, "no run or week of this name, hash or day was found")


def _is_over(suppression: Suppression, today: date) -> bool:
    return suppression.expires is not None and today > suppression.expires


def _covering(suppressions: Sequence[Suppression], code: str, place: Place, names: _Names) -> Suppression | None:
    return next((s for s in suppressions if s.rule == code and _is_about(s, place, names)), None)


def _is_about(suppression: Suppression, place: Place, names: _Names) -> bool:
    run = suppression.run
    if run in (place.day, place.week, place.file) or place.file.endswith((f"/{run}", f":{run}")):
        return True
    if place.day and suppression.rule[:2] in _OF_WEEKS and run == names.week_of(date.fromisoformat(place.day)):
        return True
    return len(run) >= HASH_DIGITS and names.hashes.get(place.file, "").startswith(run.lower())


def _is_quiet(verdict: Verdict, suppressions: Sequence[Suppression], names: _Names) -> bool:
    """Whether a verdict is beyond only at places where it is suppressed."""
    beyond = [a.place for a in verdict.answers if isinstance(a, Comparison) and a.is_beyond]
    return bool(beyond) and all(_covering(suppressions, verdict.code, place, names) for place in beyond)
