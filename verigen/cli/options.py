"""Options that several commands share."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from verigen.core.parts import Format


def domain_option(text: str, *, required: bool = False) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """--domain: math, code, or a domain of an installed package; `text` says of what."""
    return click.option(
        "--domain",
        metavar="NAME",
        required=required,
        callback=_known_domain,
        help=f"{text} math, code, or another of `verigen parts`.",
    )


def _known_domain(_: click.Context, __: click.Parameter, name: str | None) -> str | None:
    """Raises UnknownPart with the nearest names."""
    if name is not None:
        from verigen.core import registry

        registry.target("domain", name)
    return name


def engine_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """--engine, --engine-option and --patience: what runs the teacher, as `engine` and `options`."""
    engine = click.option("--engine", help="vllm or llamacpp; default: vLLM where it is installed.")
    option = click.option(
        "--engine-option",
        "options",
        multiple=True,
        metavar="KEY=VALUE",
        callback=_key_values,
        help="A further option of the engine; a wrong one lists them.",
    )
    patience = click.option(
        "--patience",
        type=click.FloatRange(0, min_open=True),
        help="Seconds to wait for an endpoint that gives no answers; default: 600.",
    )

    @functools.wraps(command)
    def joined(*, patience: float | None, options: dict[str, str], **others: Any) -> Any:
        given = {} if patience is None else {"patience_s": str(patience)}
        return command(options=options | given, **others)

    return engine(option(patience(joined)))


def _key_values(_: click.Context, __: click.Parameter, texts: tuple[str, ...]) -> dict[str, str]:
    for text in texts:
        if "=" not in text:
            raise click.BadParameter(f"{text!r} is not KEY=VALUE")
    return dict(text.split("=", 1) for text in texts)


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
    from verigen.dataset.formats.preference import Preference
    from verigen.dataset.formats.sft import Sft

    return (Sft(pick=pick), Preference(pairs=pairs))
