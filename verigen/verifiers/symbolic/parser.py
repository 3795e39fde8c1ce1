"""A Pratt parser from tokens to the tree; it reads all of an answer or says what it could not read.

Binding powers, loosest first: lists, relations, set operations, ratios, sums, products, implicit products,
powers, postfix signs. `1/2x` is half of x, `-3^2` is -9, `sin 2x cos y` is sin(2x) cos(y).
"""

# One return a rule of a table written as match or if.
# Small numbers here are arities, digits and powers, plainest where they stand.

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from verigen.verifiers.symbolic import structures
from verigen.verifiers.symbolic.lexer import Token, lex
from verigen.verifiers.symbolic.tree import (
    MINUS_ONE,
    RELATIONS,
    Node,
    Num,
    Op,
    Sym,
    Text,
    Unreadable,
    add,
    is_op,
    mul,
    neg,
    num,
)
from verigen.verifiers.symbolic.units import is_unit
from verigen.verifiers.symbolic.vocabulary import INVERSES, LEAD_INS, SHORT_WORDS

if TYPE_CHECKING:
    from collections.abc import Sequence

MAX_DEPTH = 60
MAX_POSTFIX = 12
MAX_LEAD_IN = 6
RELATION, SETS, RATIO, SUM, MODULO, PRODUCT, IMPLICIT, POWER = 10, 20, 25, 30, 35, 40, 41, 50
SET_OPERATIONS = {"cup": "union", "cap": "inter", "setminus": "minus"}
CLOSERS = frozenset(")]}") | {"\\}", ")>", ")floor", ")ceil"}
OPENERS = frozenset("([{") | {"\\{", "<(", "floor(", "ceil("}
FUNCTION_LETTERS = frozenset("fghFGH")
CURRENCIES = ("$", "€", "£", "¥", "₹")
VOWELS = frozenset("aeiouyAEIOUY")


def parse(text: str, *, thousands: bool = True) -> Node:
    """Raises Unreadable with what could not be read."""
    parser = Parser(lex(text, thousands=thousands))
    parser.skip_lead_in()
    tree = parser.items()
    if parser.token.kind != "eof":
        raise Unreadable(f"{parser.token.text!r} where the answer should end")
    return tree


