"""Measures conversations with a tool: the share of the engine's places in use, and the outputs that come out again.

    python -m benchmarks.speed.turns                    40 problems x 4, 8 places, a tool that takes 0.5 s
    python -m benchmarks.speed.turns --held             the same with the place held while the tool runs

The teacher is scripted: it answers after 0 to --delay seconds, first with a cell that sleeps for --tool seconds, then
with the answer. The share is the meter's own, over the whole run, its beginning and end included.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import shutil
import tempfile
from pathlib import Path

from verigen.dataset.formats.sft import Sft
from verigen.dataset.replay import Replay
from verigen.ledger.ledger import Ledger
from verigen.run import pipeline
from verigen.run.order import SampleOrder
from verigen.sampling.goals import Fixed
from verigen.sampling.places import Seat


def write_inputs(folder: Path, problems: int, tool_s: float, delay_s: float) -> None:
    with (folder / "bank.jsonl").open("w") as file:
        for number in range(problems):
            row = {"id": f"sum-{number}", "question": f"Sum {number}: what is 2 + 3?", "answer": "5"}
            file.write(json.dumps(row) + "\n")
    cell = f"```python\nimport time\ntime.sleep({tool_s})\nprint(2 + 3)\n```"
    answers = {"```output": ["It is \\boxed{5}."], "Sum": [f"I add.\n\n{cell}"]}
    (folder / "script.json").write_text(json.dumps({"answers": answers, "delay_s": delay_s}))


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    options.add_argument("--problems", type=int, default=40)
    options.add_argument("--n", type=int, default=4)
    options.add_argument("--places", type=int, default=8)
    options.add_argument("--tool", type=float, default=0.5)
    options.add_argument("--delay", type=float, default=2.0)
    options.add_argument("--held", action="store_true")
    given = options.parse_args()
    if given.held:
        Seat.leave = lambda _: None  # type: ignore[method-assign, assignment]
    folder = Path(tempfile.mkdtemp(prefix="verigen-turns-"))
    try:
        write_inputs(folder, given.problems, given.tool, given.delay)
        order = SampleOrder(
            domain="math-tool",
            bank=str(folder / "bank.jsonl"),
            licence="CC0-1.0",
            teachers=(f"scripted:{folder / 'script.json'}",),
            options={"concurrency": str(given.places)},
            goal=Fixed(max=given.n),
            formats=(Sft(pick="all"),),
            out=folder / "run",
        )
        made = pipeline.sample(order).summary
        print(f"candidates     {made.candidates} in {made.wall_s:.1f} s, {made.outcomes['correct']} correct")
        print(f"places in use  {100 * (made.filled or 0):.1f} %, idle {100 * (made.idle or 0):.1f} %")
        with contextlib.closing(Ledger(folder / "run/ledger.db")) as ledger, Replay("local") as replay:
            kept = sum(map(len, replay.over(ledger.graded())))
            print(f"run again      {replay.line()}: {kept} kept")
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
