"""A decoder of 0.2 million parameters in plain PyTorch, with a cache for drawing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import torch
from torch import nn
from torch.nn.functional import gelu, linear, scaled_dot_product_attention

from verigen.prove.tiny.text import SIZE


@dataclass(frozen=True, slots=True, kw_only=True)
class DecoderShape:
    """Size of the decoder; `context` is the longest row in characters."""

    width: int = 64
    layers: int = 4
    heads: int = 4
    context: int = 64


class Decoder(nn.Module):  # type: ignore[misc]  # torch is not read by mypy
    """Pre-norm transformer with learned positions and tied embeddings (GPT-2's form)."""

    def __init__(self, shape: DecoderShape) -> None:
        super().__init__()
        self.shape = shape
        self.symbols = nn.Embedding(SIZE, shape.width)
        self.places = nn.Embedding(shape.context, shape.width)
        self.blocks = nn.ModuleList(DecoderBlock(shape) for _ in range(shape.layers))
        self.last = nn.LayerNorm(shape.width)
        for name, weight in self.named_parameters():
            if weight.dim() > 1:
                nn.init.normal_(weight, std=0.02 / ((2 * shape.layers) ** 0.5 if "out" in name else 1))

    def forward(self, numbers: Any, kept: list[Any] | None = None) -> Any:
        """Logits (batch, length, SIZE); with `kept`, only for the new positions, which are added to it."""
        start = kept[0][0].shape[2] if kept and kept[0] is not None else 0
        places = torch.arange(start, start + numbers.shape[1])
        hidden = self.symbols(numbers) + self.places(places)
        for at, block in enumerate(self.blocks):
            hidden, now = block(hidden, kept[at] if kept is not None else None)
            if kept is not None:
                kept[at] = now
        return linear(self.last(hidden), self.symbols.weight)


class DecoderBlock(nn.Module):  # type: ignore[misc]
    def __init__(self, shape: DecoderShape) -> None:
        super().__init__()
        width = shape.width
        self.heads = shape.heads
        self.before, self.between = nn.LayerNorm(width), nn.LayerNorm(width)
        self.look, self.look_out = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.think, self.think_out = nn.Linear(width, 4 * width), nn.Linear(4 * width, width)

    def forward(self, hidden: Any, past: Any) -> tuple[Any, Any]:
        rows, length, width = hidden.shape
        parts = self.look(self.before(hidden)).view(rows, length, 3, self.heads, width // self.heads)
        query, key, value = parts.permute(2, 0, 3, 1, 4)
        if past is not None:
            key, value = torch.cat([past[0], key], 2), torch.cat([past[1], value], 2)
        seen = scaled_dot_product_attention(query, key, value, is_causal=length > 1)
        hidden = hidden + self.look_out(seen.transpose(1, 2).reshape(rows, length, width))
        return hidden + self.think_out(gelu(self.think(self.between(hidden)))), (key, value)
