"""The layout of NeMo-RL, by its docs/guides/sft.md and dpo.md, examples/configs and nemo_rl/data/datasets (2026)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from verigen.dataset.layouts.rows import LENGTH, MODEL, asked, sft

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from verigen.dataset.layouts.rows import Row

READERS = {"sft": ("sft", "openai_format"), "preference": ("dpo", "BinaryPreferenceDataset")}
STEPS = 10**6  # the examples end after 60 and 150 steps, whatever the epochs are
BATCH = 32  # the example's 128 pairs are more than a small set has, and an incomplete batch is left out
KEYS = {
    "sft": {"split": "train", "chat_key": "messages"},
    "preference": {
        "split": "train",
        "prompt_key": "prompt",
        "chosen_key": "chosen",
        "rejected_key": "rejected",
    },
}


@dataclass(frozen=True, slots=True, kw_only=True)
class NemoRl:
    """NeMo-RL: `NEMO_RL=CHECKOUT sh sft.sh`, with its own example configuration and these columns.

    Conversations for SFT; strings for preferences, so the prompt must be one message. `length` is in tokens.
    """

    model: str = MODEL
    length: int = LENGTH
    suffix: str = "jsonl"

    def row(self, kind: str, row: Mapping[str, Any]) -> Row | None:
        if kind == "sft":
            return {"messages": sft(row)}
        if kind != "preference":
            return None
        return {name: asked(row[name]) for name in ("prompt", "chosen", "rejected")}

    def configs(self, kinds: Sequence[str]) -> dict[str, str]:
        return {f"{kind}.sh": self._script(kind) for kind in kinds}

    def _script(self, kind: str) -> str:
        example, reader = READERS[kind]
        settings = {
            "policy.model_name": self.model,
            "policy.tokenizer.name": self.model,
            "policy.tokenizer.chat_template": "default",  # the example of SFT has one of SQuAD instead of the model's
            "policy.max_total_sequence_length": self.length,
            **{f"data.{part}.dataset_name": reader for part in ("train", "validation")},
            **{f"data.{part}.data_path": f"$here/{kind}.jsonl" for part in ("train", "validation")},
            **{
                f"data.{part}.{key}": value
                for part in ("train", "validation")
                for key, value in KEYS[kind].items()
            },
            "checkpointing.checkpoint_dir": f"$here/out-{kind}",
            "policy.train_global_batch_size": BATCH,
            f"{example}.max_num_steps": STEPS,
            "logger.wandb_enabled": False,
        }
        return (
            'here=$(cd "$(dirname "$0")" && pwd)\n'
            'cd "${NEMO_RL:?set NEMO_RL to a checkout of github.com/NVIDIA-NeMo/RL}"\n'
            f"uv run examples/run_{example}.py --config examples/configs/{example}.yaml \\\n"
            + " \\\n".join(f'  "++{key}={_quoted(value)}"' for key, value in settings.items())
            + "\n"
        )


def _quoted(value: object) -> str:
    """A value of Hydra's overrides; quotes let a path hold blanks and signs."""
    return f"'{value}'" if isinstance(value, str) else str(value).lower()
