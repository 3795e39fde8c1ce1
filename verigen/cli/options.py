"""Options that several commands share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from verigen.parts import Format


def format_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """--pick and --pairs: which candidates become records."""
    pick = click.option(
        "--pick",
        type=click.Choice(["shortest", "first", "all"]),
        default="shortest",
        show_default=True,
        help="Which correct candidates of a problem become SFT records.",
    )
    pairs = click.option(
        "--pairs",
        type=click.IntRange(0),
        default=1,
        show_default=True,
        help="Preference pairs a problem at most.",
    )
    return pick(pairs(command))


def formats(pick: Any, pairs: int) -> Sequence[Format]:
    from verigen.formats.preference import Preference
    from verigen.formats.sft import Sft

    return (Sft(pick=pick), Preference(pairs=pairs))
