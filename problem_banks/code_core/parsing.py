"""Parsing of small languages."""

from __future__ import annotations

from problem_banks.code_core.author import any_of, bools, choice, ints, items, joined, problem, text

NUMBER = ints(0, 99)
SIGN = choice("+", "-", "*", " + ", " - ", " * ")
ATOM = any_of(NUMBER, joined("(", NUMBER, SIGN, NUMBER, ")"))
FORMULA = any_of(
    ATOM,
    joined(ATOM, SIGN, ATOM),
    joined(ATOM, SIGN, ATOM, SIGN, ATOM),
    joined("(", ATOM, SIGN, ATOM, ")", SIGN, ATOM, SIGN, ATOM),
)


@problem(
    level=2,
    inputs=[text("()[]{}a", 0, 10)],
    given=[("",), ("()[]{}",), ("([)]",), ("(",), ("a(b[c]{d})",), ("}{",), ("(((())))",), ("abc",)],
)
def brackets_match(text: str) -> bool:
    """Say whether the brackets in `text` are correctly nested: every "(", "[" and "{" is closed by the matching ")",
    "]" or "}" in the right order, and nothing is closed that was not opened. All other characters are ignored; a
    text without brackets is correct. Return True or False.
    """
    opened = []
    for letter in text:
        if letter in "([{":
            opened.append(letter)
        elif letter in ")]}" and (not opened or opened.pop() + letter not in ("()", "[]", "{}")):
            return False
    return not opened


@problem(
    level=2,
    inputs=[joined({"list": joined(choice("a", "b", "c"), "=", text("xy1", 0, 3)), "len": [0, 4]}, by="&")],
    given=[("",), ("a=1&b=2",), ("a=1&a=2",), ("a=",), ("name=Ann&age=30&name=Bob",)],
)
def parse_query(query: str) -> dict[str, list[str]]:
    """`query` consists of assignments "name=value" joined by "&"; names are not empty, values may be, and neither
    holds "&" or "=". Return a dictionary from each name to the list of its values in order. The empty string holds
    no assignments.
    """
    values: dict[str, list[str]] = {}
    for part in query.split("&") if query else []:
        name, _, value = part.partition("=")
        values.setdefault(name, []).append(value)
    return values


@problem(
    level=3,
    inputs=[FORMULA],
    given=[("7",), ("1+2*3",), ("2*(3+4)",), (" 10 - 4 - 3 ",), ("((5))",), ("2*3-4*5",), ("(1-9)*(2+3)",)],
)
def calculate(formula: str) -> int:
    """Work out an arithmetic formula of non-negative integers, the operators +, - and *, round brackets and blanks
    between them. Multiplication binds more strongly than addition and subtraction; operators of equal strength are
    worked out from left to right. The formula is well formed, and no operator is a sign: it always stands between
    two values. Do not use eval.
    """
    tokens = list(formula.replace(" ", ""))

    def value() -> int:
        if tokens[0] == "(":
            tokens.pop(0)
            inner = total()
            tokens.pop(0)
            return inner
        digits = ""
        while tokens and tokens[0].isdigit():
            digits += tokens.pop(0)
        return int(digits)

    def product() -> int:
        result = value()
        while tokens and tokens[0] == "*":
            tokens.pop(0)
            result *= value()
        return result

    def total() -> int:
        result = product()
        while tokens and tokens[0] in "+-":
            operator = tokens.pop(0)
            right = product()
            result = result + right if operator == "+" else result - right
        return result

    return total()


