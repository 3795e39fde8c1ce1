"""The layouts of seven trainers, by their documentation; none is imported."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from verigen.dataset.layouts.rows import asked, plain, sft, single

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from verigen.dataset.layouts.rows import Row

MODEL = "Qwen/Qwen2.5-0.5B-Instruct"


@dataclass(frozen=True, slots=True, kw_only=True)
class TrlLayout:
    """TRL: `trl sft --config sft.yaml`, `trl dpo --config preference.yaml`.

    Prompt and completion are apart, so that the loss is on the completion alone.
    """

    model: str = MODEL
    suffix: str = "jsonl"

    def row(self, kind: str, row: Mapping[str, Any]) -> Row:
        if kind == "sft":
            messages = sft(row)
            return {"prompt": messages[:-1], "completion": messages[-1:]}
        return {name: plain(row[name]) for name in ("prompt", "chosen", "rejected")}

    def configs(self, kinds: Sequence[str]) -> dict[str, str]:
        return {
            f"{kind}.yaml": f"model_name_or_path: {self.model}\ndatasets:\n  - path: json\n"
            f"    data_files: {kind}.jsonl\n    split: train\noutput_dir: out-{kind}\n"
            for kind in kinds
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Axolotl:
    """axolotl: `axolotl train sft.yaml`; preference records as one message per answer."""

    model: str = MODEL
    suffix: str = "jsonl"

    def row(self, kind: str, row: Mapping[str, Any]) -> Row:
        if kind == "sft":
            return {"messages": sft(row)}
        answers = {name: single(row[name]) for name in ("chosen", "rejected")}
        return {"messages": plain(row["prompt"]), **answers}

    def configs(self, kinds: Sequence[str]) -> dict[str, str]:
        return {f"{kind}.yaml": self._config(kind) for kind in kinds}

    def _config(self, kind: str) -> str:
        fields = {
            "sft": "    type: chat_template\n    field_messages: messages\n    roles_to_train: [assistant]\n",
            "preference": "    type: chat_template.default\n    field_messages: messages\n    field_chosen: chosen\n"
            "    field_rejected: rejected\n",
        }
        goal = "rl: dpo\n" if kind == "preference" else ""
        return (
            f"base_model: {self.model}\n{goal}chat_template: tokenizer_default\ndatasets:\n  - path: {kind}.jsonl\n"
            f"    ds_type: json\n    split: train\n{fields[kind]}sequence_len: 4096\nmicro_batch_size: 1\nnum_epochs: 1\n"
            f"learning_rate: 0.00001\noptimizer: adamw_torch\noutput_dir: out-{kind}\n"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class LlamaFactory:
    """LLaMA-Factory: `llamafactory-cli train sft.yaml`; dataset_info.json names files and columns."""

    model: str = MODEL
    template: str = "qwen"
    suffix: str = "jsonl"

    def row(self, kind: str, row: Mapping[str, Any]) -> Row:
        if kind == "sft":
            return {"messages": sft(row)}
        answers = {name: single(row[name]) for name in ("chosen", "rejected")}
        return {"messages": plain(row["prompt"]), **answers}

    def configs(self, kinds: Sequence[str]) -> dict[str, str]:
        info = json.dumps({f"verigen_{kind}": _info(kind) for kind in kinds}, indent=2) + "\n"
        return {"dataset_info.json": info, **{f"{kind}.yaml": self._config(kind) for kind in kinds}}

    def _config(self, kind: str) -> str:
        stage = "stage: dpo\npref_beta: 0.1\n" if kind == "preference" else "stage: sft\n"
        return (
            f"model_name_or_path: {self.model}\n{stage}do_train: true\nfinetuning_type: lora\ndataset_dir: .\n"
            f"dataset: verigen_{kind}\ntemplate: {self.template}\ncutoff_len: 4096\noutput_dir: out-{kind}\n"
        )


def _info(kind: str) -> Row:
    answers = {"chosen": "chosen", "rejected": "rejected"} if kind == "preference" else {}
    names = ("role", "content", "user", "assistant", "system")
    return {
        "file_name": f"{kind}.jsonl",
        "formatting": "sharegpt",
        **({"ranking": True} if answers else {}),
        "columns": {"messages": "messages", **answers},
        "tags": {f"{name}_tag": name for name in names},
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Verl:
    """verl: supervised training on a `messages` column of Parquet; it has no reader of preferences."""

    model: str = MODEL
    suffix: str = "parquet"

    def row(self, kind: str, row: Mapping[str, Any]) -> Row | None:
        return {"messages": sft(row)} if kind == "sft" else None

    def configs(self, kinds: Sequence[str]) -> dict[str, str]:
        return {
            f"{kind}.sh": "torchrun --standalone --nproc_per_node=1 -m verl.trainer.fsdp_sft_trainer \\\n"
            f"  data.train_files={kind}.parquet data.val_files={kind}.parquet \\\n"
            "  data.multiturn.enable=true data.multiturn.messages_key=messages \\\n"
            f"  model.partial_pretrain={self.model} trainer.default_local_dir=out-{kind}\n"
            for kind in kinds
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenRlhf:
    """OpenRLHF: conversations under --input_key, --prompt_key, --chosen_key and --rejected_key."""

    model: str = MODEL
    suffix: str = "jsonl"

    def row(self, kind: str, row: Mapping[str, Any]) -> Row:
        if kind == "sft":
            return {"messages": sft(row)}
        return {name: plain(row[name]) for name in ("prompt", "chosen", "rejected")}

    def configs(self, kinds: Sequence[str]) -> dict[str, str]:
        keys = {
            "sft": ("train_sft", "--input_key messages"),
            "preference": ("train_dpo", "--prompt_key prompt --chosen_key chosen --rejected_key rejected"),
        }
        return {
            f"{kind}.sh": f"deepspeed --module openrlhf.cli.{keys[kind][0]} --pretrain {self.model} \\\n"
            f"  --dataset {kind}.jsonl {keys[kind][1]} --apply_chat_template --save_path out-{kind}\n"
            for kind in kinds
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class NemoRl:
    """NeMo-RL: conversations for SFT; strings for preferences, so the prompt must be one message."""

    model: str = MODEL
    suffix: str = "jsonl"

    def row(self, kind: str, row: Mapping[str, Any]) -> Row:
        if kind == "sft":
            return {"messages": sft(row)}
        return {name: asked(row[name]) for name in ("prompt", "chosen", "rejected")}

    def configs(self, kinds: Sequence[str]) -> dict[str, str]:
        data = {
            "sft": "  dataset_name: openai_format\n  chat_key: messages\n",
            "preference": "  dataset_name: BinaryPreferenceDataset\n  prompt_key: prompt\n  chosen_key: chosen\n"
            "  rejected_key: rejected\n",
        }
        return {
            f"{kind}.yaml": f"policy:\n  model_name: {self.model}\ndata:\n{data[kind]}"
            f"  train_data_path: {kind}.jsonl\n  val_data_path: {kind}.jsonl\n"
            for kind in kinds
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class PrimeRl:
    """prime-rl: `uv run sft @ sft.toml`; messages, and tools as JSON text; it has no reader of preferences."""

    model: str = MODEL
    suffix: str = "jsonl"

    def row(self, kind: str, row: Mapping[str, Any]) -> Row | None:
        if kind != "sft":
            return None
        return {"messages": sft(row), "tools": json.dumps(row.get("tools") or [])}

    def configs(self, kinds: Sequence[str]) -> dict[str, str]:
        return {
            f"{kind}.toml": f'[model]\nname = "{self.model}"\n\n[data]\ntype = "sft"\nname = "."\nsplits = ["train"]\n'
            for kind in kinds
        }
