"""verigen verify: grades candidates; no model is involved."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import click

from verigen.cli.environment import executor_options
from verigen.cli.options import domain_option, fallback_option

EPILOG = """\b
Examples:
  verigen verify --problems problems.jsonl --candidates candidates.jsonl --output verdicts.jsonl
  verigen verify --domain math --candidates answers.jsonl --output verdicts.jsonl

A candidate is a line {"id", "problem", "text"}; with --domain math and no problems, {"id", "reference", "text"}.
An interrupted call continues where it was when it is given again.
"""


@click.command("verify", epilog=EPILOG)
@click.option("--problems", type=click.Path(path_type=Path), help="JSON Lines of problems; - is stdin.")
@click.option(
    "--candidates",
    type=click.Path(path_type=Path),
    required=True,
    help="JSON Lines of candidates; - is stdin.",
)
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    required=True,
    help="Verdicts, in the candidates' order; - is stdout.",
)
@domain_option("Domain of candidates that carry their own reference:")
@click.option("--verifier", help="Who grades; default: the domain's.")
@fallback_option
@executor_options
@click.option("--jobs", type=click.IntRange(1), default=os.cpu_count() or 1, show_default="all cores")
def command(domain: str | None, **options: Any) -> None:
    """Grade candidates that you have. Exit 0 when each has a verdict, whatever it is."""
    from collections import Counter

    from verigen.grading.verify import VerifyOrder, verify

    if options["problems"] is None and domain is None:
        raise click.UsageError("give --problems, or --domain math for candidates that bring their reference")
    outcomes: Counter[str] = Counter()
    order = VerifyOrder(**options, domain=domain or "math")
    count = verify(order, lambda verdict: outcomes.update([verdict.outcome]))
    kept = count - outcomes.total()
    told = ", ".join(f"{outcomes[name]} {name}" for name in ("correct", "incorrect", "unverified"))
    click.echo(f"{count} candidates: {told}" + (f"; {kept} were graded before" if kept else ""), err=True)
    if str(options["output"]) not in {"-", "/dev/stdout"}:
        click.echo(f"{options['output']}")
