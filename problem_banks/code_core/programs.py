"""Programs that read standard input and write standard output."""

from __future__ import annotations

from problem_banks.code_core.author import any_of, choice, counted, ints, items, joined, problem, text

NUMBERS = joined(items(ints(-50, 50), 1, 8), by=" ")


@problem(
    level=1,
    program=True,
    inputs=[NUMBERS],
    given=["5\n", "1 2 3\n", "-4 4\n", "10 20 30 40\n"],
)
def add_numbers() -> None:
    """The only line of the input holds one or more integers, separated by blanks. Print their sum."""
    print(sum(map(int, input().split())))


@problem(
    level=1,
    program=True,
    inputs=[ints(1, 40)],
    given=["1\n", "3\n", "5\n", "15\n", "31\n"],
)
def fizz_buzz() -> None:
    """The input is one integer n, at least 1. Print n lines, one for each of the numbers 1 to n: "FizzBuzz" for a
    number divisible by 3 and by 5, "Fizz" for one divisible by 3 only, "Buzz" for one divisible by 5 only, and the
    number itself otherwise.
    """
    for number in range(1, int(input()) + 1):
        print("Fizz" * (number % 3 == 0) + "Buzz" * (number % 5 == 0) or number)


@problem(
    level=2,
    program=True,
    inputs=[
        joined(
            {
                "list": any_of(joined({"list": text("ab.,X", 1, 4), "len": [1, 4]}, by=" "), choice("")),
                "len": [1, 5],
            },
            by="\n",
        )
    ],
    given=["one line\n", "two\nlines here\n", "a\n\nb c  d\n", "word\n"],
)
def word_count() -> None:
    """The input is a text of one or more lines. Print three numbers in one line, separated by single blanks: the
    number of lines, the number of words and the number of letters a-z and A-Z. The words are what stands between
    blanks; several blanks in a row count as one. A line may be empty, but the last line always ends with a line break.
    """
    import sys

    text = sys.stdin.read()
    letters = sum(letter.isascii() and letter.isalpha() for letter in text)
    print(text.count("\n"), len(text.split()), letters)


@problem(
    level=2,
    program=True,
    inputs=[counted(items(joined(choice("ann", "bob", "cy", "di"), " ", ints(0, 100)), 1, 7), by="\n")],
    given=["1\nann 50\n", "3\nann 70\nbob 90\ncy 70\n", "3\nbob 10\nann 20\nbob 30\n", "2\ndi 0\ncy 0\n"],
)
def best_scores() -> None:
    """The first line of the input holds the number n of results (at least 1); each of the next n lines holds a name
    without blanks and an integer score, separated by one blank. A name may occur several times. Print one line for each
    name, with the name and its highest score separated by one blank, in the order of falling scores; names with equal
    scores come in alphabetical order.
    """
    best: dict[str, int] = {}
    for _ in range(int(input())):
        name, score = input().split()
        best[name] = max(int(score), best.get(name, 0))
    for name in sorted(best, key=lambda name: (-best[name], name)):
        print(name, best[name])


@problem(
    level=3,
    program=True,
    inputs=[joined(ints(1, 9), " ", ints(1, 9))],
    given=["1 1\n", "2 3\n", "3 3\n", "5 2\n", "1 6\n", "4 5\n"],
)
def spiral() -> None:
    """The input is one line with two positive integers, the number of rows r and of columns c. Write the numbers 1, 2,
    3, ... r*c into a table of that size in a clockwise spiral from the outside to the inside, beginning in the top left
    corner and going to the right. Print the table, one row a line, the numbers of a row separated by single blanks.
    """
    rows, columns = map(int, input().split())
    table = [[0] * columns for _ in range(rows)]
    r, c, dr, dc = 0, 0, 0, 1
    for number in range(1, rows * columns + 1):
        table[r][c] = number
        if not (0 <= r + dr < rows and 0 <= c + dc < columns and table[r + dr][c + dc] == 0):
            dr, dc = dc, -dr
        r, c = r + dr, c + dc
    for line in table:
        print(*line)


@problem(
    level=3,
    program=True,
    inputs=[
        joined(
            {
                "list": joined(
                    ints(0, 23),
                    ":",
                    choice("00", "05", "15", "30", "45", "59"),
                    "-",
                    ints(0, 23),
                    ":",
                    choice("00", "10", "30", "59"),
                ),
                "len": [1, 5],
            },
            by="\n",
        )
    ],
    given=["9:00-17:30\n", "0:00-0:00\n", "22:15-6:15\n8:00-8:30\n", "23:59-0:00\n", "12:30-12:00\n"],
)
def working_time() -> None:
    """Each line of the input holds one shift as "start-end" with times of the form h:mm (hours 0 to 23 without a leading
    zero, minutes always with two digits). A shift whose end is earlier than its start ends on the next day; one whose
    end equals its start lasts no time. There is at least one line. Print the total length of all shifts in the form
    h:mm, hours without a leading zero (they may exceed 23) and minutes with two digits.
    """
    import sys

    total = 0
    for line in sys.stdin.read().split():
        start, end = (
            int(hours) * 60 + int(minutes) for hours, minutes in (t.split(":") for t in line.split("-"))
        )
        total += (end - start) % 1440
    print(f"{total // 60}:{total % 60:02}")


