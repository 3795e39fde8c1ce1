"""Texts letter by letter: codes, marks, checks, rewriting."""

from __future__ import annotations

import re
from itertools import product
from typing import TYPE_CHECKING, Any

from ..code_core.author import any_of, items, joined, text
from .family import Draw, family, fill

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    Rules = list[tuple[str, str, Callable[..., Any]]]


@family(level=1)
def badge_code(rng: Random) -> Draw:
    a, b, mark = rng.randint(2, 4), rng.randint(2, 4), rng.choice(["-", "/", "#", "_"])
    heads: Rules = [
        (
            f"the first {a} characters of the name in upper case",
            f"name[:{a}].upper()",
            lambda s: s.upper()[:a],
        ),
        (
            f"the first {a} characters of the name in lower case",
            f"name[:{a}].lower()",
            lambda s: s.lower()[:a],
        ),
        (
            f"all but the first {a} characters of the name",
            f"name[{a}:]",
            lambda s: "".join(s[i] for i in range(a, len(s))),
        ),
    ]
    tails: Rules = [
        ("the length of the whole name", "str(len(name))", lambda s: f"{len(s)}"),
        (f"the last {b} characters of the name", f"name[-{b}:]", lambda s: s[max(len(s) - b, 0) :]),
        (
            f"the last {b} characters of the name in reverse order",
            f"name[::-1][:{b}]",
            lambda s: s[-b:][::-1],
        ),
        (
            f"the last character of the name, written {b} times",
            f"name[-1:] * {b}",
            lambda s: "".join(s[-1:] for _ in range(b)),
        ),
    ]
    (head, one, first), (tail, two, last) = rng.choice(heads), rng.choice(tails)
    return Draw(
        prompt=f'The code on a badge is made of three parts, written without a gap: {head}, "{mark}", and '
        f"{tail}. Where the name has fewer characters than are asked for, "
        f"take those that there are. Return the code for `name`, which may be empty.",
        solution=fill(
            f"""
            def badge_code(name: str) -> str:
                return {one} + "{mark}" + {two}
            """
        ),
        inputs=[text("aBcdEfgH", 0, 8)],
        given=[("",), ("Q",), ("Li",), ("Magda",), ("bartholomew",)],
        oracle=lambda name: mark.join([first(name), last(name)]),
    )


@family(level=1)
def marked_letters(rng: Random) -> Draw:
    special = "".join(sorted(rng.sample("abcdefgh", rng.randint(2, 4))))
    mark = rng.choice("*+!.")
    rules: Rules = [
        ("written twice", "letter * 2", lambda c: c + c),
        ("left out", '""', lambda _: ""),
        ("written in upper case", "letter.upper()", str.swapcase),
        (f'replaced by "{mark}"', f'"{mark}"', lambda _: mark),
        (f'followed by "{mark}"', f'letter + "{mark}"', lambda c: f"{c}{mark}"),
    ]
    (words, code, new), (others, kept, same) = rng.sample(rules, 2)
    listed = ", ".join(special[:-1]) + f" and {special[-1]}"
    return Draw(
        prompt=f"`text` holds letters a-h only and may be empty. Return the text in which each of the letters {listed} "
        f"is {words} and each other letter is {others}.",
        solution=fill(
            f"""
            def marked_letters(text: str) -> str:
                return "".join({code} if letter in "{special}" else {kept} for letter in text)
            """
        ),
        inputs=[text("abcdefgh", 0, 12)],
        given=[("",), ("abcdefgh",), ("hhaa",), ("feedbagge",)],
        oracle=lambda word: re.sub("[a-h]", lambda m: (new if m[0] in special else same)(m[0]), word),
    )


@family(level=2)
def best_word(rng: Random) -> Draw:
    dear = rng.sample("abcdeghk", 3)
    points, bonus, long = rng.randint(3, 6), rng.randint(2, 9), rng.randint(4, 5)
    tie, code = rng.choice(
        [
            ("the one that stands first", ">"),
            ("the one that stands last", ">="),
            ("the longer one, of equally long ones the one that stands first", ""),
        ]
    )
    key = "points(word), len(word)" if not code else "points(word)"

    def oracle(sentence: str) -> str:
        rows = []
        for at, word in enumerate(sentence.split()):
            total = (
                len(word) + (points - 1) * sum(map(word.count, dear)) + (bonus if len(word) >= long else 0)
            )
            rows.append((-total, -len(word) if not code else 0, -at if code == ">=" else at, word))
        return min(rows)[3] if rows else ""

    pick = f"max(words, key=lambda word: ({key}))" if not code else "max(words, key=points)"
    order = "[::-1]" if code == ">=" else ""
    return Draw(
        prompt=f"In a word game each of the letters {dear[0]}, {dear[1]} and {dear[2]} is worth {points} points and "
        f"every other letter 1 point; a word of {long} or more letters gets {bonus} points more. Return the word of "
        f"`sentence` (lower case words separated by one or more spaces) that is worth most. Of several such words take "
        f"{tie}. A sentence without words gives an empty string.",
        solution=fill(
            f"""
            def points(word: str) -> int:
                total = sum($points if letter in "$dear" else 1 for letter in word)
                return total + $bonus if len(word) >= $long else total


            def best_word(sentence: str) -> str:
                words = sentence.split(){order}
                return {pick} if words else ""
            """,
            points=points,
            bonus=bonus,
            long=long,
            dear="".join(sorted(dear)),
        ),
        inputs=[joined(items(text("abcdeghk", 1, 6), 0, 6), by=" ")],
        given=[
            ("",),
            ("  ",),
            ("a b c d e g h k",),
            ("bead  deck hag",),
            ("aaaa bbbb cccc dddd",),
            ("dab bad gkhh",),
        ],
        oracle=oracle,
    )


