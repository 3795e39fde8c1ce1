"""Texts that are typed, coded or rewritten."""

from __future__ import annotations

import heapq
import re
from itertools import product
from typing import TYPE_CHECKING, Any

from ..code_core.author import LOWER, any_of, text
from .family import Draw, family, fill

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    Rules = list[tuple[str, str, Callable[..., Any]]]

VOWELS = "aeiou"
CONSONANTS = "".join(letter for letter in LOWER if letter not in VOWELS)


@family(level=2)
def two_ring_cipher(rng: Random) -> Draw:
    vowel, consonant = rng.randint(1, 4), rng.randint(1, 20)
    digit = rng.randint(1, 9)
    back = rng.choice([True, False])
    sign = -1 if back else 1

    def ring(letters: str, steps: int) -> dict[str, str]:
        far = letters * 3
        return {c: far[len(letters) + i + sign * steps] for i, c in enumerate(letters)}

    table = ring(VOWELS, vowel) | ring(CONSONANTS, consonant) | ring("0123456789", digit)
    verb = "precedes" if back else "follows"
    return Draw(
        prompt=f"Three rings are used to encode a text: the vowels aeiou, the 21 other letters "
        f"{CONSONANTS}, and the digits 0123456789. Replace each vowel by the one that {verb} it by {vowel} "
        f"{'place' if vowel == 1 else 'places'} in its ring, each other letter a-z by the one that {verb} it by "
        f"{consonant}, and each digit by the one that {verb} it by {digit}. "
        f"{'Before the first comes the last' if back else 'After the last comes the first'} of the same ring. All "
        f"other characters, capital letters among them, stay as they are. Return the encoded text.",
        solution=fill(
            """
            RINGS = [("aeiou", $vowel), ("$consonants", $consonant), ("0123456789", $digit)]


            def two_ring_cipher(text: str) -> str:
                made = []
                for letter in text:
                    for ring, steps in RINGS:
                        if letter in ring:
                            letter = ring[(ring.index(letter) $sign steps) % len(ring)]
                            break
                    made.append(letter)
                return "".join(made)
            """,
            vowel=vowel,
            consonant=consonant,
            consonants=CONSONANTS,
            digit=digit,
            sign="-" if back else "+",
        ),
        inputs=[any_of(text("aeioubcdxyz0189 -AZ", 0, 12), text(LOWER, 1, 9))],
        given=[("",), ("aeiou",), ("zebra 90",), ("Box-7, Row Z",), ("xyz abc",)],
        oracle=lambda word: word.translate(str.maketrans(table)),
    )


@family(level=3)
def typing_robot(rng: Random) -> Draw:
    erase, toggle = rng.sample("<^#%!", 2)
    kinds: Rules = [
        (
            "deletes the last character of the text so far, if there is one",
            "typed = typed[:-1]",
            lambda s: s[:-1],
        ),
        ("deletes the whole text so far", 'typed = ""', lambda _: ""),
        (
            "writes the last character of the text so far once more, if there is one",
            "typed += typed[-1:]",
            lambda s: s + s[-1:],
        ),
        (
            "moves the last character of the text so far to its front",
            "typed = typed[-1:] + typed[:-1]",
            lambda s: s[len(s) - 1 :] + s[: len(s) - 1],
        ),
    ]
    words, code, change = rng.choice(kinds)
    modes: Rules = [
        ("is written in upper case", "key.upper()", str.upper),
        ("is written twice", "key * 2", lambda c: c + c),
        ("is written in upper case and followed by a dot", 'key.upper() + "."', lambda c: f"{c.upper()}."),
        ("is put in round brackets", 'f"({key})"', lambda c: "(" + c + ")"),
    ]
    mode, other, new = rng.choice(modes)
    start = rng.choice([False, True])

    def oracle(keys: str) -> str:
        if not keys:
            return ""
        before, key = keys[:-1], keys[-1]
        so_far = oracle(before)
        on = (before.count(toggle) % 2 == 1) != start
        if key in {erase, toggle}:
            return str(change(so_far)) if key == erase else so_far
        return so_far + (new(key) if on else key)

    sample = f"ab{toggle}cd{erase}{toggle}e{erase}f"
    return Draw(
        prompt=f"A robot types what the string `keys` says, from left to right, into an empty text. The key "
        f'"{toggle}" switches the special mode on and off; at first it is {"on" if start else "off"}. The key "{erase}" '
        f"{words}. Every other key is a letter: normally it is written as it is, but in special mode it {mode}. Return "
        f'the text in the end. For example "{sample}" gives "{oracle(sample)}".',
        solution=fill(
            f"""
            def typing_robot(keys: str) -> str:
                typed, special = "", {start}
                for key in keys:
                    if key == "$toggle":
                        special = not special
                    elif key == "$erase":
                        {code}
                    else:
                        typed += {other} if special else key
                return typed
            """,
            toggle=toggle,
            erase=erase,
        ),
        shown=[(sample,)],
        inputs=[text(f"abcd{erase}{toggle}{erase}ef", 0, 14)],
        given=[
            ("",),
            (erase,),
            (toggle,),
            ("abc",),
            (sample,),
            (f"{erase}a{erase}{erase}{toggle}b{toggle}c",),
        ],
        oracle=oracle,
    )


