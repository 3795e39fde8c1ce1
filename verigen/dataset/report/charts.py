"""Draws the small charts of a report as inline SVG; each has a text for readers who can't see it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verigen.dataset.report.html import Markup, element, escaped, joined

if TYPE_CHECKING:
    from collections.abc import Sequence

WIDE, HIGH = 200, 16
MIDDLE = HIGH / 2


def bar(share: float, told: str, kind: str = "fill") -> Markup:
    """A bar from 0 to `share` of the width."""
    length = max(0.0, min(1.0, share)) * WIDE
    return _svg(_rect(0, WIDE, "track", 4, 8), _rect(0, length, kind, 4, 8), told=told)


def interval(value: float, low: float | None, high: float | None, told: str) -> Markup:
    """A point between 0 and 1 with its interval."""
    reach = "" if low is None or high is None else _rect(low * WIDE, high * WIDE, "reach", 6, 4)
    return _svg(_rect(0, WIDE, "track", 7.5, 1), reach, _dot(value * WIDE, "fill"), told=told)


def band(value: float, low: float, high: float, told: str, *, inside: bool) -> Markup:
    """A value beside its null band. The band takes the middle third; a value far outside stands at the edge."""
    width = (high - low) or 1.0
    place = WIDE * (1 / 3 + (value - low) / width / 3)
    edge = min(max(place, 5), WIDE - 5)
    return _svg(
        _rect(0, WIDE, "track", 7.5, 1),
        _rect(WIDE / 3, 2 * WIDE / 3, "reach", 3, 10),
        _dot(edge, "fill" if inside else "bad"),
        told=told,
    )


def stack(parts: Sequence[tuple[float, str]], told: str) -> Markup:
    """Adjoining bars; `parts` are shares with the class of each."""
    drawn, start = [], 0.0
    for share, kind in parts:
        drawn.append(_rect(start * WIDE, (start + share) * WIDE, kind, 3, 10))
        start += share
    return _svg(_rect(0, WIDE, "track", 3, 10), *drawn, told=told)


def _rect(start: float, end: float, kind: str, top: float, height: float) -> Markup:
    return Markup(
        f'<rect class="{kind}" x="{start:.1f}" y="{top:g}" width="{max(0.0, end - start):.1f}" height="{height:g}" rx="1"/>'
    )


def _dot(place: float, kind: str) -> Markup:
    return Markup(
        f'<circle class="{kind}" cx="{min(max(place, 3.5), WIDE - 3.5):.1f}" cy="{MIDDLE:g}" r="3.5"/>'
    )


def _svg(*drawn: object, told: str) -> Markup:
    title = element("title", told)
    shape = f'viewBox="0 0 {WIDE} {HIGH}" role="img" aria-label="{escaped(told)}"'
    return Markup(f"<svg {shape}>{title}{joined(drawn)}</svg>")
