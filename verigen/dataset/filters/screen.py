"""Tells in one pass which patterns cannot match a text, so that filters leave them out.

Hyperscan (Wang et al., NSDI 2019) looks for all patterns at once, in its prefilter mode: what it does not report cannot
match, what it reports may. Without it, and before `prepare`, every pattern may match: findings are the same, later.
"""

from __future__ import annotations

import pickle
import re
import threading
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

View = Literal["text", "prose", "plain", "prompt"]
PatternForm = tuple[str, int]  # a pattern and its flags
NOTHING: frozenset[int] = frozenset()
SEEN = 256  # combinations of patterns seen whose complements are kept
GROUP = re.compile(r"\(\?P<\w+>")
ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})|[^\x00-\x7f]")
LETTER = re.compile(r"[^\W\x00-\x7f]")
SIGN = re.compile(r"[^\x00-\x7f]")
SPACES = bytes(
    32 if 28 <= code < 32 else code for code in range(256)
)  # Python's \s has these four, Hyperscan's not


class WatchedPattern(NamedTuple):
    """A pattern of the screen. It is tried on texts of which the screen does not say that it cannot match."""

    pattern: re.Pattern[str]
    number: int

    def within(self, text: str, impossible: frozenset[int]) -> Iterator[re.Match[str]]:
        return iter(()) if self.number in impossible else self.pattern.finditer(text)


_watched: dict[View, dict[PatternForm, int]] = {"text": {}, "prose": {}, "plain": {}, "prompt": {}}
_screens: dict[View, _Screen] = {}


def watch(pattern: re.Pattern[str], view: View = "text", *, lower: bool = False) -> WatchedPattern:
    """Put a pattern on the screen of a view. `lower`: it is tried on the view in lower case."""
    form = (pattern.pattern, pattern.flags | (re.IGNORECASE if lower else 0))
    number = _watched[view].setdefault(form, sum(map(len, _watched.values())))
    return WatchedPattern(pattern, number)


def impossible(view: View, text: str) -> frozenset[int]:
    """The numbers of the patterns that cannot match this text."""
    screen = _screens.get(view)
    return screen.impossible(text) if screen is not None else NOTHING


def prepare(stored: bytes | None = None) -> bytes | None:
    """Begin to screen; return what makes another process of this machine begin sooner. None without Hyperscan."""
    try:
        import hyperscan  # noqa: F401 - the test whether it is there
    except ImportError:
        return None
    if stored is None:
        stored = pickle.dumps(
            {view: (list(rows), _compiled(list(rows))) for view, rows in _watched.items() if rows}
        )
    found = pickle.loads(stored)  # noqa: S301 - our own
    _screens.update((view, _Screen(_watched[view], *kept)) for view, kept in found.items())
    return stored


def stop() -> None:
    """Screen no more: every pattern may match again."""
    _screens.clear()


class _Screen:
    """The compiled patterns of one view."""

    def __init__(
        self, numbers: Mapping[PatternForm, int], forms: Sequence[PatternForm], stored: bytes
    ) -> None:
        import hyperscan

        self._numbers = [numbers.get(form, -1) for form in forms]  # which may differ between processes
        self._known = frozenset(self._numbers)
        self._database: Any = hyperscan.loadb(stored, hyperscan.HS_MODE_BLOCK)
        self._scratch = hyperscan.Scratch(self._database)
        self._lock = threading.Lock()  # two threads cannot share the scratch
        self._without = lru_cache(maxsize=SEEN)(self._unseen)

    def impossible(self, text: str) -> frozenset[int]:
        """A text with letters beyond ASCII is not screened; other signs look like one another."""
        if not text.isascii() and LETTER.search(text):
            return NOTHING
        signs = text if text.isascii() else SIGN.sub(lambda found: _sign(found.group()), text)
        seen: set[int] = set()
        with self._lock:
            self._database.scan(
                signs.encode().translate(SPACES),
                match_event_handler=_add,
                context=seen,
                scratch=self._scratch,
            )
        return self._without(frozenset(seen))

    def _unseen(self, seen: frozenset[int]) -> frozenset[int]:
        return self._known.difference(self._numbers[place] for place in seen)


def _add(place: int, _start: int, _end: int, _flags: int, seen: set[int]) -> None:
    seen.add(place)


def _sign(char: str) -> str:
    return " " if char.isspace() else "\x7f"


def _compiled(forms: Sequence[PatternForm]) -> bytes:
    import hyperscan as hs

    database = hs.Database()
    always = hs.HS_FLAG_PREFILTER | hs.HS_FLAG_SINGLEMATCH | hs.HS_FLAG_ALLOWEMPTY
    kinds = (
        (re.IGNORECASE, hs.HS_FLAG_CASELESS), (re.DOTALL, hs.HS_FLAG_DOTALL), (re.MULTILINE, hs.HS_FLAG_MULTILINE),
    )  # fmt: skip
    database.compile(
        expressions=[_written(pattern) for pattern, _ in forms],
        ids=list(range(len(forms))),
        elements=len(forms),
        flags=[always | sum(theirs for ours, theirs in kinds if given & ours) for _, given in forms],
    )
    stored: bytes = hs.dumpb(database)
    return stored


def _written(pattern: str) -> bytes:
    """The pattern for texts whose signs beyond ASCII are all the same one."""
    bare = GROUP.sub("(?:", pattern)
    return ESCAPED.sub(
        lambda found: _escaped(chr(int(found[1], 16)) if found[1] else found.group()), bare
    ).encode()


def _escaped(char: str) -> str:
    return " " if char.isspace() else r"\x7f"