@family(level=4)
def rewriting_game(rng: Random) -> Draw:
    pool = ["ab ba", "aa b", "bb a", "ba ab", "aab bb", "a bb", "b aa", "aba b", "bab aa", "ab a", "ba bb"]
    pool += ["abb baa", "bb ab", "bba aabb", "aa bab"]
    limit = rng.randint(5, 7)
    long = limit - 1
    goals: Rules = [
        ("the number of different words that can be made", "len(made)", len),
        (
            f"the number of different words of {long} or more letters that can be made",
            f"sum(len(word) >= {long} for word in made)",
            lambda made: sum(bool(word[long - 1 :]) for word in made),
        ),
        (
            "the longest word that can be made, of several the last in the alphabet",
            "max(made, key=lambda word: (len(word), word))",
            lambda made: max(word for word in made if len(word) == max(map(len, made))),
        ),
        (
            "the largest number of a's in a word that can be made",
            'max(word.count("a") for word in made)',
            lambda made: max(len(word) - word.count("b") for word in made),
        ),
    ]
    goal, code, value = rng.choice(goals)
    given = ["", "a", "b", "abab", "aabba", "bbbaa", "aaaaa"]
    allowed = {"".join(letters) for size in range(limit + 1) for letters in product("ab", repeat=size)}
    rules = rng.sample(pool, 3)

    def oracle(start: str) -> Any:
        reached, before = {start}, set[str]()
        while len(reached) > len(before):
            before = set(reached)
            for old, new in map(str.split, rules):
                for word, hit in ((one, hit) for one in before for hit in re.finditer(f"(?={old})", one)):
                    reached |= {word[: hit.start()] + new + word[hit.start() + len(old) :]} & allowed
        return value(reached)

    while len({oracle(start) for start in given}) < 5:
        rules = rng.sample(pool, 3)
    pairs = [tuple(rule.split()) for rule in rules]
    listed = ", or of ".join(f'"{old}" by "{new}"' for old, new in pairs)
    return Draw(
        prompt=f"In a game with words of the letters a and b, a move replaces one occurrence, anywhere in the word, of "
        f"{listed}. A move that would make a word of more than {limit} letters is not allowed. Beginning with "
        f"`start`, which has at most {limit} letters, any number of moves may be made, also none; `start` itself "
        f"counts as made. Return {goal}.",
        solution=fill(
            f"""
            RULES = $rules


            def rewriting_game(start: str) -> {"int" if "number" in goal else "str"}:
                made, queue = {{start}}, [start]
                for word in queue:
                    for old, new in RULES:
                        for at in range(len(word)):
                            if not word.startswith(old, at):
                                continue
                            changed = word[:at] + new + word[at + len(old) :]
                            if len(changed) <= $limit and changed not in made:
                                made.add(changed)
                                queue.append(changed)
                return {code}
            """,
            rules="[" + ", ".join(f'("{old}", "{new}")' for old, new in pairs) + "]",
            limit=limit,
        ),
        inputs=[text("ab", 1, limit)],
        given=[(start,) for start in given],
        oracle=oracle,
    )


@family(level=5)
def fewest_keystrokes(rng: Random) -> Draw:
    type_cost, double_cost, delete_cost = rng.randint(2, 5), rng.randint(1, 6), rng.randint(2, 4)
    turned = rng.choice([False, True])
    copy, code = ("its mirror image", "typed[::-1]") if turned else ("a copy of itself", "typed")

    def oracle(word: str) -> int:
        queue, done = [(0, "")], set[str]()
        while queue:
            cost, now = heapq.heappop(queue)
            if now == word:
                return cost
            if now in done:
                continue
            done.add(now)
            moves = [(type_cost, now + letter) for letter in set(word)]
            moves += [(double_cost, now + (now[::-1] if turned else now)), (delete_cost, now[:-1])]
            for price, new in moves:
                if len(new) <= 2 * len(word):
                    heapq.heappush(queue, (cost + price, new))
        raise AssertionError

    sample = "abba" if turned else "abab"
    return Draw(
        prompt=f"A text is empty at first. Typing one letter at its end costs {type_cost}; a key that appends to the whole "
        f"text {copy} costs {double_cost}; deleting the last letter costs {delete_cost}. Each may be used any number of "
        f"times, in any order. Return the smallest total cost of making exactly `word` (an empty word costs 0). For "
        f'example "{sample}" costs {oracle(sample)}.',
        solution=fill(
            f"""
            def fewest_keystrokes(word: str) -> int:
                costs = [0]
                for size in range(1, len(word) + 1):
                    options = [costs[-1] + $type_cost]
                    for half in range((size + 1) // 2, size):
                        typed = word[:half]
                        if (typed + {code}).startswith(word[:size]):
                            options.append(costs[half] + $double_cost + (2 * half - size) * $delete_cost)
                    costs.append(min(options))
                return costs[-1]
            """,
            type_cost=type_cost,
            double_cost=double_cost,
            delete_cost=delete_cost,
        ),
        shown=[(sample,)],
        inputs=[any_of(text("ab", 0, 8), text("aaab", 4, 9))],
        given=[("",), ("a",), ("aaaaaaa",), ("abababa",), ("abbaabba",), ("aabaa",)],
        oracle=oracle,
    )
