"""verigen report: writes one HTML page about a run or a curated set."""

from __future__ import annotations

from pathlib import Path

import click

EPILOG = """\b
Examples:
  verigen report runs/first
  verigen report curated --real gsm8k.jsonl --student qwen3_training --out page.html
"""


@click.command("report", epilog=EPILOG)
@click.argument("folder", metavar="RUN|DIR", type=click.Path(path_type=Path))
@click.option(
    "--real",
    type=click.Path(path_type=Path),
    help="A bank of real problems; the texts are compared with it, against splits of the bank itself.",
)
@click.option(
    "--student",
    "specs",
    multiple=True,
    metavar="TEMPLATE|FOLDER|NAME",
    help="A chat template that the records are checked against: a .jinja file, a model's folder or a name; may be repeated. "
    "NAME:length=4096 sets the context.",
)
@click.option(
    "--out", type=click.Path(path_type=Path), help="The file to write; default: report.html in the folder."
)
def command(folder: Path, real: Path | None, specs: tuple[str, ...], out: Path | None) -> None:
    """Write one self-contained HTML page about RUN or DIR: figures, findings, students, distribution, review."""
    from verigen.core import jsonl
    from verigen.core.errors import UserError
    from verigen.dataset.report import behind, page, verdict
    from verigen.dataset.report.gather import gather
    from verigen.dataset.students.figures import chosen

    if not folder.is_dir():
        raise UserError(f"no folder {folder}; `verigen runs` lists the runs")
    facts = gather(
        folder, runs=behind.runs(folder), real=real, students=[chosen(spec) for spec in dict.fromkeys(specs)]
    )
    target = out or folder / "report.html"
    with jsonl.replacing(target) as file:
        file.write(page.page(facts).encode())
    click.echo(verdict.headline(facts))
    for note in verdict.notes(facts):
        click.echo(f"  {note.text}")
    for each in facts.students:
        click.echo(f"student  {each}")
    click.echo(f"report   {target}")
