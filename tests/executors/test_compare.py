"""When an output is the expected one."""

from __future__ import annotations

import sys
from pathlib import Path
from time import thread_time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verigen.core.types import Output
from verigen.core.values import NotAValue, canonical, close, equal
from verigen.domains.code.reference import Compare
from verigen.domains.code.reference import Test as Example
from verigen.verifiers.unit_tests.compare import passes, raises, same_text

sys.path.insert(0, str(Path(__file__).parents[2] / "sandboxes"))
from guest.values import Encoder, decode

EQUAL = [
    (1, 1.0),
    (1, True),
    (0.0, -0.0),
    (10**20, {"__int__": hex(10**20)}),
    (0.5, {"__fraction__": [1, 2]}),
    (1.5, {"__decimal__": "1.50"}),
    (2, {"__complex__": [2.0, 0.0]}),
    (0, {"__decimal__": "0e99999999"}),
    ({"__decimal__": "1e99999999"}, {"__decimal__": "10e99999998"}),
    ([1, [2.0]], {"__array__": [1, {"__array__": [2]}]}),
    ({"__series__": [[0], [1]]}, {"__series__": [[0], [1.0]]}),
    ({"__float__": "nan"}, {"__float__": "nan"}),
    ({"a": 1}, {"__dict__": [["a", 1]]}),
    ({"__set__": [1, 2]}, {"__set__": [2.0, 1]}),
    ({"__dict__": [[1, "a"], [2, "b"]]}, {"__dict__": [[2, "b"], [1, "a"]]}),
    ([], []),
    (None, None),
    ("\x00", "\x00"),
]
DIFFERENT: list[tuple[Any, Any]] = [
    (1, "1"),
    (0, None),
    ("", None),
    ([], None),
    ([1, 2], {"__tuple__": [1, 2]}),
    ([1, 2], [2, 1]),
    ([1], [1, 1]),
    ({"__set__": [1]}, {"__set__": [1, 1]}),
    ({"__set__": []}, {"__dict__": []}),
    (2**53, float(2**53) + 2),
    (10**18 + 1, float(10**18)),
    ({"__float__": "inf"}, {"__decimal__": "1e99999999"}),
    (0, {"__decimal__": "1e-99999999"}),
    ({"__decimal__": "1e99999999"}, {"__decimal__": "1e99999998"}),
    ([{"__frame__": [["a"], [0], [[1]]]}], [{"__frame__": [["a"], [0], [[2]]]}]),
    (0.1, {"__decimal__": "0.1"}),
    ("a", {"__bytes__": "61"}),
    ({"__object__": "range"}, {"__object__": "range"}),
    ([{"__object__": "A"}], [{"__object__": "A"}]),
    ("\x00", {"__object__": "A"}),
    ({"__dict__": [["a", 1]]}, {"__dict__": [["a", 2]]}),
]
MALFORMED = [
    {"__set__": 3},
    {"__tuple__": None},
    {"__dict__": [[1]]},
    {"__dict__": [1]},
    {"__int__": "zz"},
    {"__int__": 3},
    {"__float__": "1.5"},
    {"__fraction__": [1, 0]},
    {"__fraction__": [{"__int__": "0x" + "f" * 9000}, 3]},
    {"__fraction__": ["1", 2]},
    {"__complex__": [1]},
    {"__decimal__": "x"},
    {"__str__": "zz"},
    {"__bytes__": 3},
    {"__bytes__": "zz"},
    {"__bytes__": "c3 a9"},
    {"__tuple__": "abc"},
    {"__set__": {"a": 1}},
    {"__dict__": {"a": 1}},
    {"__int__": "0x_f"},
    {"__int__": "\u0661"},
    {"__float__": [1]},
    {"__complex__": [[1], 0]},
    {"__complex__": [{"a": 1}, 0]},
    {"__complex__": ["1e900000000", 0]},
    {"__complex__": [True, 0]},
    {"__complex__": 3},
    {"__fraction__": [1.5, 2]},
    {"__fraction__": [{"__float__": "nan"}, 2]},
    {"__decimal__": "1_0"},
    {"__decimal__": "sNaN"},
    {"__decimal__": "1e9999999999999999999999"},
    {"__decimal__": 3},
    {"__decimal__": "9" * 20_001},
    {"__series__": [1]},
    {"__frame__": [[], []]},
]


