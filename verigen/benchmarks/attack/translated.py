"""Has a teacher translate the problems of an attack, and keeps the translations that pass their checks.

The checks: the numbers are the same, the text is in the language, question and options stay; and the same teacher
translates it back into English in a request that knows the translation alone, and solves that English text to the
unchanged reference. So what is kept lost nothing that the answer needs, and the attacked model's knowledge of the
other language decides nothing about what is kept, unless the translator itself is attacked.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from verigen.core import domains, jsonl
from verigen.core.errors import UnknownPart
from verigen.core.offers import Rewritable
from verigen.core.problems import decode
from verigen.core.types import Sampling
from verigen.problems.rewrite.order import RewriteOrder
from verigen.problems.rewrite.rewriters import languages
from verigen.problems.rewrite.run import rewrite
from verigen.sampling.interrupt import Abandoned

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from verigen.core.types import Problem
    from verigen.sampling.interrupt import Stop
    from verigen.sampling.watch import RunWatch

KIND = "translate:"
SOLVES = 2  # of the English text that a translation gave
TOKENS = 1024  # of a translation


@dataclass(frozen=True, slots=True, kw_only=True)
class Translator:
    """Who translates, and where its ledgers stand: one folder per language, so that a later call continues.

    `tokens`: at most for a solve.
    """

    teacher: str | None
    engine: str | None
    options: Mapping[str, str]
    executor: str
    seed: int
    tokens: int
    folder: Path


def languages_of(kinds: Sequence[str]) -> list[str]:
    """The languages of the kinds translate:CODE. Raises UnknownPart."""
    codes = [each.removeprefix(KIND) for each in kinds if each.startswith(KIND)]
    for code in codes:
        if code not in languages.NAMES or code == "en":
            raise UnknownPart("language", code, sorted(set(languages.NAMES) - {"en"}))
    return codes


def translations(
    parents: Sequence[Problem],
    domain: str,
    codes: Sequence[str],
    by: Translator,
    watch: RunWatch,
    stop: Stop,
) -> Iterator[tuple[str, Problem | str]]:
    """Yield the kind with each translation that passed its checks, or with the id of a problem that has none.

    Raises Abandoned if the user stopped the work, UserError for a domain whose problems are not rewritten.
    """
    domains.offered(domain, Rewritable, "how its problems are rewritten")
    bank = by.folder / "unchanged.jsonl"
    by.folder.mkdir(parents=True, exist_ok=True)
    jsonl.write(bank, parents)
    for code in codes:
        made = _written(bank, domain, code, by, watch, stop)
        kept = {} if not made else _proved(made, domain, code, by, watch, stop)
        for parent in parents:
            found = kept.get(parent.id)
            yield f"{KIND}{code}", parent.id if found is None else _attacked(found, parent, code)


def _written(
    bank: Path, domain: str, code: str, by: Translator, watch: RunWatch, stop: Stop
) -> dict[str, Problem]:
    """The translations that pass the checks of their text, by the id of their problem."""
    out = by.folder / code
    order = _order(bank, domain, f"{KIND}{code}", out, by, solves=0)
    return {str(each.source.parent): each for each in _rewritten(order, watch, stop)}


def _proved(
    made: Mapping[str, Problem], domain: str, code: str, by: Translator, watch: RunWatch, stop: Stop
) -> dict[str, Problem]:
    """Those whose way back into English is solved to the reference."""
    bank, out = by.folder / code / "problems.jsonl", by.folder / f"{code}-back"
    back = _rewritten(_order(bank, domain, f"{KIND}en", out, by, solves=SOLVES), watch, stop)
    sound = {str(each.source.parent) for each in back}
    return {parent: each for parent, each in made.items() if each.id in sound}


def _rewritten(order: RewriteOrder, watch: RunWatch, stop: Stop) -> list[Problem]:
    ending, _ = rewrite(order, watch, stop)
    if ending != "done":
        raise Abandoned
    return [decode(line) for _, line in jsonl.lines(order.out / "problems.jsonl")]


def _order(bank: Path, domain: str, rewriter: str, out: Path, by: Translator, *, solves: int) -> RewriteOrder:
    return RewriteOrder(
        bank=str(bank), domain=domain, split="train", licence=None, limit=None, rewriters=rewriter,
        teacher=by.teacher, solver=None, target=None, failed=None, below=0.5, engine=by.engine, options=by.options,
        executor=by.executor, variants=1, solves=solves, agree=min(1, solves),
        writing=Sampling(temperature=0.0, max_tokens=TOKENS), solving=Sampling(max_tokens=by.tokens),
        seed=by.seed, out=out, allow_restricted=True,
    )  # fmt: skip


def _attacked(made: Problem, parent: Problem, code: str) -> Problem:
    kind = f"{KIND}{code}"
    source = replace(made.source, mutator=f"attack:{kind}", version="1")
    return replace(
        parent,
        id=f"{parent.id}/attack:{kind}",
        prompt=made.prompt,
        source=source,
        tags={**parent.tags, "attack": kind},
    )
