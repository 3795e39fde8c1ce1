"""Opens the folder of a trained reward model and scores conversations with it.

The folder is that of transformers' AutoModelForSequenceClassification with one logit, its tokenizer, and CARD with
the figures of its examination. `verigen train-reward` writes it.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from verigen.core.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

CARD = "reward.json"
BATCH = 16
NEEDS = "a reward model needs torch and transformers: pip install 'verigen-engine[prove]'"


@dataclass(frozen=True, slots=True, kw_only=True)
class CardRate:
    """A share in 0..1 with its exact 95 % interval."""

    value: float
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CardDifference:
    """A paired difference in -1..1 with its 95 % interval and p-value; None where too few families allow none."""

    value: float
    low: float | None
    high: float | None
    p: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CalibrationBin:
    """Pairs with a similar confidence: its mean, and the share of them that the model orders rightly."""

    pairs: int
    confidence: float
    accuracy: float


@dataclass(frozen=True, slots=True, kw_only=True)
class RewardFigures:
    """How a reward model did on held-out pairs of a correct and an incorrect candidate.

    `accuracy`: share of pairs that it orders rightly, a tie counting half. `length_accuracy`: the same by
    `length_rule` alone. `calibration_error`: mean distance between confidence and accuracy over the bins.
    `length_correlation`: Spearman's, between the pairs' differences in score and in tokens. `threshold`: the score
    that 95 % of the held-out correct candidates reach; `threshold_drops` of the incorrect ones stay below it.
    """

    accuracy: CardRate
    length_rule: str
    length_accuracy: CardRate
    better_than_length: CardDifference
    right_is_longer: CardRate | None
    right_is_shorter: CardRate | None
    length_correlation: float
    calibration: list[CalibrationBin]
    calibration_error: float
    threshold: float
    threshold_keeps: float
    threshold_drops: float


@dataclass(frozen=True, slots=True, kw_only=True)
class RewardCard(RewardFigures):
    """What a reward model is and what it can do. `refused`: why it must not be used; None if it may."""

    refused: str | None
    base: str
    run: str
    seed: int
    longest: int
    train_pairs: int
    held_out_pairs: int
    held_out_families: int
    loss: float
    verigen: str


def card(folder: Path) -> RewardCard:
    """The card of a reward model. Raises UserError for a folder without one, or a damaged one."""
    path = folder / CARD
    if not path.is_file():
        raise UserError(
            f"{folder} holds no reward model (no {CARD}); `verigen train-reward RUN --out {folder}` makes one, and goes on "
            "with one that is half done"
        )
    try:
        return msgspec.json.decode(path.read_bytes(), type=RewardCard)
    except (OSError, msgspec.DecodeError, UnicodeDecodeError) as error:
        raise UserError(f"{path} can't be read: {error}; train the reward model again") from error


@dataclass(frozen=True, slots=True, kw_only=True)
class RewardModel:
    """A loaded reward model. Use it from one thread at a time."""

    tokenizer: Any
    model: Any
    longest: int

    def score(self, conversations: Sequence[Sequence[Mapping[str, Any]]]) -> list[float]:
        """One score per conversation, in order; higher is better. A batch holds conversations of similar length."""
        rows = [self.ids(each) for each in conversations]
        order = sorted(range(len(rows)), key=lambda at: len(rows[at]))
        found = [0.0] * len(rows)
        for start in range(0, len(order), BATCH):
            places = order[start : start + BATCH]
            for at, score in zip(places, self._logits([rows[at] for at in places]), strict=True):
                found[at] = score
        return found

    def ids(self, messages: Sequence[Mapping[str, Any]]) -> list[int]:
        """The tokens of a conversation; of a long one the end, where the answer stands."""
        return tokens(self.tokenizer, messages, self.longest)

    def _logits(self, rows: Sequence[Sequence[int]]) -> list[float]:
        import torch

        width = max(map(len, rows))
        pad = self.tokenizer.pad_token_id
        ids = torch.tensor([[*row, *[pad] * (width - len(row))] for row in rows])
        mask = torch.tensor([[1] * len(row) + [0] * (width - len(row)) for row in rows])
        with torch.inference_mode():
            out = self.model(input_ids=ids.to(self.model.device), attention_mask=mask.to(self.model.device))
        found: list[float] = out.logits[:, 0].float().tolist()
        return found


def tokens(tokenizer: Any, messages: Sequence[Mapping[str, Any]], longest: int) -> list[int]:
    """The last `longest` tokens of a conversation in the tokenizer's chat template, or of its bare texts."""
    if tokenizer.chat_template is None:
        text = "\n".join(str(each["content"]) for each in messages)
    else:
        text = tokenizer.apply_chat_template([dict(each) for each in messages], tokenize=False)
    made: list[int] = tokenizer(text, add_special_tokens=tokenizer.chat_template is None)["input_ids"]
    return made[-longest:] or [tokenizer.pad_token_id]


def usable(folder: Path) -> RewardCard:
    """The card of a model that was not refused. Raises UserError for any other folder."""
    found = card(folder)
    if found.refused is not None:
        raise UserError(f"the reward model in {folder} was refused: {found.refused}")
    return found


def load(folder: Path) -> RewardModel:
    """The reward model in a folder, on a GPU if there is one.

    Raises UserError for a folder without one, for one that was refused, and where transformers is missing.
    """
    found = usable(folder)
    tokenizer, model = loaded(str(folder), found.seed)
    return RewardModel(tokenizer=tokenizer, model=model, longest=found.longest)


def loaded(base: str, seed: int) -> tuple[Any, Any]:
    """A tokenizer and a classifier with one logit; a base without one gets a new head, drawn from the seed.

    Raises UserError for what does not load.
    """
    try:
        import torch
        import transformers
        from huggingface_hub.utils import logging as hub
    except ImportError as error:
        raise UserError(NEEDS) from error
    transformers.logging.set_verbosity_error()
    transformers.logging.disable_progress_bar()
    hub.set_verbosity_error()  # it warns at each retry, and the last one raises
    torch.manual_seed(seed % 2**31)
    try:
        tokenizer = transformers.AutoTokenizer.from_pretrained(base)
        model = transformers.AutoModelForSequenceClassification.from_pretrained(
            base,
            num_labels=1,
            dtype="float32",  # a file in bfloat16 would round the steps of a training away
        )
    except (OSError, ValueError, KeyError) as error:
        said = " ".join(str(error).split())[:200]
        raise UserError(
            f"the model {base} does not load as a classifier: {said}; give a folder, a hub id, or a name of `verigen teachers`"
        ) from error
    if tokenizer.pad_token is None:
        tokenizer.pad_token = tokenizer.eos_token
    model.config.get_text_config().pad_token_id = tokenizer.pad_token_id
    return tokenizer, model.to("cuda" if torch.cuda.is_available() else "cpu").eval()
