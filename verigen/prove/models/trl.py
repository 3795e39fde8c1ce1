"""A student trained by TRL's SFTTrainer."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from verigen.core.errors import PartError, UserError
from verigen.prove.material import Trained
from verigen.prove.models import folder, generate
from verigen.prove.models.pretrained import PretrainedStudent

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from verigen.core.graded import Graded


@dataclass(frozen=True, slots=True, kw_only=True)
class Trl(PretrainedStudent):
    """A model's folder or hub id, trained in full on the completions alone.

    `rate`: learning rate. `batch`: rows per step, and answers at a time. `longest`: tokens of a row, which is cut
    there.
    """

    rate: float = 1e-5
    batch: int = 8
    longest: int = 1024

    def train(
        self, rows: Sequence[Graded], base: Path | None, out: Path, *, seed: int, tokens: int | None
    ) -> Trained:
        """Raises UserError where TRL is missing, PartError for a loss that is not a number."""
        began = time.perf_counter()
        if base is None or tokens is None:
            folder.point(out, folder.absolute(self.model))
            return Trained(rows=0, tokens=0, loss=None, seconds=0.0)
        _, tokenizer, model = generate.load(folder.model_in(base))
        kept, _ = folder.equal(rows, tokens, seed, lambda text: len(tokenizer(text)["input_ids"]))
        loss = self._fit(model, tokenizer, kept, out, seed)
        if loss != loss:  # noqa: PLR0124 - a loss that is not a number
            raise PartError("the loss is not a number; nothing of this student is kept: give a smaller rate")
        tokenizer.save_pretrained(out / "model")
        model.save_pretrained(out / "model")
        return Trained(rows=len(kept), tokens=tokens, loss=loss, seconds=time.perf_counter() - began)

    def _fit(self, model: Any, tokenizer: Any, kept: Sequence[Graded], out: Path, seed: int) -> float:
        try:
            from datasets import Dataset
            from trl import SFTConfig, SFTTrainer  # type: ignore[attr-defined]  # found when asked for
        except ImportError as error:
            raise UserError(generate.NEEDS) from error
        chat = tokenizer.chat_template is not None
        made = folder.conversations(kept)
        settings = SFTConfig(
            output_dir=str(out / "trainer"),
            per_device_train_batch_size=self.batch,
            num_train_epochs=1,
            learning_rate=self.rate,
            max_length=self.longest,
            seed=seed % 2**31,
            data_seed=seed % 2**31,
            completion_only_loss=True,
            save_strategy="no",
            report_to="none",
            logging_steps=1_000_000,
            disable_tqdm=True,
            bf16=False,
            shuffle_dataset=False,
        )
        trainer = SFTTrainer(
            model=model,
            args=settings,
            processing_class=tokenizer,
            train_dataset=Dataset.from_list(made if chat else [_plain(each) for each in made]),
        )
        return float(trainer.train().training_loss)


def _plain(row: dict[str, list[dict[str, str]]]) -> dict[str, str]:
    """A record for a model without a chat template."""
    return {
        "prompt": "\n".join(each["content"] for each in row["prompt"]) + "\n",
        "completion": row["completion"][0]["content"],
    }
