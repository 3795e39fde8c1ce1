"""What the tests share: a way to call the command, and small inputs."""

from __future__ import annotations

import contextlib
import io
import json
import signal
from collections import defaultdict
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings

from samples import write_lines
from verigen.cli import alive, main

if TYPE_CHECKING:
    from collections.abc import Callable

LONG_S = 60.0  # of a session, from which on it tells where its time went

# what starts the tests in the background may ignore these, and every process below would inherit that
signal.signal(signal.SIGINT, signal.default_int_handler)
signal.signal(signal.SIGHUP, signal.SIG_DFL)
# a law holds or not, however busy the machine is
settings.register_profile("verigen", deadline=None)
settings.load_profile("verigen")


@dataclass(frozen=True)
class Ended:
    code: int
    out: str
    err: str


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Ended]:
    """Call the command as a user would, in an empty folder; however slow the machine is, silence stays silence."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(alive, "FIRST_S", 3600.0)

    def call(*arguments: object) -> Ended:
        out, err = io.StringIO(), io.StringIO()
        with (
            contextlib.redirect_stdout(out),
            contextlib.redirect_stderr(err),
            pytest.raises(SystemExit) as ended,
        ):
            main([str(argument) for argument in arguments])
        return Ended(int(ended.value.code or 0), out.getvalue(), err.getvalue())

    return call


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    """Twelve sums."""
    row = {"licence": "MIT"}
    rows = (
        {"id": f"sum-{i}", "question": f"What is {i} + 1?", "answer": str(i + 1), **row} for i in range(12)
    )
    return write_lines(tmp_path / "bank.jsonl", *rows)


@pytest.fixture
def script(tmp_path: Path) -> Path:
    """A teacher that is right on the first sum half of the time, and on one other sum by chance."""
    right, wrong = "<think>\nadd\n</think>\n\nSo \\boxed{1}.", "<think>\nsubtract\n</think>\n\nSo \\boxed{7}."
    path = tmp_path / "script.json"
    path.write_text(
        json.dumps({"answers": {"What is 0 + 1?": [right, wrong]}, "default": [wrong, "no idea"]})
    )
    return path


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Where the time of a long session went, by file, the slowest third of it first."""
    spent: dict[str, float] = defaultdict(float)
    for report in chain.from_iterable(terminalreporter.stats.values()):
        if isinstance(report, pytest.TestReport):
            spent[report.nodeid.partition("::")[0]] += report.duration
    if (whole := sum(spent.values())) < LONG_S:
        return
    told = 0.0
    terminalreporter.section(f"{whole:.0f} s in tests; a third of it in")
    for file, seconds in sorted(spent.items(), key=lambda item: -item[1]):
        if told > whole / 3:
            break
        told += seconds
        terminalreporter.line(f"{seconds:6.1f} s  {100 * seconds / whole:3.0f} %  {file}")
