"""Encodes Python values as JSON and back; values without a JSON form have a tagged one.

{"__tuple__": [...]} {"__set__": [...]} {"__dict__": [[k, v], ...]} {"__bytes__": hex} {"__int__": hex}
{"__float__": "nan"} {"__complex__": [re, im]} {"__fraction__": [n, d]} {"__decimal__": "1.5"}
{"__str__": hex of UTF-8 with surrogates} {"__time__": "date 2026-01-31"} {"__object__": type name}, which equals
nothing. NumPy and pandas: an array is encoded as the list of its items, a series as {"__series__": [index, items]}, a
frame as {"__frame__": [columns, index, rows]}; {"__array__": [...]} in an argument is decoded to an array.

An instance of a subclass is encoded as its plain value, so that its own __eq__ has no effect.
"""

from __future__ import annotations

import sys
from collections import ChainMap, UserDict, UserList, UserString
from datetime import date, datetime, time, timedelta
from math import isfinite
from types import MappingProxyType
from typing import Any

MAX_DEPTH = 150
SMALL = 1 << 63
# Minimum characters per item, so that a list that exceeds the budget fails before its items are encoded.
BYTES_AN_ITEM = 2


class TooLargeError(Exception):
    """A value that does not fit into the result."""


class Encoder:
    """Encodes one result within `budget` characters, so that a huge result fails before it fills the memory."""

    def __init__(self, budget: int) -> None:
        self.left = budget

    def encode(self, value: Any, depth: int = 0) -> Any:
        if depth > MAX_DEPTH:
            raise TooLargeError("the value is nested too deeply")
        kind = type(value)
        if value is None or kind is bool:
            return self._spend(value, 4)
        encode = ENCODERS.get(kind) or _by_base(kind)
        return encode(self, value, depth)

    def integer(self, value: int, _depth: int) -> Any:
        self._spend(None, int.bit_length(value) // 4)
        value = int.__int__(value)
        return value if -SMALL <= value < SMALL else {"__int__": hex(value)}

    def real(self, value: float, _depth: int) -> Any:
        value = float.__float__(value)
        return self._spend(value if isfinite(value) else {"__float__": repr(value)}, 8)

    def text(self, value: str, _depth: int) -> Any:
        value = str.__str__(value)
        self._spend(None, len(value))
        if value.isascii():
            return value
        try:
            value.encode()
        except UnicodeEncodeError:
            return {"__str__": value.encode("utf-8", "surrogatepass").hex()}
        return value

    def octets(self, value: bytes | bytearray, _depth: int) -> Any:
        return {"__bytes__": self._spend(bytes(value), 2 * len(value)).hex()}

    def view(self, value: memoryview, depth: int) -> Any:
        """The view as bytes if its items are bytes, else an opaque object."""
        return (
            self.octets(value.tobytes(), depth)
            if value.format in {"B", "b", "c"}
            else _opaque(self, value, depth)
        )

    def moment(self, value: date | time, depth: int) -> Any:
        kind = next(base.__name__ for base in type(value).__mro__ if base.__module__ == "datetime")
        return {"__time__": self.text(f"{kind} {value.isoformat()}", depth)}

    def duration(self, value: timedelta, depth: int) -> Any:
        parts = value.days, value.seconds, value.microseconds
        return {"__time__": self.text(f"timedelta {' '.join(map(str, parts))}", depth)}

    def array(self, value: list[Any], depth: int) -> Any:
        self._spend(None, BYTES_AN_ITEM * list.__len__(value))
        return [self.encode(item, depth + 1) for item in list.__iter__(value)]

    def pair(self, value: tuple[Any, ...], depth: int) -> Any:
        self._spend(None, BYTES_AN_ITEM * tuple.__len__(value))
        return {"__tuple__": [self.encode(item, depth + 1) for item in tuple.__iter__(value)]}

    def unordered(self, value: set[Any] | frozenset[Any], depth: int) -> Any:
        return {"__set__": self.array(list(value), depth)}

    def mapping(self, value: dict[Any, Any], depth: int) -> Any:
        items = dict.items(value)
        return {"__dict__": [[self.encode(k, depth + 1), self.encode(v, depth + 1)] for k, v in items]}

    def imaginary(self, value: complex, depth: int) -> Any:
        return {"__complex__": [self.real(value.real, depth), self.real(value.imag, depth)]}

    def wrapped(self, value: UserDict[Any, Any] | UserList[Any] | UserString, depth: int) -> Any:
        return self.encode(value.data, depth + 1)

    def shown(self, value: MappingProxyType[Any, Any] | ChainMap[Any, Any], depth: int) -> Any:
        return self.mapping(dict(value), depth)

    def _spend(self, value: Any, size: int) -> Any:
        self.left -= size
        if self.left < 0:
            raise TooLargeError("the value is too large")
        return value


ENCODERS: dict[type, Any] = {
    int: Encoder.integer,
    float: Encoder.real,
    str: Encoder.text,
    list: Encoder.array,
    tuple: Encoder.pair,
    dict: Encoder.mapping,
    set: Encoder.unordered,
    frozenset: Encoder.unordered,
    bytes: Encoder.octets,
    bytearray: Encoder.octets,
    complex: Encoder.imaginary,
    memoryview: Encoder.view,
    type({}.keys()): Encoder.unordered,
    type({}.items()): Encoder.unordered,
    MappingProxyType: Encoder.shown,
    ChainMap: Encoder.shown,
    UserDict: Encoder.wrapped,
    UserList: Encoder.wrapped,
    UserString: Encoder.wrapped,
    date: Encoder.moment,
    time: Encoder.moment,
    timedelta: Encoder.duration,
}


def _by_base(kind: type) -> Any:
    for base in kind.__mro__:
        if base in ENCODERS:
            return ENCODERS[base]
    return _number(kind) or _opaque


def _number(kind: type) -> Any:
    """The encoder for types of fractions, decimal, NumPy and pandas, if the program has loaded the module."""
    names = {"Fraction": "fractions", "Decimal": "decimal"}
    module = names.get(kind.__name__)
    if module and getattr(sys.modules.get(module), kind.__name__, None) is kind:
        return _fraction if kind.__name__ == "Fraction" else _decimal
    return _of_package(kind)


def _of_package(kind: type) -> Any:
    for package, name, encode in PACKAGED:
        base = getattr(sys.modules.get(package), name, None)
        if isinstance(base, type) and issubclass(kind, base):
            return encode
    return None


def _fraction(encoder: Encoder, value: Any, depth: int) -> Any:
    numbers = value.numerator, value.denominator
    return {"__fraction__": [encoder.integer(number, depth) for number in numbers]}


def _decimal(encoder: Encoder, value: Any, depth: int) -> Any:
    return {"__decimal__": encoder.text(str(value), depth)}


def _scalar(encoder: Encoder, value: Any, depth: int) -> Any:
    return encoder.encode(value.item(), depth + 1)


def _array(encoder: Encoder, value: Any, depth: int) -> Any:
    encoder._spend(None, BYTES_AN_ITEM * value.size)
    return encoder.encode(value.tolist(), depth)


def _index(encoder: Encoder, value: Any, depth: int) -> Any:
    return encoder.array(list(value), depth)


def _series(encoder: Encoder, value: Any, depth: int) -> Any:
    return {"__series__": [encoder.array(list(part), depth) for part in (value.index, value)]}


def _frame(encoder: Encoder, value: Any, depth: int) -> Any:
    encoder._spend(None, BYTES_AN_ITEM * value.size)
    rows = [list(row) for row in value.itertuples(index=False, name=None)]
    return {"__frame__": [encoder.array(list(part), depth) for part in (value.columns, value.index, rows)]}


def _opaque(encoder: Encoder, value: Any, depth: int) -> Any:
    return {"__object__": encoder.text(type(value).__qualname__, depth)}


PACKAGED = (
    ("numpy", "generic", _scalar),
    ("numpy", "ndarray", _array),
    ("pandas", "DataFrame", _frame),
    ("pandas", "Series", _series),
    ("pandas", "Index", _index),
)


def decode(value: Any) -> Any:
    """The Python value behind a JSON form."""
    if type(value) is list:
        return [decode(item) for item in value]
    if type(value) is not dict:
        return value
    if len(value) == 1:
        ((tag, inner),) = value.items()
        if tag in DECODERS:
            return DECODERS[tag](inner)
    return {key: decode(item) for key, item in value.items()}


def _hashable(value: Any) -> Any:
    return _frozen(decode(value))


def _frozen(value: Any) -> Any:
    if type(value) is tuple:
        return tuple(map(_frozen, value))
    return frozenset(value) if type(value) is set else value


def _decode_fraction(pair: list[Any]) -> Any:
    from fractions import Fraction

    return Fraction(decode(pair[0]), decode(pair[1]))


def _decode_decimal(text: str) -> Any:
    from decimal import Decimal

    return Decimal(text)


def _decode_time(text: str) -> Any:
    kind, _, form = text.partition(" ")
    return timedelta(*map(int, form.split())) if kind == "timedelta" else MOMENTS[kind].fromisoformat(form)


def _decode_array(items: list[Any]) -> Any:
    import numpy as np

    return np.array(decode(items))


def _decode_series(parts: list[Any]) -> Any:
    import pandas as pd

    index, items = decode(parts)
    return pd.Series(items, index=index)


def _decode_frame(parts: list[Any]) -> Any:
    import pandas as pd

    columns, index, rows = decode(parts)
    return pd.DataFrame(rows, columns=columns, index=index)


MOMENTS: dict[str, Any] = {"date": date, "datetime": datetime, "time": time}
DECODERS: dict[str, Any] = {
    "__tuple__": lambda items: tuple(decode(item) for item in items),
    "__set__": lambda items: {_hashable(item) for item in items},
    "__dict__": lambda pairs: {_hashable(key): decode(item) for key, item in pairs},
    "__bytes__": bytes.fromhex,
    "__int__": lambda text: int(text, 16),
    "__float__": float,
    "__complex__": lambda pair: complex(decode(pair[0]), decode(pair[1])),
    "__fraction__": _decode_fraction,
    "__decimal__": _decode_decimal,
    "__array__": _decode_array,
    "__series__": _decode_series,
    "__frame__": _decode_frame,
    "__time__": _decode_time,
    "__str__": lambda text: bytes.fromhex(text).decode("utf-8", "surrogatepass"),
}
