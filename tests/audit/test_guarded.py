import pytest

from verigen.core.errors import PartError
from verigen.grading.audit.guarded import Guarded


def test_opinions_come_with_their_time() -> None:
    with Guarded("verigen") as guarded:
        right, wrong = guarded.grade("5", "\\boxed{5}"), guarded.grade("5", "\\boxed{6}")

    assert (right.outcome, wrong.outcome) == ("correct", "incorrect")
    assert right.seconds > 0
    assert guarded.peak_mb > 1


def test_a_verifier_that_raises_is_told_by_name() -> None:
    with Guarded("verigen") as guarded:
        opinion = guarded.grade("\\frac{1}{", "\\boxed{5}")

    assert (opinion.outcome, opinion.fault) == ("unverified", "ReferenceFault")


def test_a_call_past_its_deadline_is_killed_and_the_next_one_answered() -> None:
    pytest.importorskip("math_verify", reason="the extra `audit` is not installed")
    with Guarded("math_verify", deadline_s=0.001) as hasty:
        opinion = hasty.grade("5", "\\boxed{" + "\\sqrt{2+" * 30 + "1" + "}" * 31)
    with Guarded("math_verify") as patient:
        patient._deadline_s = 0.001
        first = patient.grade("5", "\\boxed{" + "\\sqrt{2+" * 30 + "1" + "}" * 31)
        patient._deadline_s = 20.0
        second = patient.grade("5", "\\boxed{5}")

    assert opinion.fault == first.fault == "timeout"
    assert second.outcome == "correct"


def test_a_megabyte_goes_through() -> None:
    with Guarded("verigen") as guarded:
        opinion = guarded.grade("5", "so " * 400_000 + "\\boxed{5}")

    assert opinion.outcome == "correct"


def test_an_unknown_verifier_does_not_start() -> None:
    with pytest.raises(PartError, match="does not start"), Guarded("nobody"):
        pass
