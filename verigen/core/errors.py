"""The one tree of errors that verigen raises.

VerigenError
├── UserError        the user can fix it: bad input, unknown name, missing file       exit 2
│   ├── UnknownPart   a name that no registry row or catalogue entry has
│   └── UnknownOption an option that a part does not have
├── PartError        not the user's fault: a model, sandbox or disk that failed       exit 1
│   ├── PartFailed   a part that failed at one item: a candidate, a problem, a row
│   ├── PartBroken   a part that failed many times in a row: the run ends
│   ├── TeacherError an engine that does not load or answer
│   │   ├── EngineDied     an engine that worked before and can be restarted
│   │   └── RequestFailed  a request that the engine can't serve; others go on
│   │       └── PromptTooLong  a problem that the model's context can't hold
│   ├── ExecutorError a sandbox that does not start or that broke
│   └── StorageError a disk that is full or not writable
└── ReferenceFault   a problem whose own reference can't be used: never a candidate's fault
"""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

SHOWN = 200


class VerigenError(Exception):
    """Base class; the message is one line that says what, where and what to try.

    `details`: further lines, if there is a list to show.
    """

    exit_code = 1
    details: Sequence[str] = ()


class UserError(VerigenError):
    """An error that the user can fix."""

    exit_code = 2


def _nearest(name: str, known: Iterable[str]) -> str:
    names = sorted(known)
    near = get_close_matches(name, names, n=3, cutoff=0.4)
    return f"did you mean {', '.join(near)}?" if near else f"there are: {', '.join(names) or 'none'}"


class UnknownPart(UserError):  # noqa: N818 - reads as the finding it is
    """An unknown name; the message offers the nearest known ones."""

    def __init__(self, kind: str, name: str, known: Iterable[str]) -> None:
        super().__init__(f"unknown {kind} {name!r}; {_nearest(name, known)}")


class UnknownOption(UserError):  # noqa: N818 - the same
    """An option that a part does not have; the message names the part and the nearest options."""

    def __init__(self, part: str, option: str, known: Iterable[str]) -> None:
        near, every = _nearest(option, known), f"there are: {', '.join(sorted(known)) or 'none'}"
        super().__init__(
            f"the {part} has no option {option!r}; {near if near == every else f'{near} {every}'}"
        )


class PartError(VerigenError):
    """A model, sandbox or disk that failed."""


class PartFailed(PartError):  # noqa: N818 - reads as the finding it is
    """A part failed at one item. `kind` groups failures for counting: an exception's name or a deadline."""

    def __init__(self, message: str, kind: str) -> None:
        super().__init__(message)
        self.kind = kind


class PartBroken(PartError):  # noqa: N818 - the same
    """A part failed so often in a row that the part itself is broken, not the items."""


class TeacherError(PartError):
    """An engine that does not load or answer, permanently."""


class EngineDied(TeacherError):  # noqa: N818 - reads as the finding it is
    """An engine that answered before and then died; opening its teacher again may help."""


class RequestFailed(TeacherError):  # noqa: N818 - the same
    """A request that the engine cannot serve although it serves others; its problem is refused."""


class PromptTooLong(RequestFailed):
    """A prompt that leaves no room for an answer in the model's context; the message has both counts."""


class ExecutorError(PartError):
    """A sandbox that does not start, or broke."""


class SandboxGone(ExecutorError):  # noqa: N818 - reads as the finding it is
    """A sandbox whose process ended."""


class StorageError(PartError):
    """A disk that is full, or a folder that is not writable."""


class ReferenceFault(VerigenError):  # noqa: N818 - names whose fault it is
    """A problem's own reference can't be read or fails its own verifier."""

    exit_code = 2


class NoOwnAnswer(ReferenceFault):
    """A problem whose reference grades answers but contains none, such as tests without a solution."""


def first_line(error: BaseException) -> str:
    """A foreign exception as one short line: its type and the first line of its message."""
    said = next((line.strip() for line in str(error).splitlines() if line.strip()), "")
    name = type(error).__name__
    return f"{name}: {said[:SHOWN]}" if said else name
