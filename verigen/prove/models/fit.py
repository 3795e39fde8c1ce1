"""Runs TRL's trainers on records."""

from __future__ import annotations

import math
import warnings
from typing import TYPE_CHECKING, Any

from verigen.core.errors import PartError, UserError
from verigen.prove.models import generate
from verigen.prove.models.memory import smaller

try:
    import torch
    from datasets import Dataset, disable_progress_bars
    from transformers import TrainerCallback
    from transformers.trainer_callback import PrinterCallback
    from trl import DPOConfig, DPOTrainer, SFTConfig, SFTTrainer  # type: ignore[attr-defined]  # found when asked for
except ImportError as error:
    raise UserError(generate.NEEDS) from error

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from verigen.prove.models.trl import Trl

MODEL = "model"
LATE = 0.9  # the loss that is told is the mean from here on


def fit(by: Trl, method: str, model: str, records: Sequence[dict[str, Any]], out: Path, seed: int) -> float:
    """Train the model of a folder or hub id, keep it in out/model and return the mean loss of the last tenth.

    Where memory is short, fewer rows at a time are accumulated to the same steps. Raises PartError for a loss that
    is not a number, UserError for a model that does not load.
    """
    disable_progress_bars()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)  # of transformers, at names that TRL still uses
        return smaller(by.batch, lambda rows: _fitted(by, method, model, records, out, seed, rows))


def _fitted(
    by: Trl, method: str, model: str, records: Sequence[dict[str, Any]], out: Path, seed: int, rows: int
) -> float:
    torch.set_num_threads(by.threads)
    torch.manual_seed(seed % 2**31)
    _, tokenizer, loaded = generate.load(model)
    _without_dropout(loaded)
    kinds = {"sft": (SFTConfig, SFTTrainer), "dpo": (DPOConfig, DPOTrainer)}
    config, trainer = kinds[method]
    losses = LossWatch()
    made = trainer(
        model=loaded,
        args=config(**_settings(by, method, out, seed, rows)),
        processing_class=tokenizer,
        train_dataset=Dataset.from_list(list(records)),
        peft_config=_adapter(by) if by.lora else None,
        callbacks=[losses],
    )
    made.remove_callback(PrinterCallback)
    made.train()
    trained = made.model.merge_and_unload() if by.lora else made.model
    if not all(torch.isfinite(each).all() for each in trained.parameters()):
        raise PartError(NOT_A_NUMBER)
    trained.save_pretrained(out / MODEL)
    tokenizer.save_pretrained(out / MODEL)
    return losses.late()


NOT_A_NUMBER = (
    "the loss is not a number; nothing of this student is kept: give a smaller --student-option rate"
)


class LossWatch(TrainerCallback):  # type: ignore[misc]  # transformers is not read by mypy
    """Keeps the loss of each step, and ends a training whose loss is not a number."""

    def __init__(self) -> None:
        self._losses: list[float] = []

    def on_log(self, *_: Any, logs: dict[str, Any] | None = None, **__: Any) -> None:
        if logs and "loss" in logs:
            self._losses.append(float(logs["loss"]))
            if not math.isfinite(self._losses[-1]):
                raise PartError(NOT_A_NUMBER)

    def late(self) -> float:
        last = self._losses[int(LATE * len(self._losses)) :]
        return sum(last) / len(last)


def _settings(by: Trl, method: str, out: Path, seed: int, rows: int) -> dict[str, Any]:
    only = {"completion_only_loss": True, "shuffle_dataset": False} if method == "sft" else {"beta": by.beta}
    return {
        "output_dir": str(out / "trainer"),
        "per_device_train_batch_size": rows,
        "gradient_accumulation_steps": by.batch // rows,
        "num_train_epochs": 1,
        "learning_rate": by.settled_rate(method),
        "max_length": by.longest,
        "seed": seed % 2**31,
        "data_seed": seed % 2**31,
        "save_strategy": "no",
        "report_to": "none",
        "logging_steps": 1,
        "logging_nan_inf_filter": False,  # else a loss that is not a number is told as the last one that was
        "gradient_checkpointing": False,  # time for memory; smaller batches save more of it
        "use_cpu": not torch.cuda.is_available(),
        "disable_tqdm": True,
        "bf16": _halved(by.precision),
        **only,
    }


def _halved(precision: str) -> bool:
    """Whether to compute in bfloat16; the weights stay in float32, since small steps would be rounded away."""
    if precision != "auto":
        return precision == "bfloat16"
    if torch.cuda.is_available():
        return bool(torch.cuda.is_bf16_supported())
    return bool(torch.cpu._is_avx512_bf16_supported())  # noqa: SLF001 - torch has no public name for it


def _adapter(by: Trl) -> Any:
    try:
        from peft import LoraConfig
    except ImportError as error:
        raise UserError("--lora needs peft: pip install 'verigen-engine[prove]'") from error
    return LoraConfig(
        r=by.rank,
        lora_alpha=2 * by.rank,
        lora_dropout=0.0,
        target_modules="all-linear",
        task_type="CAUSAL_LM",
    )


def _without_dropout(model: Any) -> None:
    """The same step must come out of a batch at once and of its parts."""
    for module in model.modules():
        if isinstance(module, torch.nn.Dropout):
            module.p = 0.0
