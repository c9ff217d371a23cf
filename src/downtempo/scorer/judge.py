"""One rule and one subject: a verdict, or nothing where the rule has nothing to say."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from ..model import (
    Answer,
    Athlete,
    Catalogue,
    Comparison,
    Context,
    Example,
    Gap,
    History,
    Outcome,
    Place,
    Rule,
    Session,
    Verdict,
    Week,
    place_of,
)  # fmt: skip
from ..model.kinds import About
from .finding import message_of

Subject = Session | Week
ERROR_SHARE = "house.error-share-max"
_ALONE = "one file was named, and no history: the week may hold more runs; name their folder to have it judged"


def judge(rule: Rule, subject: Subject, catalogue: Catalogue, athlete: Athlete, history: History) -> Verdict | None:
    """Let the rule measure the subject; None where it does not apply.

    Raises
    ------
    KeyError
        The rule cites a figure that no seed holds, or looks at one that it does not cite.
    """
    context = Context(athlete, history, catalogue.pick(rule.figures))
    return verdict_of(rule, subject, context, catalogue.figures[ERROR_SHARE].si)


def verdict_of(rule: Rule, subject: Subject, context: Context, share: float) -> Verdict | None:
    """Let the rule measure the subject, as `judge` does; `share` is that of an error which any measure may have."""
    if not _has_say(rule, subject):
        return None
    found = _answers(rule, subject, context)
    if not found:
        return None
    answers = tuple([_told(answer, share) for answer in found])
    if isinstance(subject, Week) and subject.is_alone and "week" in rule.reads:
        answers = tuple(dict.fromkeys(map(_of_one_run, answers)))
    return Verdict(rule.code, rule.name, rule.severity, subject_place(subject), answers)


def _told(answer: Answer, share: float) -> Answer:
    """Return the answer, or a gap where its measure is too uncertain to tell on which side of the limit it lies.

    Notes
    -----
    An error up to `share` of the limit is that of any measure: near the limit it counts as within. With a larger one,
    as of a set of three reps or of a mile on bad positions, neither side can be told.
    """
    if isinstance(answer, Comparison) and answer.is_vague(share):
        return Gap(answer.place, f"too uncertain to tell: {message_of(answer)}")
    return answer


def _of_one_run(answer: Answer) -> Answer:
    """Return what one run says of its week: what it alone takes too far, or that more may have been run beside it."""
    if isinstance(answer, Comparison) and answer.is_beyond and answer.sense == "at most":
        return answer
    return Gap(answer.place, _ALONE)


def subject_place(subject: Subject) -> Place:
    """Return the place of a whole run or a whole week."""
    return Place(week=subject.label) if isinstance(subject, Week) else place_of(subject)


def runs_only(history: History) -> History:
    """Return the history without rides, walks and swims."""
    return replace(history, sessions=tuple(s for s in history.sessions if s.is_run))


def outcome_of(rule: Rule, example: Example, catalogue: Catalogue) -> Outcome | None:
    """Return what the rule says of one of its examples; None where it has nothing to say."""
    verdict = judge(rule, example.subject, catalogue, example.athlete, _example_history(example))
    return verdict.outcome if verdict else None


def _has_say(rule: Rule, subject: Subject) -> bool:
    """Whether a rule says anything of weeks, or of such runs; most rules of most subjects do not."""
    if isinstance(subject, Week):
        return rule.check_week is not None
    if rule.about is None:
        return rule.check_session is not None
    is_about = subject.is_about(rule.about)
    return is_about is None or (is_about and rule.check_session is not None)


def _answers(rule: Rule, subject: Subject, context: Context) -> tuple[Answer, ...]:
    if isinstance(subject, Week):
        return tuple(rule.check_week(subject, context)) if rule.check_week else ()
    if rule.about is not None and subject.is_about(rule.about) is None:
        return (Gap(place_of(subject), _doubt(subject, rule.about)),)
    return tuple(rule.check_session(subject, context)) if rule.check_session else ()


def _doubt(session: Session, about: About) -> str:
    """Why nobody can tell whether a run is what a rule is about."""
    return session.hill_doubt or session.kind_reason if about == "progressive" else session.why_no_grade


def _example_history(example: Example) -> History:
    subject = example.subject
    inside = subject.sessions if isinstance(subject, Week) else (subject,)
    known = (*example.earlier, *inside)
    last = max((s.local_date for s in known if s.local_date is not None), default=None)
    if isinstance(subject, Week):
        last = subject.last_day + timedelta(days=1) if subject.is_over else last or subject.start
    if last is None:
        raise ValueError(f"{example.title}: an example needs a date")
    return History.of(known, last, diary=example.diary)
