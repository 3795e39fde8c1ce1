"""Draws completions from the tiny student, many prompts at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch

from verigen.core import seeds
from verigen.prove.tiny.text import END, PAD, START, decoded, encoded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from verigen.prove.tiny.model import Decoder

AT_ONCE = 1024


def draw(model: Decoder, prompts: Sequence[str], *, temperature: float, seed: int) -> list[str]:
    """One completion per prompt, in order; a prompt that the model can't read gets an empty one.

    Greedy for a temperature of 0. A prompt's draw depends on the prompts before it and on the seed.
    """
    model.eval()
    with torch.inference_mode():
        return _all(model, prompts, temperature, torch.Generator().manual_seed(seeds.derive(seed, "draw")))


def _all(model: Decoder, prompts: Sequence[str], temperature: float, source: torch.Generator) -> list[str]:
    """Draw prompts of one length together."""
    found = [""] * len(prompts)
    by_length: dict[int, list[int]] = {}
    known = [encoded(prompt) for prompt in prompts]
    for at, one in enumerate(known):
        if one is not None and len(one) + 1 < model.shape.context:
            by_length.setdefault(len(one), []).append(at)
    for places in by_length.values():
        for start in range(0, len(places), AT_ONCE):
            part = places[start : start + AT_ONCE]
            drawn = _drawn(model, [known[at] or [] for at in part], temperature, source)
            for at, text in zip(part, drawn, strict=True):
                found[at] = text
    return found


def _drawn(
    model: Decoder, prompts: Sequence[list[int]], temperature: float, source: torch.Generator
) -> list[str]:
    """Completions of prompts of one length."""
    numbers = torch.tensor([[START, *each] for each in prompts])
    kept: list[object] = [None] * model.shape.layers
    ended, drawn = torch.zeros(len(prompts), dtype=torch.bool), []
    for _ in range(model.shape.context - numbers.shape[1]):
        logits = model(numbers, kept)[:, -1]
        if temperature > 0:
            chances = torch.softmax(logits / temperature, -1)
            following = torch.multinomial(chances, 1, generator=source)[:, 0]
        else:
            following = logits.argmax(-1)
        following = torch.where(ended, PAD, following)
        drawn.append(following)
        ended |= following == END
        if ended.all():
            break
        numbers = following[:, None]
    return [decoded(row) for row in torch.stack(drawn, 1).tolist()]
