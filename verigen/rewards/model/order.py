"""What a user asks `verigen train-reward` for, and whether a folder continues it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import msgspec

from verigen.core import jsonl
from verigen.core.errors import UserError
from verigen.grading.reward_model import CARD

ORDER, TRAINER = "order.json", "trainer"
BASE = "SmolLM2-135M-Instruct"


@dataclass(frozen=True, slots=True, kw_only=True)
class RewardOrder:
    """Options of a training.

    `base`: the model that it begins from: a name of `verigen teachers`, a folder or a hub id. `pairs`: most pairs per problem. `held_out`: share of
    pairs to examine on. `rate`: learning rate. `batch`: pairs per step. `longest`: tokens of a conversation, of which
    the end is kept. `save_every`: steps between checkpoints.
    """

    run: Path
    out: Path
    base: str = BASE
    pairs: int = 4
    held_out: float = 0.2
    epochs: float = 1.0
    rate: float = 1e-5
    batch: int = 8
    longest: int = 1024
    save_every: int = 100
    seed: int = 0


def settle(order: RewardOrder, digest: str) -> None:
    """Note the order in its folder, or compare it with the one noted there.

    Raises UserError for a folder of something else, of other options, or of a run that has changed since.
    """
    path = order.out / ORDER
    wanted = {**msgspec.to_builtins(order, enc_hook=str), "pairs_digest": digest}
    if not path.is_file() and order.out.exists() and (not order.out.is_dir() or any(order.out.iterdir())):
        raise UserError(f"{order.out} exists and holds no reward model; choose another --out")
    if not path.is_file() or not _begun(order.out):
        jsonl.write(path, [wanted])
        return
    ((_, found),) = jsonl.read(path, dict)
    changed = [name for name in wanted if name not in {"out", "run"} and found.get(name) != wanted[name]]
    if changed == ["pairs_digest"]:
        raise UserError(f"{order.run} has other pairs than when {order.out} was begun; choose another --out")
    if changed:
        shown = ", ".join(f"{name.replace('_', '-')} was {found.get(name)}" for name in changed)
        raise UserError(f"{order.out} was begun with other options ({shown}); give these, or another --out")


def _begun(out: Path) -> bool:
    """Whether there is anything that other options would spoil."""
    return (out / CARD).is_file() or any((out / TRAINER).glob("checkpoint-*"))
