"""The layout of axolotl 0.19, by its prompt strategies chat_template and dpo.chat_template."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from verigen.dataset.layouts.rows import LENGTH, MODEL, ranked, sft

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from verigen.dataset.layouts.rows import Row

FIELDS = {
    "sft": "    type: chat_template\n    field_messages: messages\n    roles_to_train: [assistant]\n",
    "segments": "    type: input_output\n",
    "preference": "    type: chat_template.default\n    field_messages: messages\n    field_chosen: chosen\n"
    "    field_rejected: rejected\n",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Axolotl:
    """axolotl: `axolotl train sft.yaml`; preference records as one message per answer. `length` is in tokens.

    Records of the format `segments` train what their mask says, without a chat template.
    """

    model: str = MODEL
    length: int = LENGTH
    suffix: str = "jsonl"

    def row(self, kind: str, row: Mapping[str, Any]) -> Row | None:
        if kind == "sft":
            return {"messages": sft(row)}
        if kind == "segments":
            return {"segments": row["segments"]}
        return ranked(row) if kind == "preference" else None

    def configs(self, kinds: Sequence[str]) -> dict[str, str]:
        return {f"{kind}.yaml": self._config(kind) for kind in kinds}

    def _config(self, kind: str) -> str:
        goal = "rl: dpo\n" if kind == "preference" else ""
        return (
            f"base_model: {self.model}\n{goal}chat_template: tokenizer_default\ndatasets:\n  - path: {kind}.jsonl\n"
            f"    ds_type: json\n    split: train\n{FIELDS[kind]}sequence_len: {self.length}\nmicro_batch_size: 1\n"
            f"gradient_accumulation_steps: 8\nnum_epochs: 1\nlearning_rate: 0.00001\noptimizer: adamw_torch\n"
            f"output_dir: out-{kind}\n"
        )