@problem(
    level=3,
    inputs=[
        joined(
            {
                "list": any_of(
                    text("abc", 1, 3),
                    joined('"', text("ab, ", 0, 4), '"'),
                    joined('"', text("a", 0, 1), '""', text("b", 0, 1), '"'),
                    choice(""),
                ),
                "len": [1, 4],
            },
            by=",",
        )
    ],
    given=[("a,b,c",), ("",), ("a,,b",), ('"x,y",z',), ('"say ""hi""",2',), ('""',), (",",), (" a , b ",)],
)
def split_csv(line: str) -> list[str]:
    """Split a line of comma-separated values into its fields. A field that begins with a double quote ends at the
    matching double quote; in between commas are ordinary characters, and two double quotes in a row stand for one.
    The enclosing quotes do not belong to the field. Other fields hold no double quotes and are taken as they are,
    blanks included. There is one more field than separating commas, so an empty line is one empty field. The line is
    well formed.
    """
    fields = [""]
    quoted = False
    for index, letter in enumerate(line):
        if letter == '"':
            if not quoted and index and line[index - 1] == '"':
                fields[-1] += '"'
            quoted = not quoted
        elif letter == "," and not quoted:
            fields.append("")
        else:
            fields[-1] += letter
    return fields


@problem(
    level=3,
    inputs=[
        items(
            any_of(
                joined(choice("a", "b", "c d"), choice("=", " = ", "  ="), text("xy 1", 0, 4)),
                joined("[", choice("s", "t", "long name"), "]"),
                choice("", "   ", "# note", "; note = 1"),
            ),
            0,
            8,
        )
    ],
    given=[
        ([],),
        (["name = Ann", "[server]", "port=80", "host = a=b"],),
        (["# x", "", "[a]"],),
        (["[a]", "x=1", "[b]", "x=2", "[a]", "x=3", "y ="],),
        (["  k  =  v  ", "; c"],),
    ],
)
def parse_settings(lines: list[str]) -> dict[str, dict[str, str]]:
    """Read settings, line by line. Blanks around a line do not matter. Empty lines and lines that begin with "#" or
    ";" are skipped. A line "[name]" begins the section of that name; it exists from there on, even if nothing stands
    in it, and a section named again is continued. Every other line has the form "key = value": the key is what
    stands before the first "=", the value what stands behind it, both without blanks around them (the value may be
    empty); a key given again in the same section replaces the old value. Settings before the first section belong to
    the section "" (which exists only if there are such settings). Return a dictionary from section to dictionary.
    """
    sections: dict[str, dict[str, str]] = {}
    name = ""
    for raw in lines:
        line = raw.strip()
        if not line or line[0] in "#;":
            continue
        if line.startswith("[") and line.endswith("]"):
            name = line[1:-1]
            sections.setdefault(name, {})
        else:
            key, _, value = line.partition("=")
            sections.setdefault(name, {})[key.strip()] = value.strip()
    return sections


PIECE = joined(ints(1, 3), "[", text("ab", 1, 3), "]")


@problem(
    level=4,
    inputs=[
        joined(
            {
                "list": any_of(
                    text("ab", 1, 2), PIECE, joined(ints(1, 12), "[", text("c", 0, 1), PIECE, "]")
                ),
                "len": [0, 3],
            }
        )
    ],
    given=[("",), ("3[a]2[bc]",), ("3[a2[c]]",), ("abc",), ("10[x]",), ("2[ab3[c]]d",), ("1[1[1[z]]]",)],
    shown=(("2[ab3[c]]d",),),
)
def expand(code: str) -> str:
    """Expand a text in which "n[...]" stands for n copies of what is in the brackets. n is a positive integer of one
    or more digits; brackets may be nested; all other characters are letters and stand for themselves. "2[ab3[c]]d"
    gives "abcccabcccd". The code is well formed.
    """
    stack: list[tuple[str, int]] = []
    text, count = "", 0
    for letter in code:
        if letter.isdigit():
            count = count * 10 + int(letter)
        elif letter == "[":
            stack.append((text, count))
            text, count = "", 0
        elif letter == "]":
            before, times = stack.pop()
            text = before + text * times
        else:
            text += letter
    return text


