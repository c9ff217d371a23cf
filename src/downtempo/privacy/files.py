"""Names for files that say nothing: a day and a number."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from ..dataclass import dataclass
from ..model.session import Session


@dataclass(frozen=True, slots=True)
class Names:
    """What each file is called where it is shown to others."""

    by_file: Mapping[str, str]
    by_word: Mapping[str, str]
    """The same, by all that a text may call a file: its name with its folders, and without them."""
    lengths: tuple[int, ...]
    """How long such words are, the longest first, so that none is taken for a part of another."""

    def of(self, file: str) -> str:
        """Return the name of a file, a plain word where none was given to it."""
        return self.by_file.get(file, "a file") if file else ""

    def told(self, text: str) -> str:
        """Return a text with every file in it called by its new name, which may be the old one of another file."""
        out: list[str] = []
        at = 0
        while at < len(text):
            words = (text[at : at + n] for n in self.lengths)
            word = next((word for word in words if word in self.by_word), "")
            out.append(self.by_word[word] if word else text[at])
            at += len(word) or 1
        return "".join(out)


def names_of(sessions: Iterable[Session], others: Iterable[str] = ()) -> Names:
    """Name the files of runs by their days, plans and `others` by a number; the same runs give the same names."""
    names: dict[str, str] = {}
    taken: Counter[str] = Counter()
    ordered = sorted(sessions, key=lambda s: (str(s.local_date or ""), str(s.start_utc or ""), s.file))
    for session in ordered:
        if session.is_planned and session.file not in names:
            taken["plan"] += 1
            names[session.file] = f"plan-{taken['plan']}"
        elif session.file not in names:
            stem = session.local_date.isoformat() if session.local_date else "run"
            taken[stem] += 1
            number = f"-{taken[stem]}" if taken[stem] > 1 or not session.local_date else ""
            names[session.file] = f"{stem}{number}.{session.format or 'fit'}"
    for file in sorted(set(others) - set(names) - {""}):
        word = "configuration" if file.endswith(".toml") else "file"
        taken[word] += 1
        names[file] = f"{word}-{taken[word]}"
    words = _words(names)
    return Names(names, words, tuple(sorted({len(word) for word in words}, reverse=True)))


def _words(names: Mapping[str, str]) -> dict[str, str]:
    """Return what texts may call each file; where two have one name in two folders, it means the longer path."""
    longest = sorted((file for file in names if len(file) > 1), key=lambda file: (-len(file), file))
    words = {file: names[file] for file in longest}
    for file in longest:
        last = file.replace("\\", "/").rpartition("/")[2]
        if "." in last[1:]:
            words.setdefault(last, names[file])
    return words