@family(level=3)
def password_faults(rng: Random) -> Draw:
    least, most, run, count = rng.randint(4, 6), rng.randint(8, 10), rng.randint(2, 3), rng.randint(1, 3)
    digits, mark = rng.randint(1, 3), rng.choice("-_.!")
    rules: Rules = [
        (f"has fewer than {least} characters", f"len(word) < {least}", lambda w: not w[least - 1 :]),
        (f"has more than {most} characters", f"len(word) > {most}", lambda w: bool(w[most:])),
        (
            f"has fewer than {digits} of the digits 0-9",
            f'sum(c in "0123456789" for c in word) < {digits}',
            lambda w: len(re.findall("[0-9]", w)) < digits,
        ),
        (
            f"has no {count + 1} different characters",
            f"len(set(word)) < {count + 1}",
            lambda w: len(dict.fromkeys(w)) <= count,
        ),
        (
            f"has a run of {run} or more equal neighbouring characters",
            f"any(c * {run} in word for c in word)",
            lambda w: bool(re.search(rf"(.)\1{{{run - 1}}}", w)),
        ),
        (f'does not contain "{mark}"', f'"{mark}" not in word', lambda w: w.count(mark) == 0),
        (
            "begins or ends with a digit 0-9",
            'any(c in "0123456789" for c in word[:1] + word[-1:])',
            lambda w: bool(re.search("^[0-9]|[0-9]$", w)),
        ),
        (
            "has a capital A-Z directly after a small letter a-z",
            "any(a.islower() and b.isupper() for a, b in zip(word, word[1:]))",
            lambda w: bool(re.search("[a-z][A-Z]", w)),
        ),
    ]
    chosen = rng.sample(rules, 4)
    listed = "; ".join(f"({at}) it {words}" for at, (words, _, _) in enumerate(chosen, 1))
    tests = "".join(f"        {code},\n" for _, code, _ in chosen)
    return Draw(
        prompt=f"A password may have these faults: {listed}. Return the numbers of all the faults that `word` has, in "
        f"rising order. The empty word is checked like any other.",
        solution=f"def password_faults(word: str) -> list[int]:\n    faults = [\n{tests}    ]\n"
        f"    return [number for number, found in enumerate(faults, 1) if found]\n",
        inputs=[any_of(text(f"aabBC12{mark}", 2, 12), text("aB7", 0, 6))],
        given=[("",), ("a",), ("aaB-1_2.!",), ("77777777777",), (f"xY{mark}zz0Qq",), ("AbAbAb12",)],
        oracle=lambda word: [at for at, (_, _, test) in enumerate(chosen, 1) if test(word)],
    )


@family(level=4)
def longest_piece(rng: Random) -> Draw:
    kinds, each, rare = rng.randint(2, 3), rng.randint(2, 4), rng.choice("abcd")
    few = rng.randint(1, 2)
    tie = rng.choice(["begins first", "begins last", "comes first in the alphabet"])
    rules: Rules = [
        (f"at most {kinds} different letters", f"len(counts) > {kinds}", lambda p: len(set(p)) <= kinds),
        (
            f"no letter more than {each} times",
            f"max(counts.values()) > {each}",
            lambda p: all(p.count(c) <= each for c in p),
        ),
        (
            f'the letter "{rare}" at most {few} times',
            f'counts["{rare}"] > {few}',
            lambda p: len(p.split(rare)) <= few + 1,
        ),
    ]
    chosen = sorted(rng.sample(range(3), 2))
    (one, test, first), (two, other, second) = (rules[at] for at in chosen)
    better = {
        "begins first": "len(piece) > len(best)",
        "begins last": "len(piece) >= len(best)",
        "comes first in the alphabet": "(-len(piece), piece) < (-len(best), best)",
    }[tie]

    def oracle(word: str) -> str:
        pieces = [(b - a, a, word[a:b]) for a, b in product(range(len(word)), range(len(word) + 1)) if a < b]
        fine = [each for each in pieces if first(each[2]) and second(each[2])]
        size = max((each[0] for each in fine), default=0)
        longest = sorted(each[1:] for each in fine if each[0] == size)
        if not longest:
            return ""
        texts = [piece for _, piece in longest]
        return {"begins first": texts[0], "begins last": texts[-1]}.get(tie, min(texts))

    counts = 'counts["' in test + other
    drop = (
        ""
        if counts and "len(counts)" not in test
        else "            if not counts[word[start]]:\n                del counts[word[start]]\n"
    )
    solution = fill(
        """
        from collections import Counter


        def longest_piece(word: str) -> str:
            counts: Counter[str] = Counter()
            best, start = "", 0
            for end, letter in enumerate(word, 1):
                counts[letter] += 1
                while $test or $other:
                    counts[word[start]] -= 1
        $drop            start += 1
                piece = word[start:end]
                if $better:
                    best = piece
            return best
        """,
        test=test,
        other=other,
        drop=drop,
        better=better,
    )
    return Draw(
        prompt=f"Find the longest stretch of neighbouring letters of `word` that contains {one} and {two}. Of several "
        f"longest stretches return the one that {tie}. An empty word gives an empty string; `word` holds small letters "
        f"only.",
        solution=solution,
        inputs=[text("abcdabca", 0, 16)],
        given=[("",), ("a",), ("aaaaaa",), ("abcd",), ("abcabcddba",), ("ddccbbaaddccbbaa",)],
        oracle=oracle,
    )