@problem(
    level=4,
    inputs=[
        joined(
            {"list": any_of(ints(0, 20), choice("+", "-", "*", "/", "dup", "swap", "drop")), "len": [0, 8]},
            by=" ",
        )
    ],
    given=[
        ("",),
        ("3 4 +",),
        ("5 1 2 + 4 * + 3 -",),
        ("7 2 /",),
        ("2 dup *",),
        ("1 2 swap -",),
        ("+",),
        ("1 0 /",),
        ("1 2 drop",),
        ("dup",),
    ],
)
def run_stack(code: str) -> list[int]:
    """Run a program of words separated by single blanks on a stack of integers that is empty at first. A
    non-negative integer is pushed. "+", "-", "*" and "/" take the top element b and then the next one a, and push
    a + b, a - b, a * b, or a divided by b rounded down (towards minus infinity). "dup" pushes the top element once
    more, "swap" exchanges the two top elements, "drop" removes the top one. Return the stack at the end, the top
    element last. Return an empty list where a word finds too few elements on the stack or b is 0 in a division.
    An empty program leaves an empty stack.
    """
    stack: list[int] = []
    for word in code.split():
        needed = 0 if word.isdigit() else 1 if word in ("dup", "drop") else 2
        if len(stack) < needed or (word == "/" and stack[-1] == 0):
            return []
        if word.isdigit():
            stack.append(int(word))
        elif word == "dup":
            stack.append(stack[-1])
        elif word == "drop":
            stack.pop()
        elif word == "swap":
            stack[-2:] = [stack[-1], stack[-2]]
        else:
            b, a = stack.pop(), stack.pop()
            stack.append({"+": a + b, "-": a - b, "*": a * b}[word] if word != "/" else a // b)
    return stack


CLAUSE = any_of(choice("and", "or", "not"), choice("(", ")", "x", "y", "true", "false"))


@problem(
    level=5,
    inputs=[
        any_of(
            joined({"list": CLAUSE, "len": [0, 5]}, by=" "),
            joined(choice("x", "y", "not x"), choice("and", "or"), choice("y", "not true", "false"), by=" "),
            joined(
                "not (",
                choice("x", "y"),
                choice("and", "or"),
                choice("not y", "true"),
                ")",
                choice("or", "and"),
                "x",
                by=" ",
            ),
            joined(
                choice("x", "true"),
                choice("or", "and"),
                choice("y", "not y"),
                choice("and", "or"),
                choice("x", "false"),
                by=" ",
            ),
        ),
        bools(),
        bools(),
    ],
    given=[
        ("x", True, False),
        ("not x or y", True, True),
        ("true or false and false", False, False),
        ("not ( x and y )", True, True),
        ("( x", True, True),
        ("", True, True),
        ("x y", True, True),
        ("not not x", True, False),
        ("x and", True, True),
        ("and", False, False),
    ],
)
def truth(formula: str, x: bool, y: bool) -> str:  # noqa: FBT001 - values of variables
    """Evaluate a logical formula whose words are separated by single blanks: "true", "false", "x", "y" (whose values
    are given), "not", "and", "or", "(" and ")". "not" binds most strongly (it may be repeated), then "and", then "or".
    Return "true" or "false", or "error" where the words do not make a complete formula (also for no words at all).
    Brackets must hold a complete formula. Do not use eval.
    """
    words = formula.split()
    values = {"true": True, "false": False, "x": x, "y": y}

    def chain(at: int, operator: str) -> tuple[bool, int]:
        lower = (lambda i: chain(i, "and")) if operator == "or" else atom
        value, at = lower(at)
        while at < len(words) and words[at] == operator:
            other, at = lower(at + 1)
            value = (value or other) if operator == "or" else (value and other)
        return value, at

    def atom(at: int) -> tuple[bool, int]:
        word = words[at]
        if word == "not":
            value, at = atom(at + 1)
            return not value, at
        if word == "(":
            value, at = chain(at + 1, "or")
            if words[at] != ")":
                raise LookupError(word)
            return value, at + 1
        return values[word], at + 1

    try:
        value, end = chain(0, "or")
    except LookupError:
        return "error"
    return "error" if end < len(words) else str(value).lower()
