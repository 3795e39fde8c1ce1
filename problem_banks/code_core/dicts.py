"""Dictionaries."""

from __future__ import annotations

from problem_banks.code_core.author import choice, ints, items, mapping, pair, problem, row, text


@problem(
    level=1,
    inputs=[text("aabbcA ", 0, 14)],
    given=[("",), ("banana",), ("Aa",), ("a b a",)],
)
def letter_counts(text: str) -> dict[str, int]:
    """Return a dictionary that says for each character of `text` how often it occurs. Upper and lower case are
    different characters, and blanks count as characters too.
    """
    counts: dict[str, int] = {}
    for letter in text:
        counts[letter] = counts.get(letter, 0) + 1
    return counts


@problem(
    level=1,
    inputs=[mapping(text("abc", 1, 2), ints(0, 20), 0, 6), ints(0, 20)],
    given=[({}, 5), ({"apple": 3, "pear": 7, "fig": 5}, 5), ({"a": 1}, 2), ({"x": 9, "b": 9}, 0)],
)
def at_least(stock: dict[str, int], minimum: int) -> list[str]:
    """`stock` maps names of goods to amounts. Return the names whose amount is at least `minimum`, in
    alphabetical order.
    """
    return sorted(name for name, amount in stock.items() if amount >= minimum)


@problem(
    level=2,
    inputs=[items(text("abcde", 1, 4), 0, 8)],
    given=[([],), (["eat", "tea", "tan", "ate", "nat", "bat"],), (["a"],), (["ab", "ba", "ab"],)],
)
def group_anagrams(words: list[str]) -> list[list[str]]:
    """Group the words that are anagrams of each other (made of the same letters, each as often). Return a list
    of groups. Within a group the words keep the order of the list, repeats included; the groups are ordered by
    where their first word stands in the list.
    """
    groups: dict[str, list[str]] = {}
    for word in words:
        groups.setdefault("".join(sorted(word)), []).append(word)
    return list(groups.values())


@problem(
    level=2,
    inputs=[mapping(text("abcd", 1, 1), ints(-5, 9), 0, 4), mapping(text("abcd", 1, 1), ints(-5, 9), 0, 4)],
    given=[
        ({}, {}),
        ({"a": 1}, {}),
        ({"a": 1, "b": 2}, {"b": 3, "c": 4}),
        ({"a": 1}, {"a": -1}),
        ({"x": 0}, {"y": 2}),
    ],
)
def add_up(first: dict[str, int], second: dict[str, int]) -> dict[str, int]:
    """Add two dictionaries of amounts: the result holds every key of either; its amount is the sum of the
    amounts in both, a missing one counting as 0. Keys whose sum is 0 are left out. Neither argument may be
    changed.
    """
    total = {key: first.get(key, 0) + second.get(key, 0) for key in [*first, *second]}
    return {key: amount for key, amount in total.items() if amount != 0}


@problem(
    level=3,
    inputs=[items(text("abcd", 1, 2), 0, 10), ints(0, 5)],
    given=[
        ([], 2),
        (["the", "day", "is", "sunny", "the", "the", "sunny", "is"], 2),
        (["b", "a"], 5),
        (["x"], 0),
        (["b", "a", "b", "a", "c"], 2),
    ],
)
def most_common(words: list[str], count: int) -> list[tuple[str, int]]:
    """Return the `count` most frequent words of the list as tuples (word, how often), the most frequent first;
    words that are equally frequent come in alphabetical order. Where there are fewer different words than
    `count`, return them all. `count` is at least 0.
    """
    counts: dict[str, int] = {}
    for word in words:
        counts[word] = counts.get(word, 0) + 1
    return sorted(counts.items(), key=lambda entry: (-entry[1], entry[0]))[:count]


