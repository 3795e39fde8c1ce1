"""Small languages that nest."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..code_core.author import any_of, choice, ints, items, joined, text
from .family import NONE, Draw, family, fill, fill_some

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

MEANINGS: dict[str, tuple[str, Callable[[int, int], int]]] = {
    "the larger of a and b": ("max(a, b)", max),
    "the smaller of a and b": ("min(a, b)", min),
    "a plus b": ("a + b", lambda a, b: b + a),
    "a minus b": ("a - b", lambda a, b: -(b - a)),
    "the distance |a - b|": ("abs(a - b)", lambda a, b: max(a, b) - min(a, b)),
    "twice a plus b": ("2 * a + b", lambda a, b: a + b + a),
    "a minus twice b": ("a - 2 * b", lambda a, b: a - b - b),
    "a times b": ("a * b", lambda a, b: b * a),
}


@family(level=4)
def strange_sums(rng: Random) -> Draw:
    signs = rng.sample("@#&%!~", 3)
    names = rng.sample(sorted(MEANINGS), 3)
    right = [rng.choice([True, False]) for _ in signs]

    def oracle(formula: str) -> int:
        depths, depth = [], 0
        for sign in formula:
            depth += (sign == "(") - (sign == ")")
            depths.append(depth)
        for sign, name, grouped in zip(signs, names, right, strict=True):
            spots = [at for at, each in enumerate(formula) if each == sign and depths[at] == 0]
            if spots:
                at = spots[0] if grouped else spots[-1]
                return MEANINGS[name][1](oracle(formula[:at]), oracle(formula[at + 1 :]))
        return oracle(formula[1:-1]) if formula[0] == "(" else int(formula)

    number = ints(0, 20)
    sign = choice(*signs)
    group = joined("(", number, sign, number, ")")
    deep = joined("(", group, sign, number, sign, number, ")")
    sides = [
        f'"{sign}" from the {"right" if grouped else "left"}'
        for sign, grouped in zip(signs, right, strict=True)
    ]
    example = f"9{signs[0]}4{signs[0]}3"
    return Draw(
        prompt=f"A formula consists of non-negative integers, round brackets and three operators, without blanks. "
        f"a{signs[0]}b is {names[0]}, a{signs[1]}b is {names[1]}, and a{signs[2]}b is {names[2]}. "
        f'"{signs[2]}" binds most strongly, then "{signs[1]}", then "{signs[0]}". Several equal operators in a row are '
        f"grouped {sides[0]}, {sides[1]} and {sides[2]}; so {example} is {oracle(example)}. Return the value of `formula`, "
        f"which is well formed.",
        solution=fill_some(
            """
            import re


            def strange_sums(formula: str) -> int:
                strength = {"$weak": 1, "$middle": 2, "$strong": 3}
                tokens = re.findall(r"\\d+|.", formula)

                def combine(sign: str, a: int, b: int) -> int:
                    if sign == "$weak":
                        return $first
                    return $second if sign == "$middle" else $third

                def operand() -> int:
                    token = tokens.pop(0)
                    if token != "(":
                        return int(token)
                    value = chain(1)
                    tokens.pop(0)
                    return value

                def chain(least: int) -> int:
                    value = operand()
                    while tokens and strength.get(tokens[0], 0) >= least:
                        sign = tokens.pop(0)
                        $next
                        value = combine(sign, value, $call)
                    return value

                return chain(1)
            """,
            weak=signs[0],
            middle=signs[1],
            strong=signs[2],
            first=MEANINGS[names[0]][0],
            second=MEANINGS[names[1]][0],
            third=MEANINGS[names[2]][0],
            next=NONE
            if len(set(right)) == 1
            else f'limit = strength[sign] + (sign in "{"".join(s for s, r in zip(signs, right, strict=True) if not r)}")',
            call="chain(limit)"
            if len(set(right)) > 1
            else "chain(strength[sign])"
            if right[0]
            else "chain(strength[sign] + 1)",
        ),
        inputs=[
            joined(
                any_of(number, number, group),
                items(joined(sign, any_of(number, number, number, group, deep)), 0, 6),
            )
        ],
        given=[
            ("7",),
            ("(5)",),
            (f"1{signs[0]}2",),
            (f"9{signs[0]}4{signs[0]}3{signs[0]}2",),
            (f"9{signs[1]}4{signs[1]}3{signs[1]}2",),
            (f"9{signs[2]}4{signs[2]}3{signs[2]}2",),
            (f"2{signs[0]}3{signs[1]}4{signs[2]}5{signs[0]}6",),
            (f"((8){signs[2]}(1{signs[0]}6)){signs[1]}3",),
        ],
        oracle=oracle,
    )


@family(level=4)
def bead_weight(rng: Random) -> Draw:
    weights = dict(zip("xyz", rng.sample(range(1, 12), 3), strict=True))
    front = rng.choice([True, False])
    box, limit = rng.randint(1, 5), rng.randint(20, 60)
    rule = rng.choice(["box", "cap", "both"])
    boxes = f" The bag itself weighs {box}, each time." if rule != "cap" else ""
    cap = (
        f" A bag (with the bags in it) never weighs more than {limit}: what goes beyond is lost."
        if rule != "box"
        else ""
    )

    def packed(weight: int) -> int:
        weight += box if rule != "cap" else 0
        return min(weight, limit) if rule != "box" else weight

    def oracle(code: str) -> int:
        item = r"(?:[xyz]|\[\d+\])"
        piece = rf"(\d*)({item})" if front else rf"({item})(\d*)"

        def total(flat: str) -> int:
            found = [(b, a) if front else (a, b) for a, b in re.findall(piece, flat)]
            return sum((weights.get(a) or int(a[1:-1])) * int(n or 1) for a, n in found)

        while "(" in code:
            code = re.sub(r"\(([^()]*)\)", lambda match: f"[{packed(total(match[1]))}]", code)
        return total(code)

    number = choice("", "", "2", "3", "10", "0")

    def part(spec: dict[str, object]) -> dict[str, object]:
        return joined(number, spec) if front else joined(spec, number)

    bead = part(text("xyz", 1, 1))
    bag = part(joined("(", items(bead, 0, 3), ")"))
    deep = part(joined("(", items(any_of(bead, bag), 1, 3), ")"))
    test = ("3(x2y)" if front else "(xy2)3", "(x(y)2z)" if not front else "(x2(y)z)")
    inner = {
        "box": f"inner + {box}",
        "cap": f"min(inner, {limit})",
        "both": f"min(inner + {box}, {limit})",
    }[rule]
    body = (
        """
            def bead_weight(code: str) -> int:
                weights = $weights
                stack = []
                total, number = 0, ""
                for sign in code:
                    if sign.isdigit():
                        number += sign
                        continue
                    times, number = int(number or 1), ""
                    if sign == "(":
                        stack.append((total, times))
                        total = 0
                    elif sign == ")":
                        inner = total
                        total, times = stack.pop()
                        total += times * $packed
                    else:
                        total += times * weights[sign]
                return total
            """
        if front
        else """
            import re


            def bead_weight(code: str) -> int:
                weights = $weights
                stack = []
                total = 0
                for sign, number in re.findall(r"([xyz()])(\\d*)", code):
                    times = int(number or 1)
                    if sign == "(":
                        stack.append(total)
                        total = 0
                    elif sign == ")":
                        inner = total
                        total = stack.pop() + times * $packed
                    else:
                        total += times * weights[sign]
                return total
            """
    )
    return Draw(
        prompt=f"`code` describes beads: x weighs {weights['x']}, y {weights['y']} and z {weights['z']}. Round brackets are "
        f"a bag with what stands between them; bags may be empty and may hold bags. A number directly "
        f"{'before' if front else 'after'} a bead or a {'bag' if front else 'bag (after its closing bracket)'} says how "
        f"often it is there, without a number it is there once.{boxes}{cap} `{test[0]}` for example weighs "
        f"{oracle(test[0])}. Return the weight of all together, 0 for an empty text. `code` is well formed.",
        solution=fill(
            body,
            weights=str(weights).replace("'", '"'),
            packed=f"({inner})" if rule == "box" else inner,
        ),
        inputs=[joined(items(any_of(bead, bag, deep), 0, 4))],
        given=[("",), ("x",), ("()",), (test[0],), (test[1],), ("((z))",), ("xyz(xyz(xyz))",)],
        oracle=oracle,
    )


@family(level=5)
def matching_words(rng: Random) -> Draw:
    most, least = rng.randint(1, 3), rng.randint(1, 2)
    vowels = rng.choice(["ae", "aeiou", "ab", "bcd"])
    some, run = rng.choice([("*", "#"), ("%", "+"), ("_", "="), ("~", "&")])
    back = rng.choice([True, False])
    whole = rng.choice([True, False])
    twin = f'"{run}" for the letter matched just before it once more, or several times more'
    twin = twin if least == 1 else f'"{run}" for the letter matched just before it at least twice more'
    rule = "the whole word matches" if whole else "the beginning of the word, or all of it, matches"

    def oracle(pattern: str, words: list[str]) -> list[str]:
        found = []
        for word in words:
            states = {("", word)}
            for sign in pattern:
                after = set()
                for done, rest in states:
                    if sign == some:
                        after |= {(done + rest[:n], rest[n:]) for n in range(min(most, len(rest)) + 1)}
                    elif sign == run:
                        same = len(rest) - len(rest.lstrip(done[-1:])) if done else -1
                        after |= {(done + rest[:n], rest[n:]) for n in range(least, same + 1)}
                    elif rest and (rest[0] in vowels if sign == "?" else rest[0] == sign):
                        after.add((done + rest[0], rest[1:]))
                states = after
            if any(not rest or not whole for _, rest in states):
                found.append(word)
        return found[::-1] if back else found

    letter = text("abe", 1, 1)
    pieces = any_of(letter, choice("?"), joined(letter, choice(run)), choice(some), joined("?", choice(run)))
    order = "the last one of `words` first" if back else "in the order of `words`"
    return Draw(
        prompt=f'In a pattern "?" stands for one of the letters {", ".join(vowels)}, "{some}" for 0 to {most} letters of any '
        f'kind, {twin}; a letter stands for itself. "{run}" never stands at the beginning, and a "{run}" for which no '
        f"letter has been matched before it (since all signs before it matched nothing) matches nothing at all, so "
        f"that the pattern fails. Return the `words` for which {rule} the pattern, {order}, repeated words as often as "
        f"they occur. All words are of small letters; the pattern and a word may be empty.",
        solution=fill_some(
            """
            def matching_words(pattern: str, words: list[str]) -> list[str]:
                def matches(word: str, at: int, sign_at: int) -> bool:
                    if sign_at == len(pattern):
                        return $end
                    sign = pattern[sign_at]
                    if sign == "$some":
                        ends = range(at, min(at + $most, len(word)) + 1)
                    elif sign == "$run":
                        end = at
                        while 0 < end < len(word) and word[end] == word[at - 1]:
                            end += 1
                        ends = range(at + $least, end + 1)
                    elif at < len(word) and (word[at] in "$vowels" if sign == "?" else word[at] == sign):
                        ends = [at + 1]
                    else:
                        ends = []
                    return any(matches(word, end, sign_at + 1) for end in ends)

                return [word for word in $words if matches(word, 0, 0)]
            """,
            end="at == len(word)" if whole else "True",
            some=some,
            most=most,
            run=run,
            least=least,
            vowels=vowels,
            words="reversed(words)" if back else "words",
        ),
        inputs=[joined(items(pieces, 1, 4)), items(text("aabbe", 1, 6), 3, 8)],
        given=[
            ("", ["", "a"]),
            (some, ["", "a", "bb", "aba", "abab"]),
            ("?" + run, ["a", "aa", "aaa", "b", "bb", "bbb", "ab"]),
            ("a" + some + "b", ["ab", "aab", "abbb", "abbbb", "ba", "abeb"]),
            (some + "b" + run, ["abb", "bbb", "abbb", "ab", "eebbb", "b"]),
            (some + run, ["a", "aa", "aab", "aaa", "bbbb"]),
        ],
        oracle=oracle,
    )


def _nested(script: str) -> list[object]:
    """The words of a script, those in brackets as a list of their own."""
    stack: list[list[object]] = [[]]
    for word in script.split():
        if word == "[":
            stack.append([])
        elif word == "]":
            block = stack.pop()
            stack[-1].append(block)
        else:
            stack[-1].append(word)
    return stack[0]


@family(level=5)
def loop_script(rng: Random) -> Draw:
    add, times, modulus = (
        rng.choice(["add", "up", "plus"]),
        rng.choice(["repeat", "loop", "do"]),
        rng.randint(50, 999),
    )
    other, change, effect = rng.choice(
        [
            ("double", "value * 2", "doubles it"),
            ("square", "value * value", "squares it"),
            ("flip", "100 - value", "replaces it by 100 less it"),
            ("half", "value // 2", "halves it, rounded down"),
        ]
    )
    test, condition = rng.choice(
        [
            ("value % number == 0", "divisible by the number"),
            ("value > number", "larger than the number"),
            ("value < 10 * number", "smaller than ten times the number"),
        ]
    )
    start = rng.randint(0, 9)
    rest = rng.choice([True, False])
    skip = "skipped" if not rest else "replaced by adding 1 to the value"

    def oracle(script: str) -> int:
        def play(block: list[object], value: int) -> int:
            words = iter(block)
            for word in words:
                if word == other:
                    value = {"d": value + value, "s": value**2, "f": 100 - value, "h": value // 2}[other[0]]
                elif word == add:
                    value += int(str(next(words)))
                else:
                    number, inner = int(str(next(words))), next(words)
                    assert isinstance(inner, list)
                    true = {"v": True}
                    if word == "if":
                        multiple = value in range(0, value + 1, number)
                        true = {
                            "v": multiple
                            if "%" in test
                            else number < value
                            if ">" in test
                            else value < 10 * number
                        }
                    for _ in range(number if word == times else int(true["v"])):
                        value = play(inner, value)
                    value += rest and not true["v"]
                value %= modulus
            return value

        return play(_nested(script), start)

    low = ints(1, 9)
    simple = any_of(joined(add, low, by=" "), choice(other))
    block = any_of(
        joined(times, ints(0, 3), "[", items(simple, 0, 3), "]", by=" "),
        joined("if", low, "[", items(simple, 1, 2), "]", by=" "),
    )
    deep = joined(
        any_of(joined(times, ints(1, 3), by=" "), joined("if", low, by=" ")),
        "[",
        items(any_of(simple, block), 1, 3),
        "]",
        by=" ",
    )
    return Draw(
        prompt=f'A script changes a value, which is {start} at first. Its words are separated by single blanks. "{add} n" '
        f'adds the number n to the value, "{other}" {effect}, "{times} n [ ... ]" carries out the commands between the '
        f'brackets n times (n may be 0), and "if n [ ... ]" carries them out once if the value is {condition} n; otherwise '
        f'they are {skip}. Numbers are written in digits; in "if" they are at least 1. Brackets may hold no command, and '
        f"further {times} and if commands. After each command, also within brackets, the value is replaced by its remainder "
        f"when divided by {modulus}, which is never negative. Return the value at the end. The script is well formed and "
        f"may be empty.".replace("by the number n", "by n")
        .replace("than the number n", "than n")
        .replace("times the number n", "times n"),
        solution=fill_some(
            """
            def loop_script(script: str) -> int:
                words = script.split()
                closing = {}
                opened = []
                for at, word in enumerate(words):
                    if word == "[":
                        opened.append(at)
                    elif word == "]":
                        closing[opened.pop()] = at

                def run(at: int, end: int, value: int) -> int:
                    while at < end:
                        if words[at] == "$other":
                            value = $change
                            at += 1
                        elif words[at] == "$add":
                            value += int(words[at + 1])
                            at += 2
                        else:
                            number, start, stop = int(words[at + 1]), at + 3, closing[at + 2]
                            if words[at] == "$times":
                                for _ in range(number):
                                    value = run(start, stop, value)
                            elif $test:
                                value = run(start, stop, value)
                            $otherwise
                                $more
                            at = stop + 1
                        value %= $modulus
                    return value

                return run(0, len(words), $start)
            """,
            other=other,
            change=change,
            add=add,
            times=times,
            test=test,
            otherwise="else:" if rest else NONE,
            more="value += 1" if rest else NONE,
            modulus=modulus,
            start=start,
        ),
        inputs=[joined(items(any_of(simple, simple, block, deep), 1, 6), by=" ")],
        given=[
            ("",),
            (f"{add} 12",),
            (other,),
            (f"{times} 0 [ {add} 5 ]",),
            (f"{add} 7 {times} 3 [ {other} {add} 2 ]",),
            (f"{add} 6 if 3 [ {add} 100 ] if 7 [ {other} ] if 1 [ ]",),
            (f"{times} 4 [ {add} 3 if 2 [ {other} {times} 2 [ {add} 1 ] ] ]",),
        ],
        oracle=oracle,
    )
