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
    longest: tuple[str, ...]
    """The names to replace in texts, the longest first, so that none is taken for a part of another."""

    def of(self, file: str) -> str:
        """Return the name of a file, a plain word where none was given to it."""
        return self.by_file.get(file, "a file") if file else ""

    def told(self, text: str) -> str:
        """Return a text with every file in it called by its new name."""
        for file in self.longest:
            text = text.replace(file, self.by_file[file])
        for file in self.longest:
            last = file.replace("\\", "/").rpartition("/")[2]
            text = text.replace(last, self.by_file[file]) if "." in last[1:] else text
        return text


def names_of(sessions: Iterable[Session], others: Iterable[str] = ()) -> Names:
    """Name the files of runs by their days, and `others` by a number; the same runs give the same names."""
    names: dict[str, str] = {}
    taken: Counter[str] = Counter()
    ordered = sorted(sessions, key=lambda s: (str(s.local_date or ""), str(s.start_utc or ""), s.file))
    for session in ordered:
        if session.file not in names:
            stem = session.local_date.isoformat() if session.local_date else "run"
            taken[stem] += 1
            number = f"-{taken[stem]}" if taken[stem] > 1 or not session.local_date else ""
            names[session.file] = f"{stem}{number}.{session.format or 'fit'}"
    for file in sorted(set(others) - set(names) - {""}):
        word = "configuration" if file.endswith(".toml") else "file"
        taken[word] += 1
        names[file] = f"{word}-{taken[word]}"
    return Names(names, tuple(sorted((f for f in names if len(f) > 1), key=lambda f: (-len(f), f))))
