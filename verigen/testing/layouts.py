"""Laws of layouts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from verigen.core import jsonl
from verigen.testing.law import hold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verigen.core.parts import TrainerLayout
    from verigen.testing.law import Law
    from verigen.testing.sample import Sample

REPLY = "<think>\nIt is small.\n</think>\n\nIt is in the box."
WRONG = "<think>\nIt is large.\n</think>\n\nIt is on the box."


def it_keeps_thinking_and_reply(part: TrainerLayout, sample: Sample) -> None:
    for kind, row in _records(sample):
        made = part.row(kind, row)
        told = jsonl.encode(made).decode().replace("\\n", "\n")
        hold(made is None or REPLY in told, f"{part!r} loses a part of the answer of a record of {kind}")


def it_gives_every_record_of_a_kind_the_same_columns(part: TrainerLayout, sample: Sample) -> None:
    columns: dict[str, set[str]] = {}
    for kind, row in _records(sample):
        made = set(part.row(kind, row) or ())
        hold(columns.setdefault(kind, made) == made, f"{part!r} gives records of {kind} different columns")


def it_reads_sft_records_and_names_its_file(part: TrainerLayout, sample: Sample) -> None:
    made = [part.row(kind, row) for kind, row in _records(sample) if kind == "sft"]
    hold(all(made), f"{part!r} makes nothing of an SFT record")
    hold(part.suffix in {"jsonl", "parquet"}, f"{part!r} writes .{part.suffix}, not .jsonl or .parquet")


def _records(sample: Sample) -> Iterator[tuple[str, dict[str, Any]]]:
    for problem in sample.problems:
        asked, right, wrong = ({"role": "user", "content": problem.prompt}, *_answers())
        yield "sft", {"id": "a", "messages": [asked, right]}
        yield "preference", {"id": "b", "prompt": [asked], "chosen": [right], "rejected": [wrong]}


def _answers() -> Iterator[dict[str, Any]]:
    return ({"role": "assistant", "content": text} for text in (REPLY, WRONG))


LAWS: tuple[Law, ...] = (
    it_keeps_thinking_and_reply,
    it_gives_every_record_of_a_kind_the_same_columns,
    it_reads_sft_records_and_names_its_file,
)
