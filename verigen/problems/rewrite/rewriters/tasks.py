"""Writing tasks: problems whose new text is still to be written, with the lineage that the text will have."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import msgspec

from verigen.core import registry
from verigen.core.boundary import attempt, deadline_of
from verigen.core.errors import UserError
from verigen.core.seeds import rng
from verigen.core.types import NoReference, Problem
from verigen.problems.banks import licences

if TYPE_CHECKING:
    from collections.abc import Sequence

    from verigen.core.parts import Rewriter

OTHERS = "seed texts"  # the tag that holds a task's further seeds
STATED = "stated_level"  # the bank's own level, if a measured one replaced it
MEASURED = frozenset(("pass_rate", "pass_rate_95", "samples", "measured_by"))


def named(spec: str) -> dict[str, Rewriter]:
    """Rewriters by name: `persona:novice` is one, `persona` is one per persona.

    Raises UnknownPart, UserError.
    """
    found: dict[str, Rewriter] = {}
    for item in spec.split(","):
        kind, _, wish = item.strip().partition(":")
        part = registry.load("rewriter", kind)
        wishes = attempt(f"the rewriter {kind}", lambda part=part: tuple(part.wishes()), deadline_of(part))  # type: ignore[misc]
        if wish and wish not in wishes:
            known = f"there are: {', '.join(wishes)}" if wishes else f"write {kind} alone"
            raise UserError(f"{kind} knows no {wish!r}; {known}")
        if kind == "translate" and not wish:
            raise UserError(f"translate needs a language, as translate:de; there are: {', '.join(wishes)}")
        for each in [wish] if wish else wishes:
            found[f"{kind}:{each}"] = registry.make("rewriter", kind, wish=each)
        if not wishes:
            found[kind] = registry.make("rewriter", kind)
    return found


def task(parent: Problem, name: str, rewriter: Rewriter, near: Sequence[Problem], seed: int) -> Problem:
    """The parent with the lineage of the text to be written; a task with several seeds joins their families.

    It has the strictest of their licences, and is held out if any of them is.
    """
    others = _others(parent, name, rewriter, near, seed)
    every = (parent, *others)
    source = replace(
        parent.source,
        licence=licences.strictest(each.source.licence for each in every),
        parent=parent.id,
        mutator=name,
        depth=1 + max(each.source.depth for each in every),
        policy="heldout_only" if any(e.source.policy == "heldout_only" for e in every) else "train",
        version=rewriter.version,
        seed=seed,
        parameters={"with": " ".join(each.id for each in others)} if others else {},
        joins=_joins(parent, every),
    )
    texts = {OTHERS: msgspec.json.encode([each.prompt for each in others]).decode()} if others else {}
    return replace(parent, id=f"{parent.id}/{name}", source=source, tags={**parent.tags, **texts})


def _others(
    parent: Problem, name: str, rewriter: Rewriter, near: Sequence[Problem], seed: int
) -> list[Problem]:
    """Further seeds, drawn from the problems before it that belong to other families."""
    strangers = [each for each in near if each.family != parent.family]
    draw = rng(seed, "rewrite", name, parent.id)
    return draw.sample(strangers, min(rewriter.seeds, len(strangers)))


def _joins(parent: Problem, every: Sequence[Problem]) -> tuple[str, ...]:
    families = [family for each in every for family in (each.family, *each.source.joins)]
    return tuple(family for family in dict.fromkeys(families) if family != parent.family)


def others(made: Problem) -> list[str]:
    """The texts of a task's further seeds."""
    return msgspec.json.decode(made.tags[OTHERS], type=list[str]) if OTHERS in made.tags else []


def child(made: Problem, text: str, index: int, rewriter: Rewriter, written: dict[str, str]) -> Problem:
    """The problem that a task's text becomes; `written` holds parameters that say who wrote it."""
    return replace(
        made,
        id=f"{made.id}/{index}",
        prompt=text,
        reference=made.reference if rewriter.effect == "keeps" else NoReference(),
        source=replace(made.source, parameters={**made.source.parameters, **written}),
        tags=_tags(made.tags, rewriter),
    )


def _tags(tags: dict[str, str], rewriter: Rewriter) -> dict[str, str]:
    """The parent's tags without measurements of its text.

    A new problem has no level; one that keeps its parent's answer has the level that the bank gave.
    """
    kept = {key: value for key, value in tags.items() if key not in {OTHERS, STATED, *MEASURED, "level"}}
    level = tags.get(STATED) if MEASURED & tags.keys() else tags.get("level")
    return kept if level is None or rewriter.effect == "new" else {**kept, "level": level}
