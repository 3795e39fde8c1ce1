"""verigen train-reward: a reward model from a run's right and wrong candidates."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

EPILOG = """\b
Examples:
  verigen train-reward runs/first --out reward
  verigen train-reward runs/first --base Qwen2.5-Coder-0.5B-Instruct --epochs 2 --out reward
  verigen rank runs/second --model reward --out ranked.jsonl

One in five families is held out. A model that does not beat "the shorter one is right" (or the longer one) there by
a paired test is refused: exit code 1, and nothing loads it. The same command continues what was stopped.
"""


@click.command("train-reward", epilog=EPILOG)
@click.argument("run", type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path), required=True, help="Folder of the reward model.")
@click.option(
    "--base",
    default="SmolLM2-135M-Instruct",
    show_default=True,
    help="Model that the training begins from: a name of `verigen teachers`, a folder or a hub id.",
)
@click.option(
    "--pairs",
    type=click.IntRange(1),
    default=4,
    show_default=True,
    help="Maximum number of pairs per problem.",
)
@click.option(
    "--held-out",
    type=click.FloatRange(0, 0.9, min_open=True),
    default=0.2,
    show_default=True,
    help="Share of the pairs, by whole families, that the model is examined on.",
)
@click.option("--epochs", type=click.FloatRange(0, min_open=True), default=1.0, show_default=True)
@click.option(
    "--rate", type=click.FloatRange(0, min_open=True), default=1e-5, show_default=True, help="Learning rate."
)
@click.option("--batch", type=click.IntRange(1), default=8, show_default=True, help="Pairs per step.")
@click.option(
    "--longest",
    type=click.IntRange(16),
    default=1024,
    show_default=True,
    help="Tokens of a conversation; of a longer one the end is kept.",
)
@click.option(
    "--save-every",
    type=click.IntRange(1),
    default=100,
    show_default=True,
    help="Steps between checkpoints, from which a stopped training goes on.",
)
@click.option("--seed", type=int, default=0, show_default=True)
def command(**options: Any) -> None:
    """Train a reward model on pairs of RUN's correct and incorrect candidates, and examine it on held-out pairs."""
    from verigen.cli.pace import PaceLine
    from verigen.rewards.model import train
    from verigen.rewards.model.order import RewardOrder
    from verigen.sampling.display import RichWatch

    order = RewardOrder(**options)
    made = train.train(order, PaceLine("steps"), RichWatch())
    for line in train.lines(made):
        if line.startswith(("| ", "Usable")):
            click.echo(line)
    if made.refused is not None:
        raise train.RewardRefused(f"{order.out} is refused and marked so: {made.refused}")
    click.echo(f"{order.out}")