@problem(
    level=4,
    program=True,
    inputs=[counted(items(joined(choice("push", "undo", "redo"), choice(" a", " b", " c")), 0, 10), by="\n")],
    given=[
        "0\n",
        "1\npush a\n",
        "3\npush a\npush b\nundo x\n",
        "4\npush a\nundo x\nredo x\nredo x\n",
        "5\npush a\npush b\nundo x\npush c\nredo x\n",
        "2\nundo x\nredo x\n",
    ],
)
def editor() -> None:
    """A text is empty at first. The first line of the input holds the number n of commands (0 or more); each of the next
    n lines holds a command: a word, one blank and a letter. "push" appends the letter to the text. "undo" takes back the
    last "push" that is still in effect; "redo" restores the "push" that was taken back last. After a "push" nothing that
    was taken back before it can be restored any more. "undo" and "redo" ignore their letter, and do nothing where there
    is nothing to take back or to restore. Print the text after all commands, or "(empty)" where it is empty.
    """
    text: list[str] = []
    undone: list[str] = []
    for _ in range(int(input())):
        command, letter = input().split()
        if command == "push":
            text.append(letter)
            undone.clear()
        elif command == "undo" and text:
            undone.append(text.pop())
        elif command == "redo" and undone:
            text.append(undone.pop())
    print("".join(text) or "(empty)")


@problem(
    level=4,
    program=True,
    inputs=[joined({"list": text("#...", 4, 4), "len": [1, 5]}, by="\n")],
    given=["....\n", "####\n", ".##.\n....\n", ".#..\n.#.#\n...#\n##..\n", ".\n", "#\n", "..\n#.\n"],
)
def maze() -> None:
    """The input is a maze: one or more lines of equal length of the characters "." (free) and "#" (wall). You start on
    the top left square and go to the bottom right one, each step to the square on the left, on the right, above or
    below, never onto a wall or outside. Print the least number of steps, or "no way" where there is none, in particular
    where the first or the last square is a wall. In a maze of one free square the number is 0.
    """
    import sys

    lines = sys.stdin.read().split()
    end = (len(lines) - 1, len(lines[0]) - 1)
    steps = {(0, 0): 0} if lines[0][0] == "." else {}
    queue = list(steps)
    for r, c in queue:
        for i, j in ((r + 1, c), (r - 1, c), (r, c + 1), (r, c - 1)):
            inside = 0 <= i <= end[0] and 0 <= j <= end[1]
            if inside and lines[i][j] == "." and (i, j) not in steps:
                steps[i, j] = steps[r, c] + 1
                queue.append((i, j))
    print(steps.get(end, "no way"))


@problem(
    level=3,
    program=True,
    inputs=[
        joined(
            {
                "list": joined(ints(1, 3), " ", ints(0, 2), " ", choice("0", "1.5", "2.25", "10")),
                "len": [1, 5],
            },
            by="\n",
        )
    ],
    given=["1 1 1.5\n", "2 3 0.1\n1 1 0.2\n", "5 0 9.99\n", "3 7 1.005\n"],
    compare="float_tokens",
)
def invoice() -> None:
    """Each line of the input is one item of an invoice: quantity (integer), number of the tax class (integer, 0 or more)
    and price of one piece (a decimal number), separated by single blanks. Tax class k adds k times five per cent to the
    price. There is at least one line. Print two lines: the sum of the prices without tax, and the sum with tax. An
    absolute or relative error of one millionth is accepted; the numbers need not be rounded.
    """
    import sys

    net = gross = 0.0
    for line in sys.stdin:
        quantity, tax, price = line.split()
        amount = int(quantity) * float(price)
        net += amount
        gross += amount * (1 + int(tax) * 0.05)
    print(net)
    print(gross)


@problem(
    level=5,
    program=True,
    inputs=[
        joined(
            {
                "list": joined(
                    choice("x", "y", "z"),
                    "=",
                    any_of(ints(0, 9), choice("x", "y", "z")),
                    any_of(
                        choice(""), joined(choice("+", "-", "*"), any_of(ints(0, 9), choice("x", "y", "z")))
                    ),
                ),
                "len": [1, 6],
            },
            by="\n",
        )
    ],
    given=["x=1\n", "x=1\ny=x+2\nz=y*y\n", "y=x\n", "x=5\nx=x-9\n", "z=3\nx=z*q\n", "b=2\na=b\nb=7\n"],
)
def assignments() -> None:
    """Each line of the input is an assignment "name=a", "name=a+b", "name=a-b" or "name=a*b" without blanks; the name is
    one letter a-z, and a and b are each a letter (the present value of that name) or an integer from 0 to 9. Carry the
    assignments out one after the other. A line that uses a name which has no value yet is skipped: it changes nothing.
    There is at least one line. At the end print "name=value" for every name that has a value, one a line, in
    alphabetical order, or "nothing" where there is none.
    """
    import sys

    values: dict[str, int] = {}

    def read(word: str) -> int:
        return int(word) if word.isdigit() else values[word]

    for line in sys.stdin.read().split():
        name, formula = line.split("=")
        try:
            result = read(formula[0])
            if len(formula) > 1:
                other = read(formula[2])
                result = {"+": result + other, "-": result - other, "*": result * other}[formula[1]]
        except KeyError:
            continue
        values[name] = result
    for name in sorted(values):
        print(f"{name}={values[name]}")
    if not values:
        print("nothing")
