"""Asks a model's folder or hub id with transformers: greedy or sampled, in batches."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from verigen.core import domains, seeds
from verigen.core.errors import UserError
from verigen.core.turns import Ask

if TYPE_CHECKING:
    from collections.abc import Sequence

    from verigen.core.types import Problem

NEEDS = "a model as student needs torch, transformers and trl: pip install 'verigen-engine[prove]'"


def answers(
    model: str, problems: Sequence[Problem], *, temperature: float, seed: int, max_tokens: int, batch: int
) -> list[str]:
    """One completion per problem, to the prompt of its domain. Raises UserError for a model that does not load."""
    torch, tokenizer, loaded = load(model)
    torch.manual_seed(seeds.derive(seed, "answers"))
    texts = [_prompt(tokenizer, each) for each in problems]
    found: list[str] = []
    drawn = {"do_sample": True, "temperature": temperature} if temperature else {"do_sample": False}
    for at in range(0, len(texts), batch):
        given = tokenizer(texts[at : at + batch], return_tensors="pt", padding=True, add_special_tokens=False)
        given = given.to(loaded.device)
        with torch.inference_mode():
            made = loaded.generate(
                **given, max_new_tokens=max_tokens, pad_token_id=tokenizer.pad_token_id, **drawn
            )
        found += tokenizer.batch_decode(made[:, given["input_ids"].shape[1] :], skip_special_tokens=True)
    return found


def load(model: str) -> tuple[Any, Any, Any]:
    """torch, the tokenizer and the model, on a GPU if there is one."""
    try:
        import torch
        from transformers import AutoModelForCausalLM, AutoTokenizer
    except ImportError as error:
        raise UserError(NEEDS) from error
    try:
        tokenizer = AutoTokenizer.from_pretrained(model, padding_side="left")
        loaded = AutoModelForCausalLM.from_pretrained(model)
    except (OSError, ValueError) as error:
        said = " ".join(str(error).split())[:200]
        raise UserError(f"the student {model} does not load: {said}") from error
    if tokenizer.pad_token is None:
        tokenizer.pad_token = tokenizer.eos_token
    return torch, tokenizer, loaded.to("cuda" if torch.cuda.is_available() else "cpu").eval()


def _prompt(tokenizer: Any, problem: Problem) -> str:
    asked = next(domains.named(problem.domain).turns(problem, reasoner=False))
    messages = asked.messages if isinstance(asked, Ask) else ()
    rows = [{"role": each.role, "content": each.content} for each in messages]
    if tokenizer.chat_template is None:
        return "\n".join(row["content"] for row in rows) + "\n"
    made: str = tokenizer.apply_chat_template(rows, tokenize=False, add_generation_prompt=True)
    return made
