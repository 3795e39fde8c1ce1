"""Whole programs from standard input to standard output."""

from __future__ import annotations

from sys import stdin

from problem_banks.code_core.author import choice, counted, ints, items, joined, problem, text

NAMES = choice("ann", "bob", "cy", "dee")


@problem(
    level=1,
    program=True,
    inputs=[joined(items(text("ab c", 0, 8), 1, 5), by="\n")],
    given=["a\n", "abc\nab\n", "one\ntwo three\n\nfour\n", "x\nyy\nzzz\n", "same\nsize\n"],
)
def longest_line() -> None:
    """Read all lines of standard input and print the longest one; of several of that length the first."""
    lines = stdin.read().splitlines()
    print(max(lines, key=len, default=""))


@problem(
    level=1,
    program=True,
    inputs=[joined(ints(1, 12), ints(1, 12), by=" ")],
    given=["1 1\n", "2 5\n", "4 3\n", "12 1\n", "3 3\n"],
)
def draw_frame() -> None:
    """Standard input holds a height and a width, both at least 1, separated by a space. Print a frame of that size: as many
    lines as the height says with as many characters as the width says, "#" on the border and "." inside.
    """
    height, width = map(int, input().split())
    for y in range(height):
        print("".join("#" if y in {0, height - 1} or x in {0, width - 1} else "." for x in range(width)))


@problem(
    level=2,
    program=True,
    inputs=[counted(items(ints(-20, 20), 1, 8))],
    given=["1 5\n", "3 1 2 3\n", "2 -4 4\n", "4 7 7 1 7\n", "5 -1 -2 -3 -4 -5\n"],
)
def spread_of_readings() -> None:
    """Standard input holds a number n, then n whole numbers, separated by spaces. Print three lines: the smallest number,
    the largest number, and how many of the numbers are larger than the first one.
    """
    _, *numbers = map(int, stdin.read().split())
    print(min(numbers))
    print(max(numbers))
    print(sum(number > numbers[0] for number in numbers))


@problem(
    level=3,
    program=True,
    inputs=[joined(items(joined(NAMES, ints(-9, 9), by=" "), 1, 6), by="\n")],
    given=["ann 5\n", "ann 5\nbob -2\nann -5\n", "cy 1\ncy 1\n", "dee 0\nann 3\nbob 3\n", "bob -1\n"],
)
def till_roll() -> None:
    """Each line of standard input holds a name and a whole number. Print for every name, in the order in which the names
    first appear, the name, a colon, a space and the sum of its numbers; leave out names whose sum is 0. In the end print
    "total" in the same form with the sum of all numbers.
    """
    sums: dict[str, int] = {}
    for line in stdin:
        if line.strip():
            name, number = line.split()
            sums[name] = sums.get(name, 0) + int(number)
    for name, value in sums.items():
        if value:
            print(f"{name}: {value}")
    print(f"total: {sum(sums.values())}")


@problem(
    level=3,
    program=True,
    inputs=[
        joined(
            items(joined(choice("left", "right", "add", "del"), choice("a", "b", "c"), by=" "), 0, 8), by="\n"
        )
    ],
    given=[
        "",
        "add a\nadd b\n",
        "add a\nleft a\nadd b\n",
        "add a\nadd b\nleft a\ndel a\n",
        "right a\nadd c\nleft c\nleft c\nadd a\ndel b\n",
    ],
)
def cursor_line() -> None:
    """A line of text is empty at first, with a cursor in it. Each line of standard input is a command and a letter: "add"
    inserts the letter before the cursor, "del" deletes the character before the cursor, "left" and "right" move the
    cursor by one; the letter matters to "add" only. What is not possible is ignored. Print the text with "|" at the
    place of the cursor.
    """
    before, after = "", ""
    for line in stdin:
        command, letter = [*line.split(), "", ""][:2]
        if command == "add":
            before += letter
        elif command == "del":
            before = before[:-1]
        elif command == "left" and before:
            before, after = before[:-1], before[-1] + after
        elif command == "right" and after:
            before, after = before + after[0], after[1:]
    print(f"{before}|{after}")


@problem(
    level=4,
    program=True,
    inputs=[joined(ints(1, 20), joined(items(ints(1, 12), 1, 6), by=" "), by="\n")],
    given=["10\n3 4 5\n", "5\n9 1\n", "1\n1 1 1\n", "20\n12 8 12\n", "7\n7\n"],
)
def lorries() -> None:
    """The first line of standard input holds the load that a lorry can carry, the second the weights of parcels in their
    order. Parcels are loaded in this order; a parcel that does not fit any more goes on the next lorry, and one heavier
    than the load is set aside. Print a line for each lorry that leaves with the weights on it, separated by spaces, and
    then "left: " with the number of parcels set aside.
    """
    room = int(input())
    lorries: list[list[int]] = []
    left = 0
    for weight in map(int, input().split()):
        if weight > room:
            left += 1
        elif lorries and sum(lorries[-1]) + weight <= room:
            lorries[-1].append(weight)
        else:
            lorries.append([weight])
    for lorry in lorries:
        print(*lorry)
    print(f"left: {left}")


@problem(
    level=4,
    program=True,
    inputs=[joined(items(joined(choice("", "  ", "    "), text("abc", 1, 3)), 1, 6), by="\n")],
    given=["a\n", "a\n  b\n  c\nd\n", "a\n  b\n    c\n  d\n", "a\n    b\n", "  a\nb\n"],
)
def paths_of_an_outline() -> None:
    """Each line of standard input is a name, indented by two spaces for each level below the top. Print for every line the
    path to it: the names above it and its own, joined by "/". The name above a line is the last one before it with less
    indentation, if there is one.
    """
    above: list[tuple[int, str]] = []
    for line in stdin.read().splitlines():
        if not line.strip():
            continue
        depth = len(line) - len(line.lstrip(" "))
        above = [entry for entry in above if entry[0] < depth]
        above.append((depth, line.strip()))
        print("/".join(name for _, name in above))


@problem(
    level=5,
    program=True,
    inputs=[joined(items(joined(NAMES, NAMES, ints(1, 9), by=" "), 1, 7), by="\n")],
    given=[
        "ann bob 5\n",
        "ann bob 5\nbob ann 5\n",
        "ann bob 5\nbob cy 3\n",
        "ann ann 4\n",
        "ann bob 1\nbob cy 1\ncy ann 1\n",
        "dee ann 7\ncy ann 2\nann bob 9\n",
    ],
)
def settled_debts() -> None:
    """Each line of standard input says that a first person owes a second one a number of coins. Add up for each person what
    others owe them less what they owe. Then, until nothing is owed, let the person who owes most pay the person who is
    owed most as many coins as both allow; of several, the first in alphabetical order. Print each payment as
    "A -> B: coins" in its order, or "nothing to pay" if there is none.
    """
    owed: dict[str, int] = {}
    for line in stdin:
        if line.strip():
            debtor, creditor, amount = line.split()
            owed[debtor] = owed.get(debtor, 0) - int(amount)
            owed[creditor] = owed.get(creditor, 0) + int(amount)
    paid = False
    while any(owed.values()):
        names = sorted(owed)
        payer, receiver = min(names, key=owed.__getitem__), max(names, key=owed.__getitem__)
        coins = min(-owed[payer], owed[receiver])
        owed[payer] += coins
        owed[receiver] -= coins
        print(f"{payer} -> {receiver}: {coins}")
        paid = True
    if not paid:
        print("nothing to pay")
