"""Protocols of objects that observe a run."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Protocol

from verigen.teachers.weights import Watcher

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from verigen.sampling.meter import Meter


class SamplingWatch(Protocol):
    """Receives the progress of sampling."""

    def note(self, line: str) -> None: ...

    def sampling(self, meter: Meter) -> contextlib.AbstractContextManager[None]:
        """Show this meter while the run samples."""
        ...

    def graded(self) -> None:
        """Called after each stored verdict."""
        ...


class RunWatch(SamplingWatch, Watcher, Protocol):
    """Also receives the progress of the steps before sampling."""

    def doing(self, what: str) -> contextlib.AbstractContextManager[Callable[[str], None]]:
        """Show that this work goes on, with its seconds and the last text given to the callable."""
        ...


class SilentWatch:
    """Shows nothing."""

    def note(self, line: str) -> None: ...

    def progress(self, done: int, total: int) -> None: ...

    def graded(self) -> None: ...

    @contextlib.contextmanager
    def doing(self, what: str) -> Iterator[Callable[[str], None]]:  # noqa: ARG002 - part of the contract
        yield lambda _: None

    @contextlib.contextmanager
    def sampling(self, meter: Meter) -> Iterator[None]:  # noqa: ARG002 - part of the contract
        yield
