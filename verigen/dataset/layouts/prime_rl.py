"""The layout of prime-rl, by its configs/sft.py and trainer/sft/data.py (2026)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from verigen.dataset.layouts.rows import LENGTH, MODEL, sft, tooled

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from verigen.dataset.layouts.rows import Row

SCRIPT = """\
here=$(cd "$(dirname "$0")" && pwd)
cd "${PRIME_RL:?set PRIME_RL to a checkout of github.com/PrimeIntellect-ai/prime-rl}"
uv run sft @ "$here/KIND.toml" --data.name "$here"
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class PrimeRl:
    """prime-rl: `PRIME_RL=CHECKOUT sh sft.sh`; messages, and tools as JSON text; it has no reader of preferences.

    For reinforcement learning, `verigen env` writes an environment. `length` is in tokens.
    """

    model: str = MODEL
    length: int = LENGTH
    suffix: str = "jsonl"

    def row(self, kind: str, row: Mapping[str, Any]) -> Row | None:
        if kind == "tools":
            made = tooled(row, objects=False)
            return {**made, "tools": json.dumps(made["tools"])}
        return {"messages": sft(row), "tools": "[]"} if kind == "sft" else None

    def configs(self, kinds: Sequence[str]) -> dict[str, str]:
        settings = f'[model]\nname = "{self.model}"\n\n[data]\ntype = "sft"\nsplits = ["train"]\n'
        config = f"{settings}seq_len = {self.length}\nbatch_size = 32\n"
        return {
            name: text
            for kind in kinds
            for name, text in ((f"{kind}.toml", config), (f"{kind}.sh", SCRIPT.replace("KIND", kind)))
        }
