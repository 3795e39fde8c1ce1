"""Values against values: numbers, formulas, letters of a choice, families with an integer parameter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verigen.verifiers.symbolic import families, units, words
from verigen.verifiers.symbolic.constants import renamed
from verigen.verifiers.symbolic.equal import Finding, either
from verigen.verifiers.symbolic.exact import rational
from verigen.verifiers.symbolic.rules.how import different, open_question
from verigen.verifiers.symbolic.tree import Node, Num, Op, Sym, Text, free_symbols

if TYPE_CHECKING:
    from verigen.verifiers.symbolic.rules.how import How

CHOICES = frozenset("ABCDE")


def values(left: Node, right: Node, how: How) -> Finding:
    """By value; where that fails, a percent sign, a unit or the name of a constant may make the difference."""
    if is_letter(left) and is_letter(right) and left != right:
        same = str(words.letters(left)).lower() == str(words.letters(right)).lower()
        return Finding(same, "choice", "letters of a choice")
    found = how.equal(left, right)
    if found.equal is True:
        return found
    ways = [percents(left, right, how), metres(left, right, how), families.same(left, right)]
    ways += [how.equal(left, other) for other in renamed(left, right)]
    return either(*(way for way in ways if way is not None), found)


def is_letter(node: Node) -> bool:
    return isinstance(node, Sym) and node.name in {*"ABCDE", *"abcd"}


def percents(left: Node, right: Node, how: How) -> Finding | None:
    """25 % against 25: the sign was dropped. 0.25 % against 0.25 may be another number."""
    signs = [is_percent(side) for side in (left, right)]
    if signs[0] == signs[1]:
        return None
    sign, bare = (left, right) if signs[0] else (right, left)
    assert isinstance(sign, Op)
    found = how.equal(sign.args[0], bare)
    if not found.equal:
        return None
    number = rational(sign.args[0])
    if number is not None and 0 < abs(number) < 1:
        return open_question("a number below one, with a percent sign and without")
    return found


def is_percent(node: Node) -> bool:
    return isinstance(node, Op) and node.head == "percent"


def metres(left: Node, right: Node, how: How) -> Finding | None:
    """12 m written in letters of a formula, against 12."""
    for one, two in ((left, right), (right, left)):
        if not free_symbols(two) and (split := units.formula_unit(one)) is not None:
            return found if (found := how.equal(split[0], two)).equal else None
    return None


# --- words in capitals: HTH, AB, ACD


def word_word(left: Node, right: Node, _how: How) -> Finding:
    """Letters in their order; the letters of a choice and the ends of a segment in any."""
    one, two = spelled(left), spelled(right)
    if one == two:
        return Finding(True, "text", "the same letters")
    if sorted(one) != sorted(two):
        return Finding(False, "text", "other letters")
    if len(set(one)) == len(one) and set(one) <= CHOICES:
        return Finding(True, "choice", "letters of a choice")
    if len(one) == 2:
        return open_question("two letters in another order")
    return Finding(False, "text", "the same letters in another order")


def spelled(node: Node) -> str:
    assert isinstance(node, Op)
    return "".join(arg.name for arg in node.args if isinstance(arg, Sym))


def word_value(left: Node, right: Node, how: How) -> Finding:
    """AB as a product of A and B, against a formula; letters are no number."""
    assert isinstance(left, Op)
    if isinstance(right, Num):
        return open_question("letters and a number")
    return how.equal(Op("mul", left.args), right)


def word_list(left: Node, right: Node, _how: How) -> Finding:
    """ACD against A, C, D."""
    assert isinstance(left, Op)
    assert isinstance(right, Op)
    if all(isinstance(item, Sym) for item in right.args):
        same = sorted(spelled(left)) == sorted(spelled(right))
        return Finding(same, "choice", "letters of a choice")
    return different("letters and a list")


# --- remainders


def residues(left: Node, right: Node, how: How) -> Finding:
    """x = 3 mod 7 against 3 mod 7, or 10 mod 7."""
    assert isinstance(left, Op)
    assert isinstance(right, Op)
    found = families.same(left, right)
    return found if found is not None else how.compare(left.args[0], right.args[0])


def residue_value(left: Node, right: Node, how: How) -> Finding:
    """3 mod 7 against 3, or against 7k + 3; against 10 it depends on what was asked."""
    assert isinstance(left, Op)
    if (found := families.same(left, right)) is not None:
        return found
    same = how.compare(left.args[0], right)
    if same.equal:
        return same
    difference, modulus = rational(Op("sub", (left.args[0], right))), rational(left.args[1])
    if difference is not None and modulus and (difference / modulus).denominator == 1:
        return open_question("another number of the same class")
    return same


def text_text(left: Node, right: Node, _how: How) -> Finding:
    one, two = (words.plain(side.words) if isinstance(side, Text) else "" for side in (left, right))
    return words.same(one, two)


def text_value(left: Node, right: Node, _how: How) -> Finding:
    r"""Words against letters that stood outside of \text; other words are another type, if they say no number."""
    assert isinstance(left, Text)
    said, spelling = words.plain(left.words), words.letters(right)
    if spelling is not None:
        same = said.replace(" ", "") == spelling.lower()
        return Finding(True, "text", "the same letters") if same else words.unlike(said)
    return words.unlike(said)
