"""Shows the progress of long work: a live display on a terminal, plain lines elsewhere."""

from __future__ import annotations

import contextlib
import sys
import time
from typing import TYPE_CHECKING

from verigen.core.ticking import ticking

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rich.console import Console
    from rich.table import Table

    from verigen.sampling.meter import Meter

FIRST_S, PLAIN_EVERY_S = 3.0, 10.0
END_CHARS = 160  # shown characters of a candidate


class RichWatch:
    """Prints progress to stderr, so that stdout holds only results."""

    def __init__(self) -> None:
        from rich.console import Console

        self._console: Console = Console(stderr=True, highlight=False, soft_wrap=not sys.stderr.isatty())
        self._meter: Meter | None = None
        self._last, self._every = time.monotonic(), FIRST_S
        self._troubled: float | None = None
        self._firsts: set[str] = set()
        self._percent = -1

    def note(self, line: str) -> None:
        with contextlib.suppress(OSError):  # a closed terminal must not end the run
            self._console.print(line, markup=False)

    def progress(self, done: int, total: int) -> None:
        """Show the bytes of a download.

        On a terminal one line is rewritten; elsewhere one line is printed per 10 %.
        """
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
        self._meter, self._last, self._every, self._firsts = meter, time.monotonic(), FIRST_S, set()
        if not self._console.is_terminal:
            with ticking(self._tick):
                yield
        else:
            from rich.live import Live

            table = Live(
                get_renderable=self._table, console=self._console, refresh_per_second=4, transient=True
            )
            with table, ticking(self._show_firsts):
                yield
        self._show_firsts()
        self.note(line(meter))

    @contextlib.contextmanager
    def doing(self, what: str) -> Iterator[Callable[[str], None]]:
        """Print a line after FIRST_S seconds and then regularly, with the last text given to the callable."""
        started, self._last, self._every = time.monotonic(), time.monotonic(), FIRST_S
        state = ""

        def told(new: str) -> None:
            nonlocal state
            state = f": {new}"

        def shown() -> str:
            return f"{what}{state} ({duration(time.monotonic() - started)})"

        def tick() -> None:
            if time.monotonic() - self._last >= self._every:
                self._plain(shown())

        if not self._console.is_terminal:
            with ticking(tick):
                yield told
            return
        with self._console.status(shown()) as status, ticking(lambda: status.update(shown())):
            yield told

    def _plain(self, text: str) -> None:
        self._last, self._every = time.monotonic(), PLAIN_EVERY_S
        self.note(text)

    def _tick(self) -> None:
        """Report trouble when it begins and when it ends; otherwise print a line regularly."""
        assert self._meter is not None
        self._show_firsts()
        trouble = self._meter.trouble
        due = time.monotonic() - self._last >= self._every
        if trouble and (due or self._troubled is None):
            self._troubled = self._troubled or time.monotonic()
            self._plain(trouble)
        elif self._troubled is not None and not trouble:
            lasted, self._troubled = time.monotonic() - self._troubled, None
            self._plain(f"answers come again, after {duration(lasted)}; {line(self._meter)}")
        elif due:
            self._plain(line(self._meter))

    def _show_firsts(self) -> None:
        """Show the first correct and the first incorrect candidate of a new run."""
        assert self._meter is not None
        if self._meter.earlier:
            return
        for outcome, candidate in list(self._meter.firsts.items()):
            if outcome not in self._firsts:
                self._firsts.add(outcome)
                self.note(f"first {outcome}: {candidate.id}: {_short(candidate.text)}")

    def graded(self) -> None:
        """Do nothing: the display reads the meter itself."""

    def _table(self) -> Table:
        from rich.progress_bar import ProgressBar
        from rich.table import Table
        from rich.text import Text

        assert self._meter is not None
        grid = Table.grid(padding=(0, 1))
        meter = self._meter
        grid.add_row("problems", ProgressBar(total=meter.problems, completed=meter.done, width=40))
        grid.add_row("", line(meter))
        if trouble := meter.trouble:
            grid.add_row("", Text(trouble, style="bold red"))
        return grid


def line(meter: Meter) -> str:
    """One line of progress."""
    right, wrong, open_ = (meter.outcomes[name] for name in ("correct", "incorrect", "unverified"))
    eta = meter.eta_s
    aborted = f", {meter.aborted} aborted" if meter.aborted else ""
    return (
        f"{meter.done}/{meter.problems} problems, {'this start: ' if meter.earlier else ''}"
        f"{meter.drawn} candidates: {right} correct, {wrong} incorrect, "
        f"{open_} unverified{aborted}; {_under_way(meter)}{meter.tokens_per_s:.0f} tokens/s; "
        f"{duration(meter.elapsed_s)} so far" + (f", about {duration(eta)} to go" if eta else "")
    )


def _short(text: str) -> str:
    """The end of a candidate, which holds its answer, as one line."""
    words = " ".join("".join(mark if mark.isprintable() else " " for mark in text).split())
    return words if len(words) <= END_CHARS else f"... {words[-END_CHARS:]}"


def _under_way(meter: Meter) -> str:
    """The requests under way, and their tokens if the engines report them."""
    if not meter.busy:
        return ""
    tokens = meter.under_way
    return f"{meter.busy} under way" + (f" with {tokens} tokens; " if tokens is not None else "; ")


def duration(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return (
        f"{hours} h {minutes:02} min" if hours else f"{minutes} min {rest:02} s" if minutes else f"{rest} s"
    )