@pytest.mark.parametrize(("expected", "value"), EQUAL)
def test_equal_values_are_equal(expected: Any, value: Any) -> None:
    assert equal(expected, value)


@pytest.mark.parametrize(("expected", "value"), DIFFERENT)
def test_different_values_differ(expected: Any, value: Any) -> None:
    assert not equal(expected, value)


@pytest.mark.parametrize("value", MALFORMED)
def test_what_is_no_value_is_told(value: Any) -> None:
    with pytest.raises(NotAValue):
        equal(1, value)


@pytest.mark.parametrize(
    ("expected", "value", "near"),
    [
        (1.0, 1.0 + 1e-8, True),
        (1.0, 1.0001, False),
        (0, 1e-10, True),
        ([1.0, {"__tuple__": [2]}], [1.0 + 1e-9, {"__tuple__": [2.0]}], True),
        ([1.0], {"__tuple__": [1.0]}, False),
        ([1.0], [1.0, 1.0], False),
        ({"__float__": "nan"}, {"__float__": "nan"}, True),
        (0.0, {"__float__": "nan"}, False),
        (1e308, {"__float__": "inf"}, False),
        ({"a": 1.0}, {"__dict__": [["a", 1.0 + 1e-9]]}, True),
        ({"a": 1.0}, {"__dict__": [["b", 1.0]]}, False),
        ({"__set__": [1.0, 2.0]}, {"__set__": [2.0 + 1e-9, 1.0]}, True),
        (1.0, "1.0", False),
        (1.0, None, False),
        (1.0, {"__object__": "A"}, False),
        (10**400, {"__int__": hex(10**400)}, True),
        (0, {"__decimal__": "1e-99999999"}, True),
        ({"__float__": "inf"}, {"__decimal__": "1e99999999"}, False),
        ({"__complex__": [1.0, 2.0]}, {"__complex__": [1.0, 2.0000000001]}, True),
        (2.0, {"__complex__": [2.0, 1e-12]}, True),
        ({"__complex__": [1.0, 2.0]}, {"__complex__": [1.0, 2.1]}, False),
        ({"__frame__": [["a"], [0], [[1.0]]]}, {"__frame__": [["a"], [0], [[1.0 + 1e-9]]]}, True),
    ],
)
def test_numbers_may_differ_by_the_tolerance(expected: Any, value: Any, near: bool) -> None:  # noqa: FBT001
    assert close(expected, value, 1e-6, 1e-9) is near


@pytest.mark.parametrize(
    ("kind", "expected", "printed", "same"),
    [
        ("exact", "a\n", "a", True),
        ("exact", "a b", "a  b", False),
        ("tokens", "1 2\n3", "1\n2 3 \n", True),
        ("tokens", "1 2 3", "1 2", False),
        ("tokens", "1.0", "1", False),
        ("lines", "a b\nc\n", "a b  \nc\n\n", True),
        ("lines", "a b", "a  b", False),
        ("lines", "a\nb", "a", False),
        ("lines", " a", "a", False),
        ("lines", "a\nb", "a\r\nb\r\n", True),
        ("lines", "a\nb", "a\x0cb", False),
        ("lines", "a\nb", "a\u2028b", False),
        ("float_tokens", "3.14159265", "3.1415927", True),
        ("float_tokens", "3.14159265", "3.1415", False),
        ("float_tokens", "1 2", "1", False),
        ("float_tokens", "yes 1.0", "yes 1", True),
        ("float_tokens", "1000", "1_000", False),
        ("float_tokens", "1", "nan", False),
        ("float_tokens", "1", "inf", False),
        ("float_tokens", "", "", True),
    ],
)
def test_printed_text_is_compared_by_its_kind(kind: Any, expected: str, printed: str, same: bool) -> None:  # noqa: FBT001
    assert same_text(expected, printed, Compare(kind=kind)) is same


