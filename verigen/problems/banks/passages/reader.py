"""The bank of a corpus: requests for queries, by kind and persona, passage by passage."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from verigen.core import seeds
from verigen.core.errors import UserError
from verigen.core.types import UNKNOWN_LICENCE, Problem, Source
from verigen.domains.retrieve.reference import RetrieveReference
from verigen.verifiers.retrieval import corpus
from verigen.verifiers.retrieval import store as stores

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verigen.verifiers.retrieval.corpus import Passage

OPTION = re.compile(r",(per|seed|kinds|least)=([^,]*)$")
USUAL = {"per": "1", "seed": "0", "kinds": "", "least": "12"}
KINDS = {
    "keyword": "a search query of two to five key words, not a sentence",
    "question": "a question",
    "how-to": "a question that begins with how",
    "comparison": "a question that compares two things in the passage",
    "misspelt": "a question with one or two typing errors, as people make them in a hurry",
    "statement": "a short statement of what the person wants to find out",
}
PERSONAS = (
    "a beginner who does not know the proper terms",
    "an expert in a hurry",
    "a student who prepares for an exam",
    "a journalist who checks a fact",
    "a customer with a problem",
    "a manager who decides about money",
    "an engineer who is new to the team",
    "somebody who heard about it yesterday",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CorpusPassages:
    """`path`: a folder or JSON Lines file; then options after commas.

    `per` (1): queries per passage; `seed` (0); `kinds`, joined by + (all); `least` (12): the fewest words of a passage
    that gets queries. Raises UserError for a corpus with too few passages.
    """

    path: str
    licence: str = UNKNOWN_LICENCE

    def __post_init__(self) -> None:
        corpus.require_enough(Path(_split(str(self.path))[0]))

    def problems(self) -> Iterator[Problem]:
        """Stream the problems: all passages first, then each a second time."""
        path, options = _split(str(self.path))
        store = stores.opened(path)
        per, least, seed = (int(options[name]) for name in ("per", "least", "seed"))
        for turn in range(per):
            for each in store.passages():
                if len(each.text.split()) >= least:
                    yield self._problem(path, each, turn, seed, options["kinds"])

    def _problem(self, path: str, each: Passage, turn: int, seed: int, kinds: str) -> Problem:
        rng = seeds.rng(seed, "passages", each.id, turn)
        kind, persona = rng.choice(kinds.split("+") if kinds else list(KINDS)), rng.choice(PERSONAS)
        return Problem(
            id=f"passages/{each.id}/{seed}/{turn}",
            domain="retrieve",
            prompt=(
                f"Passage:\n{each.text}\n\nWrite {KINDS[kind]} that this passage answers, as {persona} would write it without "
                "having seen the passage. Use other words than the passage where you can. Write the query alone, in one line."
            ),
            reference=RetrieveReference(
                corpus=path, passage=each.id, text=each.text, kind=kind, persona=persona
            ),
            family=f"passages/{each.id}",
            source=Source(bank="passages", licence=self.licence, seed=seed),
            tags={"topic": kind},
        )


def _split(path: str) -> tuple[str, dict[str, str]]:
    """The corpus and the options behind it. Raises UserError for a wrong value."""
    given: dict[str, str] = {}
    while found := OPTION.search(path):
        given.setdefault(found[1], found[2])
        path = path[: found.start()]
    options = USUAL | given
    if not all(options[name].isdecimal() for name in ("per", "seed", "least")) or options["per"] == "0":
        raise UserError(f"passages:{path}: per, seed and least are whole numbers, per at least 1")
    if wrong := set(filter(None, options["kinds"].split("+"))) - KINDS.keys():
        raise UserError(f"passages:{path}: no kind {', '.join(sorted(wrong))}; there are: {', '.join(KINDS)}")
    return path, options
