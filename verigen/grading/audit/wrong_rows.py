"""Estimates the share of wrong candidates among those that a verifier accepted, which become training records."""

from __future__ import annotations

from verigen.core.stats import Rate


def wrong_rows(accepted: Rate | None, false_accepts: Rate | None, false_rejects: Rate | None) -> Rate | None:
    """The share, from the share accepted and the verifier's two error rates (Rogan & Gladen 1978, Am. J. Epidemiol.
    107); its interval holds where the intervals of all three hold.

    It is only as good as the planted answers represent a teacher's own. None where nothing was accepted or planted,
    or where the error rates are so high that acceptance carries no information.
    """
    if accepted is None or false_accepts is None or false_rejects is None:
        return None
    value = _wrong(accepted.value, false_accepts.value, false_rejects.value)
    if value is None:
        return None
    if accepted.low is None or false_accepts.low is None or false_rejects.low is None:
        return Rate(value)
    assert accepted.high is not None
    assert false_accepts.high is not None
    assert false_rejects.high is not None
    # the share grows with more false accepts, fewer accepted candidates and fewer false rejects
    low = _wrong(accepted.high, false_accepts.low, false_rejects.high)
    high = _wrong(accepted.low, false_accepts.high, false_rejects.low)
    return Rate(value, 0.0 if low is None else min(low, value), 1.0 if high is None else max(high, value))


def _wrong(accepted: float, false_accepts: float, false_rejects: float) -> float | None:
    """The share of accepted candidates that are wrong.

    The arguments are shares of all candidates, of the wrong ones and of the right ones.
    """
    told = 1 - false_accepts - false_rejects
    if accepted <= 0 or told <= 0:
        return None
    right = min(1.0, max(0.0, (accepted - false_accepts) / told))
    return min(1.0, false_accepts * (1 - right) / accepted)
