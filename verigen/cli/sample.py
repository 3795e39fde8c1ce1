"""verigen sample: problems to verified records."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from verigen.cli.options import format_options

if TYPE_CHECKING:
    from verigen.pipeline import Order, Result

EPILOG = """\b
Examples:
  verigen sample --domain math
  verigen sample --domain math --limit 24 --n 4 --out runs/first
  verigen sample --domain math --bank gsm8k.jsonl --licence MIT --teacher Qwen2.5-Coder-1.5B-Instruct
  verigen sample --domain math --teacher ./model.gguf --engine llamacpp
  verigen sample --domain code --limit 20 --n 4

Ctrl-C stops a run and keeps all that is finished; the same command continues it.
"""


@click.command("sample", epilog=EPILOG)
@click.option("--domain", type=click.Choice(["math", "code"]), required=True, help="Field of the problems.")
@click.option(
    "--bank", help="A bank's name, a JSONL/JSON/CSV/Parquet file, a dataset folder or hub id (id:config)."
)
@click.option("--split", default="train", show_default=True, help="Split of a hub dataset or folder.")
@click.option("--licence", help="SPDX licence of rows that name none.")
@click.option("--teacher", help="A name of `verigen teachers`, a GGUF file, a model folder or a hub id.")
@click.option("--engine", help="vllm or llamacpp; default: vLLM where it is installed.")
@click.option("--verifier", help="Who grades; default: the domain's.")
@click.option("--executor", default="local", show_default=True, help="Sandbox for code: local or docker.")
@click.option("--goal", default="n", show_default=True, help="When a problem has enough candidates: n.")
@click.option("--n", type=click.IntRange(1), default=8, show_default=True, help="Candidates a problem.")
@click.option("--limit", type=click.IntRange(1), help="Problems at most.")
@click.option("--temperature", type=click.FloatRange(0), default=0.7, show_default=True)
@click.option("--top-p", type=click.FloatRange(0, 1, min_open=True), default=0.95, show_default=True)
@click.option("--max-tokens", type=click.IntRange(1), default=1024, show_default=True, help="Per candidate.")
@click.option("--seed", type=int, default=0, show_default=True)
@click.option("--out", type=click.Path(path_type=Path), help="Folder of the run; default: runs/<timestamp>.")
@click.option("--resume", is_flag=True, help="Fail unless there is a run to continue.")
@format_options
def command(goal: str, pick: str, pairs: int, **options: Any) -> None:
    """Sample a teacher on a bank, grade every candidate as it comes, and write training records.

    Everything is kept in the run's ledger; records are made from correct and incorrect candidates, never from
    unverified or truncated ones.
    """
    from verigen import pipeline
    from verigen.cli.watch import Watch

    if goal != "n":
        raise click.BadParameter(f"{goal!r} is no goal; there is: n", param_hint="--goal")
    result = pipeline.sample(_order(pick, pairs, options), Watch())
    _print(result)
    if result.stopped:
        click.echo("stopped; the same command continues", err=True)
        raise click.Abort


def _order(pick: Any, pairs: int, options: dict[str, Any]) -> Order:
    from verigen.cli.options import formats
    from verigen.pipeline import Order
    from verigen.types import Sampling

    sampling = Sampling(**{name: options.pop(name) for name in ("temperature", "top_p", "max_tokens")})
    return Order(sampling=sampling, formats=formats(pick, pairs), **options)


def _print(result: Result) -> None:
    from verigen.cli.report import lines

    for line in lines(result):
        click.echo(line)
