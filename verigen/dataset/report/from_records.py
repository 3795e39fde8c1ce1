"""Reads the facts of a report off the training records of a folder."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from verigen.core import jsonl, seeds
from verigen.core.errors import UserError
from verigen.core.types import FamilyText
from verigen.dataset.report.facts import ReasonFacts, RecordFacts
from verigen.dataset.report.masking import masked
from verigen.dataset.students.exchange import COLUMNS, exchanges

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from verigen.dataset.students.exchange import Exchange
    from verigen.dataset.students.figures import StudentCheck

SAMPLE = 2000  # texts
CONVERSATIONS = frozenset(("sft", "preference", "kto", "reward", "rlvr"))  # formats of verigen's own


def files(folder: Path) -> list[Path]:
    """The record files of a folder, in a fixed order."""
    return sorted(path for path in folder.glob("*/train.jsonl") if path.parent.name != "heldout")


def read(folder: Path, checks: Iterable[StudentCheck] = ()) -> RecordFacts:
    """Totals over all records; each record also goes through the student `checks`.

    The texts are those of one format, `sft` if there is one: a prompt of each problem, and each completion that is
    to be learnt. Raises UserError with file:line for a row that is no JSON object, or no record of its format.
    """
    facts, (prompts, responses, real_prompts, real_responses) = RecordFacts(), _reservoirs()
    every, found = list(checks), files(folder)
    texts = next((path for path in found if path.parent.name == "sft"), found[0] if found else None)
    problem = None
    for path in found:
        for number, row in jsonl.read(path, dict[str, Any]):
            _count(facts, path.parent.name, row)
            for check in every:
                check.add(row)
            first = _exchange(row, path, number)
            if path != texts or first is None:
                continue
            real = row.get("generation_depth") == 0
            asked, told = (prompts, responses) if not real else (real_prompts, real_responses)
            family, named = str(row.get("family", row.get("id", number))), row.get("problem_id", number)
            if named != problem:
                asked.add(_asked(first.prompt), family)
            problem = named
            if first.completion:
                told.add(str(first.completion[-1].get("content", "")), family)
    facts.prompts = prompts.texts or real_prompts.texts
    facts.responses = responses.texts or real_responses.texts
    return facts


def _reservoirs() -> tuple[TextReservoir, ...]:
    """Samples of prompts and of responses, and of those of real records, which are not measured beside others."""
    return tuple(TextReservoir(name) for name in ("prompts", "responses", "real prompts", "real responses"))


def _exchange(row: dict[str, Any], path: Path, number: int) -> Exchange | None:
    """The first exchange of a record; None for one that is no conversation, which another's format may make."""
    try:
        return exchanges(row)[0]
    except ValueError as error:
        if path.parent.name in CONVERSATIONS:
            wanted = "" if COLUMNS in str(error) else f"; wanted are {COLUMNS}, each a list of messages"
            told = f"this is no record of the format {path.parent.name}: {error}{wanted}"
            raise UserError(f"{path}:{number}: {told}") from error
        return None


def _asked(messages: Iterable[dict[str, Any]]) -> str:
    return next((str(each.get("content", "")) for each in messages if each.get("role") == "user"), "")


def _count(facts: RecordFacts, name: str, row: dict[str, Any]) -> None:
    facts.counts[name] += 1
    depth = row.get("generation_depth")
    if isinstance(depth, int):
        facts.depths[depth] += 1
        tokens = row.get("tokens")
        facts.real[name] += depth == 0
        facts.tokens[name, depth == 0] += tokens if isinstance(tokens, int) else 0
    facts.licences[str(row.get("licence", "NOASSERTION"))] += 1
    facts.teachers[str(row.get("teacher", "unknown")), str(row.get("teacher_terms", "unknown"))] += 1
    facts.evidence[str(row.get("evidence", "unknown"))] += 1


class TextReservoir:
    """A uniform sample of a stream of texts (Vitter's algorithm R), the same for the same stream."""

    def __init__(self, name: str) -> None:
        self._random = seeds.rng(0, "report", name)
        self._seen = 0
        self.texts: list[FamilyText] = []

    def add(self, text: str, family: str) -> None:
        self._seen += 1
        if len(self.texts) < SAMPLE:
            self.texts.append(FamilyText(text=text, family=family))
        elif (place := self._random.randrange(self._seen)) < SAMPLE:
            self.texts[place] = FamilyText(text=text, family=family)


def findings(path: Path) -> list[ReasonFacts]:
    """The rows of dropped.jsonl or flagged.jsonl by stage and reason, the most frequent first."""
    counts: Counter[tuple[str, str]] = Counter()
    examples: dict[tuple[str, str], str] = {}
    for stage, reason, shown in _rows(path):
        counts[stage, reason] += 1
        if shown:
            examples.setdefault((stage, reason), shown)
    return [
        ReasonFacts(stage=key[0], reason=key[1], count=count, shown=examples.get(key, ""))
        for key, count in sorted(counts.items(), key=lambda each: (-each[1], each[0]))
    ]


def _rows(path: Path) -> Iterator[tuple[str, str, str]]:
    for _, row in jsonl.read(path, dict[str, Any]) if path.is_file() else ():
        yield str(row.get("stage", "")), str(row.get("reason", "")), masked(str(row.get("shown", "")))
