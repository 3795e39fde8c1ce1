"""Asks a model's folder or hub id with transformers: greedy or sampled, in batches."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from verigen.core import seeds
from verigen.core.errors import UserError
from verigen.prove.models import folder
from verigen.prove.models.memory import smaller

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from verigen.core.types import Problem

NEEDS = "a model as student needs torch, transformers and trl: pip install 'verigen-engine[prove]'"


def answers(
    model: str,
    problems: Sequence[Problem],
    *,
    temperature: float,
    seed: int,
    max_tokens: int,
    batch: int,
    threads: int,
) -> list[str]:
    """One completion per problem, to the question as records hold it; fewer at a time where memory is short.

    Raises UserError for a model that does not load.
    """
    torch, reader, loaded = load(model)
    torch.set_num_threads(threads)
    texts = [prompt(reader, each) for each in problems]
    ways = {"do_sample": True, "temperature": temperature, "top_p": 1.0, "top_k": 0}
    drawn = ways if temperature else {"do_sample": False}

    def asked(rows: int) -> list[str]:
        torch.manual_seed(seeds.derive(seed, "answers"))
        found: list[str] = []
        for at in range(0, len(texts), rows):
            given = reader(texts[at : at + rows], return_tensors="pt", padding=True, add_special_tokens=False)
            with torch.inference_mode():
                made = loaded.generate(
                    **given.to(loaded.device),
                    max_new_tokens=max_tokens,
                    repetition_penalty=1.0,  # a model's own file may set another, which is no greedy answer
                    pad_token_id=reader.pad_token_id,
                    **drawn,
                )
            found += reader.batch_decode(made[:, given["input_ids"].shape[1] :], skip_special_tokens=True)
        return found

    return smaller(batch, asked)


def load(model: str) -> tuple[Any, Any, Any]:
    """torch, the tokenizer and the model, on a GPU if there is one."""
    try:
        import torch
        from transformers import AutoModelForCausalLM
    except ImportError as error:
        raise UserError(NEEDS) from error
    reader = tokenizer(model)
    with _loading(model):
        loaded = AutoModelForCausalLM.from_pretrained(model, dtype="float32")
    return torch, reader, loaded.to("cuda" if torch.cuda.is_available() else "cpu").eval()


def tokenizer(model: str) -> Any:
    """The tokenizer of a model, which fills batches from the left."""
    try:
        from huggingface_hub.utils import logging as hub
        from transformers import AutoTokenizer
        from transformers.utils import logging
    except ImportError as error:
        raise UserError(NEEDS) from error
    logging.disable_progress_bar()
    hub.set_verbosity_error()  # it warns at each retry, and the last one raises
    with _loading(model):
        found = AutoTokenizer.from_pretrained(model, padding_side="left")
    if found.pad_token is None:
        found.pad_token = found.eos_token
    return found


@contextmanager
def _loading(model: str) -> Iterator[None]:
    try:
        yield
    except (OSError, ValueError) as error:
        said = " ".join(str(error).split())[:200]
        raise UserError(
            f"the student {model} does not load: {said}; give a folder, a hub id, or a name of `verigen teachers`"
        ) from error


def prompt(tokenizer: Any, problem: Problem) -> str:
    """A problem as its training record begins; without a chat template, as `folder.plain` writes it."""
    rows = folder.question(problem)
    if tokenizer.chat_template is None:
        return "\n".join(row["content"] for row in rows) + "\n"
    made: str = tokenizer.apply_chat_template(rows, tokenize=False, add_generation_prompt=True)
    return made
