"""verigen prove: trains students on competing training sets and compares them."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import click

from verigen.cli.environment import executor_options
from verigen.cli.options import _key_values, domain_option

EPILOG = """\b
Examples:
  verigen prove --out proof
  verigen prove --arms verified,unverified,wrong,shuffled,mix30,noisy:4,10 --seeds 5 --out proof5
  verigen prove --rounds 3 --arms verified,unverified,mix30 --out rounds
  verigen prove runs/first --student Qwen2.5-Coder-0.5B --suite gsm8k --lora --out proof
  verigen prove curated --student models/base --suite gsm8k --method dpo --out proof

RUN is a run, DATASET a curated folder or a .jsonl file of records. Without either, the tiny student draws and trains
on sums of its own: minutes on two cores. The plan is written before training and can't be changed afterwards. The same
command continues what was stopped.
"""


def _arms(_: click.Context, __: click.Parameter, text: str | None) -> tuple[str, ...] | None:
    """Split at commas; a comma within noisy:4,10 joins two numbers."""
    if text is None:
        return None
    found: list[str] = []
    for word in text.split(","):
        number = word.strip().replace(".", "", 1).isdigit()
        if number and found and ":" in found[-1]:
            found[-1] += f",{word.strip()}"
        elif word.strip():
            found.append(word.strip())
    return tuple(found)


@click.command("prove", epilog=EPILOG)
@click.argument("run", metavar="[RUN|DATASET]", required=False, type=click.Path(path_type=Path))
@click.option("--suite", help="Held-out problems: a suite of `verigen bench --suites`, a file or a hub id.")
@domain_option("Domain of a suite that is a file or hub id:")
@click.option(
    "--student",
    default="tiny",
    show_default=True,
    help="tiny, or a model that TRL trains: a name of `verigen teachers`, a folder or a hub id.",
)
@click.option(
    "--student-option",
    "options",
    multiple=True,
    metavar="KEY=VALUE",
    callback=_key_values,
    help="Sets an option of the student; a wrong name prints all of them.",
)
@click.option(
    "--train", metavar="COMMAND", help="Your own trainer: a command with {records}, {out} and {base}."
)
@click.option(
    "--arms",
    callback=_arms,
    help="Training sets, as verified,unverified,noisy:4,10; default: verified, unverified, wrong, shuffled, real, "
    "mix30, gold.",
)
@click.option("--seeds", type=click.IntRange(1), default=3, show_default=True, help="Number of repetitions.")
@click.option("--seed", type=int, default=0, show_default=True)
@click.option(
    "--tokens", type=click.IntRange(1), help="Completion tokens of every arm; default: the student's."
)
@click.option(
    "--rounds", type=click.IntRange(1), default=1, show_default=True, help="Rounds of self-training."
)
@click.option("--accumulate", is_flag=True, help="Train each round on the candidates of all rounds so far.")
@click.option(
    "--method", type=click.Choice(["sft", "dpo"]), default="sft", show_default=True, help="Way of training."
)
@click.option("--lora", is_flag=True, help="Train adapters of a model instead of all its weights.")
@click.option(
    "--detect",
    type=click.FloatRange(0, 100, min_open=True),
    help="Points that the suite must be able to show.",
)
@click.option("--jobs", type=click.IntRange(1), default=os.cpu_count() or 1, show_default="all cores")
@executor_options
@click.option(
    "--out", type=click.Path(path_type=Path), required=True, help="Folder of plan, students and proof."
)
def command(arms: tuple[str, ...] | None, **options: Any) -> None:
    """Train one student per arm and seed from one base, on equally many tokens, and compare them on a suite."""
    from verigen.prove import prove, report
    from verigen.prove.order import ProveOrder
    from verigen.prove.plan import DEFAULT
    from verigen.sampling.display import RichWatch

    order = ProveOrder(**options, arms=arms or DEFAULT)
    proof = prove.prove(order, lambda line: click.echo(line, err=True), RichWatch())
    made = report.write(proof, order.out)
    for line in report.lines(proof):
        if line.startswith(("|", "**", "## Rounds")):
            click.echo(line)
    for path in made:
        click.echo(path)
