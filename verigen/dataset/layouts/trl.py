"""The layout of TRL 1.16, by its docs/source/dataset_formats.md and trl/scripts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from verigen.dataset.layouts.rows import LENGTH, MODEL, pair, plain, sft, tooled, truth

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from verigen.dataset.layouts.rows import Row

REWARD = '''"""The reward of rlvr.yaml: verigen grades each answer by its problem."""

from verigen.rewards.trl import reward

graded = reward()
'''


@dataclass(frozen=True, slots=True, kw_only=True)
class TrlLayout:
    """TRL: `trl sft --config sft.yaml`, `trl dpo --config preference.yaml`, `trl grpo --config rlvr.yaml`.

    Prompt and completion are apart, so that the loss is on the completion alone. Conversations that call tools are
    messages instead (`trl sft --config tools.yaml`), with the loss on what the assistant wrote: this needs a chat
    template that marks it, such as TRL's own training templates. `length` is in tokens.
    """

    model: str = MODEL
    length: int = LENGTH
    suffix: str = "jsonl"

    def row(self, kind: str, row: Mapping[str, Any]) -> Row | None:
        if kind == "sft":
            messages = sft(row)
            return {"prompt": messages[:-1], "completion": messages[-1:]}
        if kind == "tools":
            return tooled(row, objects=True)
        if kind == "rlvr":
            return {"prompt": plain(row["prompt"]), "problem_row": truth(row)}
        return pair(row) if kind == "preference" else None

    def configs(self, kinds: Sequence[str]) -> dict[str, str]:
        made = {f"{kind}.yaml": self._config(kind) for kind in kinds}
        return made | ({"verigen_reward.py": REWARD} if "rlvr" in kinds else {})

    def _config(self, kind: str) -> str:
        more = (
            f"reward_funcs:\n  - verigen_reward.graded\nmax_completion_length: {self.length}\n"
            if kind == "rlvr"
            else f"max_length: {self.length}\n"
        )
        if kind == "tools":
            more += "assistant_only_loss: true\n"
        return (
            f"model_name_or_path: {self.model}\ndatasets:\n  - path: json\n    data_files: {kind}.jsonl\n"
            f"    split: train\n{more}output_dir: out-{kind}\n"
        )
