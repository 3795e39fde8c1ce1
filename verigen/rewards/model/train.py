"""Makes a reward model from a run: pairs, training, examination, card."""

from __future__ import annotations

import shutil
from dataclasses import fields, replace
from typing import TYPE_CHECKING

import msgspec

from verigen import __version__
from verigen.core import jsonl
from verigen.core.errors import PartError
from verigen.core.stats import Rate
from verigen.grading.reward_model import CARD, RewardCard, card
from verigen.rewards.model import exam, fit, pairs
from verigen.rewards.model.order import TRAINER, settle
from verigen.teachers import folders

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from verigen.grading.reward_model import CardRate, RewardModel
    from verigen.rewards.model.exam import ScoredPair
    from verigen.rewards.model.order import RewardOrder
    from verigen.rewards.model.pairs import PartedPairs, RewardPair
    from verigen.teachers.weights import Watcher

README = "README.md"


class RewardRefused(PartError):  # noqa: N818 - reads as the finding it is
    """A reward model that is not shown to beat length alone."""


def train(order: RewardOrder, told: Callable[[int, int], None], watcher: Watcher) -> RewardCard:
    """Train, examine and keep a reward model; the same call continues one that is half done.

    The folder has its card once all else is there. `watcher` sees the base's weights arrive. Raises UserError for a run without enough pairs, a base that does
    not load, or a folder of other options; PartError where the training failed.
    """
    found = pairs.of_run(order.run, order.pairs)
    parted = pairs.parted(found, order.held_out, order.seed)
    base = folders.place(order.base, watcher)
    settle(order, pairs.digest(found))
    if (order.out / CARD).is_file():
        return card(order.out)
    with jsonl.storage(order.out):
        for name, rows in (("train", parted.train), ("held_out", parted.held_out)):
            jsonl.write(order.out / f"{name}.jsonl", (_named(each) for each in rows))
        model, loss = fit.fit(replace(order, base=base), parted.train, order.out / TRAINER, told)
        made = _carded(order, parted, model, loss)
        model.model.save_pretrained(order.out)
        model.tokenizer.save_pretrained(order.out)
        (order.out / README).write_text("\n".join(lines(made)) + "\n", encoding="utf-8")
        with jsonl.replacing(order.out / CARD) as file:
            file.write(msgspec.json.format(msgspec.json.encode(made), indent=2) + b"\n")
        shutil.rmtree(order.out / TRAINER, ignore_errors=True)
    return made


def _named(pair: RewardPair) -> dict[str, object]:
    return {"id": pair.id, "chosen": pair.chosen, "rejected": pair.rejected, "families": pair.families}


def _carded(order: RewardOrder, parted: PartedPairs, model: RewardModel, loss: float) -> RewardCard:
    trained = [exam.won(len(model.ids(each.chosen)) - len(model.ids(each.rejected))) for each in parted.train]
    figures = exam.examined(scored(model, parted), longer_wins=sum(trained) > len(trained) / 2)
    return RewardCard(
        refused=exam.why_refused(figures),
        base=order.base,
        run=str(order.run),
        seed=order.seed,
        longest=model.longest,
        train_pairs=len(parted.train),
        held_out_pairs=len(parted.held_out),
        held_out_families=len(set(parted.clusters)),
        loss=loss,
        verigen=__version__,
        **{each.name: getattr(figures, each.name) for each in fields(figures)},
    )


def scored(model: RewardModel, parted: PartedPairs) -> list[ScoredPair]:
    """The held-out pairs with their scores and lengths."""
    texts = [text for each in parted.held_out for text in (each.chosen, each.rejected)]
    scores, sizes = model.score(texts), [len(model.ids(each)) for each in texts]
    return [
        exam.ScoredPair(
            chosen=scores[2 * at],
            rejected=scores[2 * at + 1],
            chosen_tokens=sizes[2 * at],
            rejected_tokens=sizes[2 * at + 1],
            cluster=cluster,
        )
        for at, cluster in enumerate(parted.clusters)
    ]


def lines(made: RewardCard) -> Sequence[str]:
    """The card for people, as lines of Markdown."""
    gap = made.better_than_length
    told = (
        f"**Refused**: {made.refused}." if made.refused else "Usable: it beats length alone by a paired test."
    )
    return [
        f"# Reward model from {made.base}",
        "",
        told,
        "",
        "| held-out pairs | |",
        "|---|---|",
        f"| pairs, unrelated families | {made.held_out_pairs}, {made.held_out_families} |",
        f"| accuracy | {_rate(made.accuracy)} |",
        f"| length alone ({made.length_rule}) | {_rate(made.length_accuracy)} |",
        f"| better than length by | {100 * gap.value:.1f} points (p {'-' if gap.p is None else f'= {gap.p:.2g}'}) |",
        f"| where the right one is longer / shorter | {_rate(made.right_is_longer)} / {_rate(made.right_is_shorter)} |",
        f"| correlation of score and length | {made.length_correlation:+.2f} |",
        f"| calibration error | {100 * made.calibration_error:.1f} points |",
        f"| threshold {made.threshold:.3f} | keeps {100 * made.threshold_keeps:.1f} % of the right, drops "
        f"{100 * made.threshold_drops:.1f} % of the wrong |",
        "",
        f"Trained on {made.train_pairs} pairs of {made.run}. A score is an opinion, no proof: it ranks, and never makes a "
        "candidate correct.",
    ]


def _rate(found: CardRate | None) -> str:
    return "-" if found is None else str(Rate(found.value, found.low, found.high))
