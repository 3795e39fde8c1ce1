"""Reads the proofs (`verigen prove`) that are in a folder."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    from pathlib import Path

FILE = "proof.json"


class ProofArm(msgspec.Struct, frozen=True, kw_only=True):
    """One training set: shares of correct answers, one per seed, with a t interval around their mean.

    `readable`: the share of answers that could be read; `wrong`: that of wrong training rows, one per seed.
    """

    rates: list[float]
    mean: float
    low: float | None = None
    high: float | None = None
    readable: float | None = None
    wrong: list[float] = []


class ProofAudit(msgspec.Struct, frozen=True, kw_only=True):
    """What was held against each other before training: no problem or family of the suite is in the training rows."""

    training: int
    suite: int
    alike: int = 0


class ProofGap(msgspec.Struct, frozen=True, kw_only=True):
    """One training set minus another, over seeds."""

    of: str
    minus: str = msgspec.field(name="from")
    mean: float
    low: float | None = None
    high: float | None = None
    p: float | None = None


class ProofFacts(msgspec.Struct, frozen=True, kw_only=True):
    """A proof.json as `verigen prove` writes it; `plan` is what was agreed before training."""

    verdict: str
    plan: dict[str, Any]
    arms: dict[str, ProofArm]
    differences: list[ProofGap]
    audit: ProofAudit | None = None


def read(folder: Path) -> dict[str, ProofFacts]:
    """The proofs in a folder and right below it, by their place; a file that is no proof is left out."""
    found = {}
    for path in [folder / FILE, *sorted(folder.glob(f"*/{FILE}"))]:
        try:
            place = path.parent.relative_to(folder.parent).as_posix()
            found[place] = msgspec.json.decode(path.read_bytes(), type=ProofFacts)
        except (OSError, msgspec.DecodeError):
            continue
    return found