def test_an_expected_exception_may_be_of_a_type_below() -> None:
    test = Example(expected={"__raises__": "ValueError"})

    assert raises(test, Output(exception="ValueError"))
    assert raises(test, Output(exception="JSONDecodeError", bases=("ValueError", "Exception")))
    assert not raises(test, Output(exception="KeyError", bases=("LookupError",)))
    assert not raises(test, Output(value=None))


def test_arguments_left_behind_can_be_what_is_expected() -> None:
    test = Example(args=[[2, 1]], expected={"__args_after__": [[1, 2]]})

    assert passes(test, Output(args_after=[[1, 2]]), Compare(), "function")
    assert not passes(test, Output(args_after=[[2, 1]]), Compare(), "function")


LONG_WORK = {
    "decimals": [{"__decimal__": "1e3999"}] * 37_000,
    "small decimals": [{"__decimal__": "1e-3999"}] * 37_000,
    "fractions": [{"__fraction__": [{"__int__": "0x" + "f" * 4096}, {"__int__": "0x" + "e" * 4095 + "1"}]}]
    * 100,
    "a set": {"__set__": [{"__decimal__": f"1e{n}"} for n in range(3999)]},
    "keys": {"__dict__": [[{"__decimal__": f"1e{n}"}, 0] for n in range(3999)]},
    "lists": [[]] * 300_000,
    "a long text": "x" * 10**6,
    "a long int": {"__int__": "0x" + "f" * 10**6},
    "a long decimal": [{"__decimal__": "9" * 19_999}] * 50,
    "a deep list": [*map(list, [[[]]] * 100_000)],
}


@pytest.mark.parametrize("kind", LONG_WORK)
@pytest.mark.parametrize("expected", [1, [1, 2], {"__set__": [0.5] * 3999}, {"a": 1.5}, [0] * 3_700])
def test_a_value_that_takes_long_is_given_up_early(kind: str, expected: Any) -> None:
    began = thread_time()

    assert not equal(expected, LONG_WORK[kind])
    assert not close(expected, LONG_WORK[kind], 1e-6, 1e-9)

    # No value above takes under a second where all of it is expanded; reading what is expected takes some itself.
    assert thread_time() - began < 0.5


LEAVES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(st.characters()),
    st.binary(),
    st.fractions(),
)
HASHABLE = st.recursive(
    LEAVES, lambda inner: st.tuples(inner, inner) | st.frozensets(inner, max_size=3), max_leaves=4
)
VALUES = st.recursive(
    HASHABLE,
    lambda inner: (
        st.lists(inner)
        | st.tuples(inner, inner)
        | st.dictionaries(HASHABLE, inner, max_size=3)
        | st.sets(HASHABLE, max_size=3)
    ),
    max_leaves=8,
)


def encoded(value: Any) -> Any:
    return Encoder(1 << 20).encode(value)


@given(VALUES)
def test_a_value_survives_the_way_there_and_back(value: Any) -> None:
    form = encoded(value)

    assert canonical(encoded(decode(form))) == canonical(form)


@given(VALUES, VALUES)
def test_two_values_are_equal_where_python_says_so(one: Any, other: Any) -> None:
    if one == other:
        assert equal(encoded(one), encoded(other))
    elif "nan" not in repr((one, other)):
        assert not equal(encoded(one), encoded(other))


@given(
    st.recursive(
        st.none() | st.integers() | st.floats(allow_nan=False) | st.text(),
        lambda inner: (
            st.lists(inner)
            | st.dictionaries(
                st.text()
                | st.sampled_from(["__set__", "__int__", "__dict__", "__fraction__", "__decimal__"]),
                inner,
                max_size=1,
            )
        ),
        max_leaves=6,
    )
)
def test_no_data_of_a_program_breaks_the_comparison(value: Any) -> None:
    try:
        assert equal(1, value) in {True, False}
        assert close(1, value, 1e-6, 1e-9) in {True, False}
    except NotAValue:
        pass