class Parser:
    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens = tokens
        self.at = 0
        self.depth = 0
        self.bars = 0
        self.bare = 0
        self.opened = 0
        self.builders = 0
        self.rows = 0
        self.integrals = 0

    # --- the stream

    @property
    def token(self) -> Token:
        return self.tokens[self.at]

    @property
    def following(self) -> Token:
        return self.tokens[min(self.at + 1, len(self.tokens) - 1)]

    def next(self) -> Token:
        token = self.tokens[self.at]
        self.at += token.kind != "eof"
        return token

    def sees(self, *ops: str) -> bool:
        return self.token.kind == "op" and self.token.text in ops

    def accept(self, *ops: str) -> bool:
        found = self.sees(*ops)
        self.at += found
        return found

    def expect(self, *ops: str) -> str:
        if not self.sees(*ops):
            raise Unreadable(f"{self.token.text!r} where {' or '.join(ops)} should stand")
        return self.next().text

    def skip_lead_in(self) -> None:
        """Past `the answer is` and the like, where a value follows."""
        at = 0
        while self.tokens[at].kind in ("text", "word") and at < MAX_LEAD_IN:
            at += 1
        if not at:
            return
        said = " ".join(token.text for token in self.tokens[:at]).lower().strip(" :,.")
        after = self.tokens[at]
        colon = after.kind == "op" and after.text == ":"
        if after.kind != "eof" and said in LEAD_INS and not (after.kind == "op" and after.text in RELATIONS):
            self.at = at + colon

    # --- lists

    def items(self) -> Node:
        """Elements separated by commas, semicolons, `and` or `or`; one element stands for itself."""
        self.separators()
        found: list[Node] = []
        joints: set[str] = set()
        while not self.ends_list():
            found.append(self.expr(0))
            joint = self.separators()
            if not joint:
                break
            joints |= joint
        if len(found) == 1:
            return found[0]
        head = next((word for word in ("or", "and") if word in joints), "list")
        return Op(head, tuple(found))

    def enclosed(self) -> Node:
        """Elements inside a bracket, where the bars and functions outside don't reach."""
        outside = self.bars, self.bare, self.integrals, self.builders
        self.bars = self.bare = self.integrals = self.builders = 0
        inside = self.items()
        self.bars, self.bare, self.integrals, self.builders = outside
        return inside

    def ends_list(self) -> bool:
        if self.sees("]") and not self.opened:
            return False
        if self.rows and (self.sees("&") or self.token.kind == "row"):
            return True
        return self.token.kind in ("eof", "end_env") or (
            self.token.kind == "op" and self.token.text in CLOSERS
        )

    def separators(self) -> set[str]:
        found = set()
        while self.sees(",", ";", "and", "or") or (
            not self.rows and (self.sees("&") or self.token.kind == "row")
        ):
            found.add(self.next().text)
        return found

    # --- expressions

    def expr(self, floor: int) -> Node:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise Unreadable(f"more than {MAX_DEPTH} levels of nesting")
        left = self.prefix(floor)
        while (grown := self.infix(left, floor)) is not None:
            left = grown
        self.depth -= 1
        return left

    def infix(self, left: Node, floor: int) -> Node | None:
        """The expression grown by one operator that binds tighter than `floor`, or None."""
        token = self.token
        if token.kind == "op":
            if token.text in RELATIONS or (token.text == "not" and self.following.text in RELATIONS):
                return self.relation(left) if floor < RELATION else None
            if token.text in SET_OPERATIONS:
                return self.set_operation(left) if floor < SETS else None
            if token.text == ":" and not self.builders:
                return self.ratio(left) if floor < RATIO else None
            if token.text in ("+", "-", "+-", "-+"):
                return self.sum(left) if floor < SUM else None
            if token.text in ("mod", "pmod"):
                return self.modulo(left) if floor < MODULO else None
            if token.text in ("*", "/"):
                return self.product(left) if floor < PRODUCT else None
            if token.text == "...":
                return None
        if (
            self.starts_operand()
            and floor < IMPLICIT
            and not self.integrand_ends()
            and not self.argument_ends(left)
        ):
            return self.implicit(left)
        return None

    def argument_ends(self, left: Node) -> bool:
        """`sin x cos y` and `cos x (1 + y)`: a function without parentheses takes no more than its own."""
        return bool(self.bare) and (
            self.token.kind == "func" or (self.sees("(") and not isinstance(left, Num))
        )

    def relation(self, left: Node) -> Node:
        parts: list[Node] = [left]
        while self.token.kind == "op" and (self.token.text in RELATIONS or self.sees("not")):
            negated = self.accept("not")
            symbol = self.next().text
            parts += [
                Sym({"=": "!=", "in": "notin"}.get(symbol, symbol) if negated else symbol),
                self.expr(RELATION),
            ]
        return Op("rel", tuple(parts))

    def set_operation(self, left: Node) -> Node:
        head = SET_OPERATIONS[self.next().text]
        right = self.expr(SETS)
        if isinstance(left, Op) and left.head == head and head != "minus":
            return Op(head, (*left.args, right))
        return Op(head, (left, right))

    def ratio(self, left: Node) -> Node:
        parts = [left]
        while self.accept(":"):
            parts.append(self.expr(RATIO))
        return Op("ratio", tuple(parts))

    def sum(self, left: Node) -> Node:
        terms = [left]
        while self.sees("+", "-", "+-", "-+"):
            sign = self.next().text
            if self.accept("..."):
                terms.append(Sym("..."))
                continue
            term = self.expr(SUM)
            if sign in ("+-", "-+"):
                terms = [Op("pm" if sign == "+-" else "mp", (add(*terms), term))]
            else:
                terms.append(neg(term) if sign == "-" else term)
        return add(*terms)

    def modulo(self, left: Node) -> Node:
        if self.next().text == "pmod":
            modulus = self.argument()
            return Op("congruent", (left, modulus))
        return Op("mod", (left, self.expr(MODULO)))

    def product(self, left: Node) -> Node:
        factors = list(left.args) if is_op(left, "mul") and not isinstance(left, Num) else [left]  # type: ignore[union-attr]
        while self.sees("*", "/"):
            if self.next().text == "/":
                factors.append(Op("pow", (self.expr(IMPLICIT), MINUS_ONE)))
            elif self.accept("..."):
                factors.append(Sym("..."))
            else:
                factors.append(self.expr(IMPLICIT))
        return mul(*factors)

    def implicit(self, left: Node) -> Node:
        """A factor without a sign: 2x, a(b+c), 2 1/2 as a mixed number, 5 cm as a quantity."""
        token = self.token
        if token.kind in ("text", "word") and (phrase := self.phrase(left)) is not None:
            return phrase
        if isinstance(left, Num) and isinstance(token.node, Num):
            return self.mixed(left)
        if isinstance(left, Text):
            raise Unreadable(f"{token.text!r} after the words {left.words!r}")
        start = self.at
        right = self.expr(IMPLICIT)
        if self.tokens[start].text == "frac" and (mixed := mixed_number(left, right)) is not None:
            return mixed
        return mul(*(left.args if isinstance(left, Op) and left.head == "mul" else (left,)), right)

    def mixed(self, whole: Num) -> Node:
        top = self.next().node
        if not self.accept("/") or not isinstance(top, Num) or not isinstance(self.token.node, Num):
            raise Unreadable("two numbers side by side")
        bottom = self.token.node
        self.next()
        found = mixed_number(whole, Op("div", (top, bottom)))
        if found is None:
            raise Unreadable("two numbers side by side")
        return found

    def phrase(self, left: Node) -> Node | None:
        """Words behind a value: its unit, or what is counted."""
        if self.token.kind == "word" and not self.reads_as_words(self.token.text, behind_value=True):
            return None
        unit = self.unit()
        if isinstance(left, Text):
            return Text(f"{left.words} {unit}")
        return Op("quantity", (left, Text(unit)))

    def unit(self) -> str:
        words: list[str] = []
        while True:
            if self.token.kind in ("text", "word"):
                words.append(self.next().text)
            elif self.sees("^") and words:
                words.append("^" + self.unit_power())
            elif self.sees("/", "*", "-", ".") and words and self.following.kind in ("text", "word", "sym"):
                words.append(self.next().text)
                if self.token.kind == "sym":
                    words.append(self.next().text)
            elif (
                self.token.kind == "sym"
                and words
                and self.token.spaced
                and len(words) < 8
                and self.following.kind in ("word", "text")
            ):
                words.append(self.next().text)
            else:
                return " ".join(words)

    def unit_power(self) -> str:
        self.next()
        exponent = self.argument()
        if isinstance(exponent, Num):
            return str(exponent.value)
        raise Unreadable("a unit raised to something that is no number")

    # --- operands

    def starts_operand(self) -> bool:
        token = self.token
        if token.kind in ("node", "sym", "func", "cmd", "text", "word", "begin"):
            return not (token.kind == "cmd" and token.text in ("over", "choose"))
        return token.kind == "op" and (
            token.text in OPENERS - {"["}
            or token.text in CURRENCIES
            or (token.text == "|" and not self.bars)
            or (token.text == "[" and self.opens())
        )

    def opens(self) -> bool:
        """Whether `[` opens here; in ]0,1[ it closes."""
        after = self.following
        return not (
            after.kind == "eof"
            or (after.kind == "op" and after.text in CLOSERS | set(SET_OPERATIONS) | {","})
        )

    def integrand_ends(self) -> bool:
        token = self.token
        if not self.integrals:
            return False
        return (token.kind == "word" and len(token.text) == 2 and token.text[0] == "d") or (
            token.kind == "sym" and token.text == "d" and self.following.kind == "sym"
        )

    def prefix(self, floor: int) -> Node:
        if self.sees("-", "+", "+-", "-+"):
            return self.signed(floor)
        return self.postfix(self.atom())

    def signed(self, floor: int) -> Node:
        sign = self.next().text
        operand = self.expr(max(floor, SUM))
        if sign in ("+-", "-+"):
            return Op("pm" if sign == "+-" else "mp", (num(0), operand))
        return neg(operand) if sign == "-" else operand

    def postfix(self, node: Node) -> Node:
        for _ in range(MAX_POSTFIX):
            if self.sees("^"):
                node = self.power(node)
            elif self.accept("!"):
                node = Op("factorial2", (node,)) if self.accept("!") else Op("factorial", (node,))
            elif self.sees(*CURRENCIES[1:]):
                node = Op("quantity", (node, Text(self.next().text)))
            elif self.accept("%"):
                node = Op("percent", (node,))
            elif self.accept("circ"):
                node = Op("degree", (node,))
            elif self.accept("'"):
                node = Sym(node.name + "'") if isinstance(node, Sym) else Op("deriv", (node,))
            elif self.sees("_"):
                node = self.subscript(node)
            else:
                return node
        raise Unreadable(f"more than {MAX_POSTFIX} signs behind one operand")

    def power(self, base: Node) -> Node:
        self.next()
        if self.accept("circ"):
            return Op("degree", (base,))
        if self.sees("'"):
            return base
        if self.sees("{") and self.following.text in ("circ", "'"):
            self.next()
            degree = self.next().text == "circ"
            unit = self.token.text if self.token.kind in ("sym", "text") else ""
            self.at += bool(unit)
            self.expect("}")
            node = Op("degree", (base,)) if degree else base
            return Op("quantity", (base, Text(f"deg{unit}"))) if unit else node
        raised = self.exponent()
        if raised == MINUS_ONE and isinstance(base, Sym) and base.name in FUNCTION_LETTERS and self.sees("("):
            return self.application(Sym(f"{base.name}^-1"))
        return Op("pow", (base, raised))

    def exponent(self) -> Node:
        """One token or group, as TeX takes it; a sign and a further power may follow in plain text."""
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise Unreadable(f"more than {MAX_DEPTH} levels of nesting")
        if self.accept("-"):
            found = neg(self.exponent())
        else:
            self.accept("+")
            found = self.argument()
            if self.sees("^") and self.following.text != "circ":
                self.next()
                found = Op("pow", (found, self.exponent()))
        self.depth -= 1
        return found

    def subscript(self, node: Node) -> Node:
        self.next()
        if isinstance(node, Sym) and node.name != "...":
            return Sym(f"{node.name}_{self.label()}")
        if isinstance(node, Op) and node.head in ("list", "()"):
            raise Unreadable("a subscript behind a list")
        radix = self.argument()
        if isinstance(node, Num) and isinstance(radix, Num) and node.value.denominator == 1:
            return Op("base", (Text(str(node.value)), radix))
        raise Unreadable("a subscript that is neither an index nor a base")

    def label(self) -> str:
        """An index as part of a name: 1, n, {n+1}, max."""
        if not self.accept("{"):
            return self.next().text
        parts: list[str] = []
        while not self.sees("}"):
            if self.token.kind == "eof" or self.sees("{") or len(parts) > 20:
                raise Unreadable("a subscript that does not close")
            parts.append(self.next().text)
        self.next()
        return "".join(parts)

    def argument(self) -> Node:
        """What a command takes: a group in braces, or the next atom."""
        if self.accept("{"):
            inside = self.enclosed()
            self.expect("}")
            return inside
        if self.sees("("):
            return self.group()
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise Unreadable(f"more than {MAX_DEPTH} levels of nesting")
        if self.sees("-"):
            self.next()
            found = neg(self.atom())
        else:
            found = self.atom()
        self.depth -= 1
        return found

    def atom(self) -> Node:
        token = self.token
        if token.kind == "node" and token.node is not None:
            return self.next().node or num(0)
        if token.kind == "sym":
            return self.symbol()
        if token.kind == "func":
            return self.function(self.next().text)
        if token.kind == "cmd":
            return structures.command(self, self.next().text)
        if token.kind == "begin":
            return structures.environment(self, self.next().text)
        if token.kind == "text":
            return Text(self.unit())
        if token.kind == "word":
            return self.bare_word()
        return self.bracketed()

    def bracketed(self) -> Node:
        if self.sees("(", "["):
            return self.group()
        if self.sees("]"):
            return self.group()
        if self.sees("{"):
            return structures.braces(self)
        if self.sees("\\{"):
            return structures.set_braces(self)
        if self.sees("|"):
            return structures.absolute(self)
        if self.sees("<("):
            self.next()
            inside = self.items()
            self.expect(")>")
            return Op("()", inside.args if isinstance(inside, Op) and inside.head == "list" else (inside,))
        if self.sees("floor(", "ceil("):
            kind = self.next().text[:-1]
            inside = self.items()
            self.expect(f"){kind}")
            return Op(kind, (inside,))
        if self.sees(*CURRENCIES):
            sign = self.next().text
            return Op("quantity", (self.expr(IMPLICIT), Text(sign)))
        if self.accept("..."):
            return Sym("...")
        raise Unreadable(f"{self.token.text!r} where a value should stand")

    def group(self) -> Node:
        r"""Parentheses: a group where they hold one element, a tuple or an interval where they hold more."""
        opening = self.next().text
        self.opened += 1
        inside = self.enclosed()
        self.opened -= 1
        closing = self.expect(")", "]", "[")
        open_side = "[" if opening == "[" else "("
        close_side = "]" if closing == "]" else ")"
        if isinstance(inside, Op) and inside.head == "list":
            return Op(open_side + close_side, inside.args) if inside.args else Op("()", ())
        if open_side + close_side in ("()", "[]") and opening != "]":
            return inside
        raise Unreadable("an interval of one element")

    def symbol(self) -> Node:
        node = Sym(self.next().text)
        while self.sees("_", "'"):
            if self.accept("'"):
                node = Sym(node.name + "'")
            else:
                self.next()
                node = Sym(f"{node.name}_{self.label()}")
        if self.sees("(") and not self.token.spaced and node.name not in ("pi", "e", "i", "oo"):
            return self.application(node)
        return node

    def application(self, name: Sym) -> Node:
        r"""f(x) is a call; x(x-1) a product; P(x) = ... a definition, known by what follows."""
        start = self.at
        inside = self.group()
        arguments = inside.args if isinstance(inside, Op) and inside.head == "()" else (inside,)
        named = all(isinstance(argument, Sym) for argument in arguments)
        if name.name[0] in FUNCTION_LETTERS or len(arguments) > 1 or (named and self.sees("=")):
            return Op("apply", (name, *arguments))
        self.at = start
        return name

    def function(self, name: str) -> Node:
        exponent = base = None
        for _ in range(2):
            if self.sees("^"):
                self.next()
                exponent = self.exponent()
            elif self.sees("_"):
                self.next()
                base = self.argument()
        inverse = exponent == MINUS_ONE
        if inverse and name in INVERSES:
            name, exponent = INVERSES[name], None
        node = structures.call(self, name, base)
        return node if exponent is None else Op("pow", (node, exponent))

    def function_argument(self) -> Node:
        """`sin(x)` takes the parentheses, `sin 2x cos y` what stands before the next function."""
        if self.sees("(", "[", "{"):
            inside = self.group() if not self.sees("{") else self.argument()
            return self.postfix(inside) if self.sees("circ", "!") else inside
        self.bare += 1
        argument = self.expr(PRODUCT)
        self.bare -= 1
        return argument

    def bare_word(self) -> Node:
        """Letters side by side: a word where they look like one, otherwise a product of variables."""
        token = self.next()
        if self.reads_as_words(token.text, behind_value=False):
            self.at -= 1
            return Text(self.unit())
        letters: list[Node] = [Sym(letter) for letter in token.text]
        last = letters[-1]
        if self.sees("_") and isinstance(last, Sym):
            self.next()
            last = letters[-1] = Sym(f"{last.name}_{self.label()}")
        if self.sees("^"):
            letters[-1] = self.postfix(last)
        return mul(*letters)

    def reads_as_words(self, word: str, *, behind_value: bool) -> bool:
        if behind_value and is_unit(word):
            return True
        if word.lower() in SHORT_WORDS or (
            self.following.kind == "word" and len(word) + len(self.following.text) > 5
        ):
            return True
        if len(word) == 3 and word.istitle():
            return bool(VOWELS & set(word))
        return len(word) > 3 and bool(VOWELS & set(word)) and sorted(word) != list(word)


def mixed_number(whole: Node, part: Node) -> Node | None:
    """2 and 1/2 as 5/2, where the fraction is proper; a sign behind it belongs to the whole."""
    if isinstance(part, Op) and part.head in ("percent", "degree"):
        inside = mixed_number(whole, part.args[0])
        return None if inside is None else Op(part.head, (inside,))
    if not (isinstance(whole, Num) and isinstance(part, Op) and part.head == "div"):
        return None
    top, bottom = part.args
    if not (isinstance(top, Num) and isinstance(bottom, Num) and 0 < top.value < bottom.value):
        return None
    if any(value.denominator != 1 for value in (whole.value, top.value, bottom.value)):
        return None
    return num(whole.value + Fraction(top.value, bottom.value))
