"""verigen rewrite: a teacher writes problems; those on which independent solutions agree are kept."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from verigen.cli.environment import executor_options
from verigen.cli.options import column_option, domain_option, engine_options

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verigen.problems.rewrite.order import RewriteOrder
    from verigen.problems.rewrite.report import RewriteReport

EPILOG = """\b
Examples:
  verigen rewrite math-core --with rephrase,persona:novice --limit 20 --out rewritten
  verigen rewrite train.jsonl --licence MIT --with translate:de,translate:zh --solver ./large.gguf --out german
  verigen rewrite train.jsonl --licence MIT --with evolve,self_instruct --solves 8 --agree 5 --out harder
  verigen rewrite math-core --with adversarial --target ./small.gguf --failed runs/small --out hard
  verigen rewrite code-core --with persona --out voices

\b
rephrase       other words                                        keeps the parent's answer or tests
persona        novice, expert, sceptic, child, non-native, hurried  keeps
translate:XX   into a language, or back into English (translate:en)  keeps
evolve         deepen, constrain                                  a new problem
self_instruct  of the kind of several seeds                       a new problem
adversarial    like those that --target gets wrong (--failed)     a new problem

A kept answer counts where enough solves agree with it and no other answer has more. The answer of a new problem
is the one that enough solves agree on, and none other as often: evidence, no proof, and the row says so. New
problems are for maths only: nobody has tests for a new programming problem.

Ctrl-C stops and keeps all that is finished; the same command continues.
"""
SHOWN = 15


@click.command("rewrite", epilog=EPILOG)
@click.argument("bank")
@click.option(
    "--with",
    "rewriters",
    required=True,
    help="Rewriters to use, such as rephrase,persona:novice,translate:de.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    required=True,
    help="Folder to write the problems and ledgers to.",
)
@click.option("--teacher", help="Teacher that writes, named as in `verigen sample`.")
@click.option("--solver", help="Teacher that solves what was written; default: the writing teacher.")
@engine_options
@click.option(
    "--variants",
    type=click.IntRange(1),
    default=1,
    show_default=True,
    help="Number of drafts per problem and rewriter.",
)
@click.option(
    "--solves",
    type=click.IntRange(2),
    default=4,
    show_default=True,
    help="Number of solutions sampled per written problem.",
)
@click.option(
    "--agree",
    type=click.IntRange(2),
    default=2,
    show_default=True,
    help="Number of those solutions that must agree.",
)
@click.option("--target", help="Model that the problems should defeat, for `adversarial`.")
@click.option(
    "--failed",
    type=click.Path(path_type=Path),
    help="Run of the target that shows where it fails, for `adversarial`; default: the tags of the rows.",
)
@click.option(
    "--below", type=click.FloatRange(0, 1), default=0.5, show_default=True,
    help="Highest pass rate of the target on a seed problem, for `adversarial`.",
)  # fmt: skip
@domain_option("Domain of a file's rows; default: as the first row shows:")
@click.option("--licence", help="SPDX licence of rows that name none.")
@column_option
@click.option("--split", default="train", show_default=True, help="Split of a hub dataset.")
@click.option("--limit", type=click.IntRange(1), help="Maximum number of problems.")
@executor_options
@click.option(
    "--temperature",
    type=click.FloatRange(0, min_open=True),
    default=0.7,
    show_default=True,
    help="Temperature of the solutions.",
)
@click.option(
    "--write-temperature",
    type=click.FloatRange(0),
    default=1.0,
    show_default=True,
    help="Temperature of the drafts.",
)
@click.option("--top-p", type=click.FloatRange(0, 1, min_open=True), default=0.95, show_default=True)
@click.option(
    "--max-tokens",
    type=click.IntRange(1),
    default=1024,
    show_default=True,
    help="Maximum number of tokens per solution.",
)
@click.option(
    "--write-tokens",
    type=click.IntRange(1),
    default=1024,
    show_default=True,
    help="Maximum number of tokens per draft.",
)
@click.option(
    "--thinking/--no-thinking", default=None, help="Switches thinking on or off, for models that can do both."
)
@click.option(
    "--budget", help="Hard limit of writing and solving, prompts included: 200000 (tokens) or 5usd (dollars)."
)
@click.option(
    "--prices", type=click.Path(path_type=Path, dir_okay=False), help="File (TOML) with the teachers' prices."
)
@click.option("--seed", type=int, default=0, show_default=True)
@click.option(
    "--allow-restricted-terms", "allow_restricted", is_flag=True,
    help="Use a teacher whose terms forbid training other models on its output.",
)  # fmt: skip
def command(**options: Any) -> None:
    """Have a teacher write problems from BANK's problems, and keep those whose solves agree.

    What keeps its parent's answer must keep its numbers too. What is refused is counted with its reason and stands
    in refused.jsonl with its text.
    """
    from verigen.problems.rewrite.run import rewrite
    from verigen.sampling.display import RichWatch
    from verigen.sampling.interrupt import Signals

    order, watch = _order(**options), RichWatch()
    ending, report = rewrite(order, watch, Signals(watch.note))
    for line in _lines(report) if ending == "done" else ():
        click.echo(line)
    if ending == "budget":
        click.echo("the budget is spent: a larger --budget with the same command goes on", err=True)
    elif ending == "stopped":
        click.echo("stopped; the same command continues", err=True)
        raise click.Abort
    else:
        click.echo(f"{order.out}/problems.jsonl, {order.out}/refused.jsonl")


def _order(
    *, bank: str, domain: str | None, temperature: float, top_p: float, max_tokens: int, write_tokens: int, write_temperature: float,
    thinking: bool | None, budget: str | None, **given: Any,
) -> RewriteOrder:  # fmt: skip
    from verigen.core.types import Sampling
    from verigen.dataset.decontaminate import read
    from verigen.problems.rewrite.order import RewriteOrder
    from verigen.sampling.budget import parse

    solving = Sampling(temperature=temperature, top_p=top_p, max_tokens=max_tokens, thinking=thinking)
    writing = Sampling(temperature=write_temperature, top_p=top_p, max_tokens=write_tokens, thinking=thinking)
    return RewriteOrder(
        bank=bank,
        domain=domain or read.domain(bank, given["columns"]),
        writing=writing,
        solving=solving,
        budget=parse(budget) if budget else None,
        **given,
    )


def _lines(report: RewriteReport) -> Iterator[str]:
    for name, each in report.yields.items():
        share = 100 * each.kept / max(each.drafts, 1)
        yield (
            f"{name}: {each.kept} problems of {len(each.parents)} parents, {share:.1f} % of {each.drafts} drafts; "
            f"{each.solved} were solved"
        )
        for reason, count in each.refused.most_common(SHOWN):
            yield f"  {count:6} {reason}"
    if report.unread:
        yield f"unread       {report.unread} rows of the bank that are no problems"
    tokens = ", ".join(f"{part} {count}" for part, count in report.tokens.items() if count)
    yield f"tokens       {sum(report.tokens.values())}, prompts included: {tokens}"
    if report.licences:
        several = (
            f", the strictest of {', '.join(sorted(report.licences))}" if len(report.licences) > 1 else ""
        )
        yield f"licence      {report.licence}{several}"
    if report.held_out:
        yield f"held out     {report.held_out}: made of held-out problems, never for training"