@problem(
    level=3,
    inputs=[
        mapping(
            text("ab", 1, 2),
            {
                "any": [
                    ints(0, 9),
                    mapping(
                        text("xy", 1, 1),
                        {"any": [ints(0, 9), mapping(text("pq", 1, 1), ints(0, 9), 0, 2)]},
                        0,
                        2,
                    ),
                ]
            },
            0,
            3,
        )
    ],
    given=[
        ({},),
        ({"a": 1, "b": {"c": 2, "d": {"e": 3}}},),
        ({"a": {}},),
        ({"x": {"y": {"z": 0}}, "w": 5},),
        ({"a": {"b": {}}},),
    ],
    shown=(({"a": 1, "b": {"c": 2}},),),
)
def flatten_keys(tree: dict) -> dict:
    """`tree` is a dictionary whose values are integers or again such dictionaries, to any depth; its keys are
    strings without dots. Return a flat dictionary: each integer stands under the path of keys that leads to it,
    joined by dots. {"a": 1, "b": {"c": 2}} gives {"a": 1, "b.c": 2}. An empty dictionary, at any depth,
    contributes nothing.
    """
    flat = {}
    for key, value in tree.items():
        if isinstance(value, dict):
            for path, leaf in flatten_keys(value).items():
                flat[f"{key}.{path}"] = leaf
        else:
            flat[key] = value
    return flat


@problem(
    level=2,
    inputs=[mapping(text("abcd", 1, 1), text("xyz", 1, 1), 0, 4)],
    given=[({},), ({"a": "x", "b": "y"},), ({"a": "x", "b": "x", "c": "y"},), ({"q": "q"},)],
)
def invert(mapping: dict[str, str]) -> dict[str, list[str]]:
    """Turn a dictionary round: return a dictionary that gives for each value of `mapping` the list of the keys
    that have this value, in alphabetical order.
    """
    inverse: dict[str, list[str]] = {}
    for key in sorted(mapping):
        inverse.setdefault(mapping[key], []).append(key)
    return inverse


@problem(
    level=4,
    inputs=[
        items(pair(choice("ann", "bob", "cy", "di"), choice("ann", "bob", "cy", "di"), ints(1, 50)), 0, 8)
    ],
    given=[
        ([],),
        ([("ann", "bob", 10)],),
        ([("ann", "bob", 10), ("bob", "ann", 10)],),
        ([("ann", "bob", 10), ("bob", "cy", 10)],),
        ([("ann", "ann", 5)],),
        ([("di", "ann", 30), ("ann", "bob", 20), ("cy", "di", 5)],),
    ],
)
def balances(payments: list[tuple[str, str, int]]) -> dict[str, int]:
    """`payments` are tuples (payer, receiver, amount): the payer gave the receiver that amount. Return each
    person's balance: what they received less what they paid. Leave out everybody whose balance is 0. A payment
    to oneself changes nothing.
    """
    balance: dict[str, int] = {}
    for payer, receiver, amount in payments:
        balance[payer] = balance.get(payer, 0) - amount
        balance[receiver] = balance.get(receiver, 0) + amount
    return {person: amount for person, amount in balance.items() if amount}


@problem(
    level=5,
    inputs=[ints(0, 4), items(row(choice("put", "get"), ints(0, 5), ints(1, 99)), 0, 14)],
    given=[
        (2, [["put", 1, 10], ["put", 2, 20], ["get", 1, 1], ["put", 3, 30], ["get", 2, 1], ["get", 3, 1]]),
        (0, [["put", 1, 10], ["get", 1, 1]]),
        (1, [["put", 1, 10], ["put", 1, 11], ["get", 1, 1]]),
        (2, []),
        (2, [["put", 1, 1], ["put", 2, 2], ["put", 1, 3], ["put", 3, 4], ["get", 1, 1], ["get", 2, 1]]),
    ],
)
def run_cache(capacity: int, operations: list[list]) -> list[int]:
    """Simulate a cache that keeps at most `capacity` entries and forgets the least recently used one.

    Each operation is a list [name, key, value]. "put" stores `value` under `key` (replacing an old value). "get"
    looks `key` up; its `value` has no meaning. Both make the key the most recently used one, a "get" only where
    the key is present. When a "put" of a new key makes the entries more than `capacity`, the entry used longest
    ago is forgotten; with a capacity of 0 nothing is ever kept. Return the results of the "get" operations in
    order: the value, or -1 where the key is not present.
    """
    kept: dict[int, int] = {}
    results = []
    for name, key, value in operations:
        if name == "get":
            results.append(kept.get(key, -1))
            if key in kept:
                kept[key] = kept.pop(key)
        else:
            kept.pop(key, None)
            kept[key] = value
            if len(kept) > capacity:
                del kept[next(iter(kept))]
    return results
