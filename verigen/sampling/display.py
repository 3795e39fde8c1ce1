"""Shows long work to a user: a live display on a terminal, plain lines elsewhere."""

from __future__ import annotations

import contextlib
import sys
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import Console
    from rich.live import Live
    from rich.table import Table

    from verigen.sampling.meter import Meter

PLAIN_EVERY_S = 10.0


class RichWatch:
    """Prints to stderr, so that stdout holds results alone."""

    def __init__(self) -> None:
        from rich.console import Console

        self._console: Console = Console(stderr=True, highlight=False, soft_wrap=not sys.stderr.isatty())
        self._meter: Meter | None = None
        self._live: Live | None = None
        self._last = time.monotonic()
        self._percent = -1

    def note(self, line: str) -> None:
        self._console.print(line, markup=False)

    def progress(self, done: int, total: int) -> None:
        """Bytes of a fetch: a line that is rewritten on a terminal, one line every tenth elsewhere."""
        percent = 100 * done // total
        terminal = self._console.is_terminal
        if percent == self._percent or (not terminal and percent // 10 == self._percent // 10):
            return
        self._percent = percent
        filled = "#" * (percent * 30 // 100)
        text = f"fetching [{filled:30}] {percent:3} % of {total >> 20} MiB"
        self._console.print(text, markup=False, end="\r" if terminal and done < total else "\n")

    @contextlib.contextmanager
    def sampling(self, meter: Meter) -> Iterator[None]:
        self._meter, self._last = meter, time.monotonic()
        if not self._console.is_terminal:
            yield
            self._console.print(line(meter), markup=False)
            return
        from rich.live import Live

        with Live(get_renderable=self._table, console=self._console, refresh_per_second=4, transient=True):
            yield
        self._console.print(line(meter), markup=False)

    def graded(self) -> None:
        if self._console.is_terminal or self._meter is None:
            return
        meter = self._meter
        if meter.done < meter.problems and time.monotonic() - self._last >= PLAIN_EVERY_S:
            self._last = time.monotonic()
            self._console.print(line(meter), markup=False)

    def _table(self) -> Table:
        from rich.progress_bar import ProgressBar
        from rich.table import Table

        assert self._meter is not None
        grid = Table.grid(padding=(0, 1))
        meter = self._meter
        grid.add_row("problems", ProgressBar(total=meter.problems, completed=meter.done, width=40))
        grid.add_row("", line(meter))
        return grid


def line(meter: Meter) -> str:
    """One line of progress."""
    right, wrong, open_ = (meter.outcomes[name] for name in ("correct", "incorrect", "unverified"))
    eta = meter.eta_s
    aborted = f", {meter.aborted} aborted" if meter.aborted else ""
    return (
        f"{meter.done}/{meter.problems} problems, {meter.drawn} candidates: {right} correct, {wrong} incorrect, "
        f"{open_} unverified{aborted}; {meter.tokens_per_s:.0f} tokens/s"
        + (f", {duration(eta)} to go" if eta else "")
    )


def duration(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return (
        f"{hours} h {minutes:02} min" if hours else f"{minutes} min {rest:02} s" if minutes else f"{rest} s"
    )
