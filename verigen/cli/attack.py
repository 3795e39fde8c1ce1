"""verigen attack: finds where a teacher fails."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from verigen.cli.environment import executor_options
from verigen.cli.options import domain_option, engine_options

if TYPE_CHECKING:
    from verigen.benchmarks.attack.run import AttackOrder

EPILOG = """\b
Examples:
  verigen attack --domain math --limit 30 --n 4 --out runs/attack
  verigen attack --domain math --bank gsm8k.jsonl --licence MIT --kinds persona,typos,mutator:renumber --out runs/attack
  verigen attack --domain logic --bank logic-core:level=1,variants=2 --limit 20 --teacher http://localhost:8000/v1
  verigen attack --domain math --kinds translate:de,translate:zh --teacher ./small.gguf --translator ./large.gguf --out runs/attack
  verigen attack runs/attack
  verigen sample --domain math --bank runs/attack/failures.jsonl --out runs/again

\b
Kinds: persona, distractor, mail, tags, spaces, typos, doubt, chat, language:CODE (de, fr, es, zh, ar), mutator:NAME
for a mutator of `verigen parts`, and translate:CODE. The first ones keep question and answer; a mutator computes the new
answer; a translation counts only if it passes its checks. The same command continues what was stopped.
"""


@click.command("attack", epilog=EPILOG)
@click.argument("run", required=False, type=click.Path(path_type=Path, exists=True, file_okay=False))
@domain_option("Domain of the problems:")
@click.option("--bank", help="Problems to attack, as in `verigen sample`; default: the domain's.")
@click.option("--licence", help="Licence of rows that name none.")
@click.option(
    "--kinds", metavar="A,B,...", help="Kinds of attack; default: all but the mutators and three languages."
)
@click.option(
    "--teacher",
    help="A name of `verigen teachers`, a GGUF file, a model folder, a hub id or an endpoint's URL.",
)
@click.option(
    "--translator",
    help="Teacher that translates for translate:CODE; default: the attacked one, which measures less well.",
)
@engine_options
@executor_options
@click.option(
    "--limit", type=click.IntRange(1), default=20, show_default=True, help="Number of unchanged problems."
)
@click.option(
    "--n",
    type=click.IntRange(1),
    default=4,
    show_default=True,
    help="Number of samples per problem and form.",
)
@click.option(
    "--style",
    type=click.Choice(["thinking", "direct"]),
    default="thinking",
    show_default=True,
    help="Form of the prompt, as in `verigen sample`.",
)
@click.option("--temperature", type=click.FloatRange(0), default=0.7, show_default=True)
@click.option(
    "--max-tokens",
    type=click.IntRange(1),
    default=1024,
    show_default=True,
    help="Maximum number of tokens per sample.",
)
@click.option("--seed", type=int, default=0, show_default=True)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    default=Path("runs/attack"),
    show_default=True,
    help="Folder of the attack.",
)
def command(
    run: Path | None, domain: str | None, temperature: float, max_tokens: int, **options: Any
) -> None:
    """Change problems in ways that should not matter, and measure what each kind of change costs a teacher.

    Each attacked problem is paired with its unchanged one; the table shows the drop by kind with its 95 % interval. The
    failures (solved unchanged, failed attacked) become a bank. With RUN: print that attack's table again.
    """
    if run is not None:
        _show(run)
        return
    if domain is None:
        raise click.UsageError("say what to attack: --domain, or the folder of an attack")
    from verigen.benchmarks.attack.run import AttackOrder
    from verigen.core.types import Sampling

    typed = click.get_current_context().find_root().obj
    sampling = Sampling(temperature=temperature, max_tokens=max_tokens)
    _attack(AttackOrder(domain=domain, sampling=sampling, command=typed, **options))


def _attack(order: AttackOrder) -> None:
    from verigen.benchmarks.attack import run
    from verigen.sampling.display import RichWatch
    from verigen.sampling.interrupt import Abandoned, Signals

    watch = RichWatch()
    stop = Signals(watch.note)
    try:
        refused = run.prepare(order, watch, stop)
    except Abandoned as error:
        click.echo("stopped; the same command continues", err=True)
        raise click.Abort from error
    for kind, many in refused.items():
        click.echo(f"{kind}: not made of {many} of {order.limit} problems", err=True)
    ending = run.sample(order, watch, stop)
    _show(order.out)
    if ending == "stopped":
        click.echo("stopped; the same command continues", err=True)
        raise click.Abort


def _show(folder: Path) -> None:
    from verigen.benchmarks.attack import figures, run

    report = run.measure(folder)
    for line in figures.lines(report):
        click.echo(line)
    click.echo(f"failures     {len(report.failures)} problems   {folder / run.FAILURES}")
