"""Which slopes the runs knew, kept so that the same runs need not be held against each other again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import nullcontext

from ..cache import digest_of, key_of, open_cache
from ..model import Descent, Session
from ..segmenter import mark, recognise
from .means import Means


def recognised(sessions: Sequence[Session], is_asked: Callable[[Session], bool], means: Means) -> tuple[Session, ...]:
    """Return the sessions, with every descent of the asked ones told whether an earlier session knew the slope.

    See `segmenter.recognise`, which this saves where all is known.
    """
    n_asked = sum(1 for session in sessions if is_asked(session) for _ in _lines(session))
    if not n_asked:
        return recognise(sessions, is_asked=is_asked)
    key = _key(sessions, is_asked)
    with open_cache(means.cache, means.tell) or nullcontext() as cache:
        kept = None if cache is None else cache.value_of(key)
        if kept is not None and len(kept) == n_asked:
            return mark(sessions, is_asked, [bool(one) for one in kept])
        done = recognise(sessions, is_asked=is_asked)
        if cache is not None:
            asked = (now for before, now in zip(sessions, done, strict=True) if is_asked(before))
            cache.keep(key, bytes(bool(descent.seen_before) for session in asked for descent in _lines(session)))
    return done


def _lines(session: Session) -> Iterator[Descent]:
    return (descent for descent in session.descents if len(descent.line) > 1)


def _key(sessions: Sequence[Session], is_asked: Callable[[Session], bool]) -> bytes:
    """Return the key of all that decides it: who is asked, and every line with its speed.

    The lines of one recording are told by their ends: however it is segmented, no two lines have these and the speed in
    common and differ in between.
    """
    told = [(is_asked(s), s.sha256, [_mark(descent, s.sha256) for descent in _lines(s)]) for s in sessions]
    return key_of(digest_of(told), "", "slopes")


def _mark(descent: Descent, recording: str) -> tuple[object, ...]:
    line = descent.line
    return descent.speed_mps, len(line), (line[0], line[-1]) if recording else line
