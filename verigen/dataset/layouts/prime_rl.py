"""The layout of prime-rl, by its configs/sft.py and trainer/sft/data.py (2026)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from verigen.dataset.layouts.rows import LENGTH, MODEL, sft, tooled

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from verigen.dataset.layouts.rows import Row

BATCH = 32  # packed sequences per step
BYTES = 3  # of a record per token, about
SCRIPT = f"""\
here=$(cd "$(dirname "$0")" && pwd)
# prime-rl trains without end unless it is told the steps: here one pass, at about {BYTES} bytes per token
steps=$(($(wc -c < "$here/KIND.jsonl") / ({BYTES} * {BATCH} * LENGTH) + 1))
cd "${{PRIME_RL:?set PRIME_RL to a checkout of github.com/PrimeIntellect-ai/prime-rl}}"
uv run sft @ "$here/KIND.toml" --data.name "$here" --max-steps "${{STEPS:-$steps}}" --output-dir "${{OUT:-$here-out}}"
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class PrimeRl:
    """prime-rl: `PRIME_RL=CHECKOUT sh sft.sh`; messages, and tools as JSON text; it has no reader of preferences.

    For reinforcement learning, `verigen env` writes an environment. `length` is in tokens. The script sets one pass and
    a folder beside the records for the checkpoints, which prime-rl writes only if `[ckpt]` is there.
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
        settings = f'[model]\nname = "{self.model}"\n\n[ckpt]\n\n[data]\ntype = "sft"\nsplits = ["train"]\n'
        config = f"{settings}seq_len = {self.length}\nbatch_size = {BATCH}\n"
        script = SCRIPT.replace("LENGTH", str(self.length))
        return {
            name: text
            for kind in kinds
            for name, text in ((f"{kind}.toml", config), (f"{kind}.sh", script.replace("KIND", kind)))
        }
