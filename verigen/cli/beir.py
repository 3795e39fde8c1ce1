"""verigen beir: a run of the domain retrieve as a test set."""

from __future__ import annotations

from pathlib import Path

import click

EPILOG = """\b
Examples:
  verigen sample --domain retrieve --bank passages:docs --licence MIT --out runs/queries
  verigen beir runs/queries --out beir/docs

The folder is read by BEIR and MTEB: corpus.jsonl, queries.jsonl, qrels/test.tsv. eval.jsonl has each query with its
answer and the answer's place in the passage.
"""


@click.command("beir", epilog=EPILOG)
@click.argument("run", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--out", type=click.Path(path_type=Path), required=True, help="Folder to write to.")
def command(run: Path, out: Path) -> None:
    """Write RUN's kept queries and their corpus as a BEIR folder."""
    from verigen.dataset import beir

    made = beir.write(run, out)
    kinds = ", ".join(f"{count} {kind}" for kind, count in sorted(made.kinds.items()))
    click.echo(f"passages  {made.passages}   {out}/corpus.jsonl")
    click.echo(f"queries   {made.queries}: {kinds}   {out}/queries.jsonl, qrels/test.tsv, eval.jsonl")
    click.echo(
        f"words     {made.shared:.0%} of the queries' words stand in their passage, {made.copied:.0%} are copied in runs"
    )
