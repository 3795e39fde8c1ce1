"""Simulation."""

from __future__ import annotations

from problem_banks.code_core.author import choice, floats, grid, ints, items, pair, problem, row, text


@problem(
    level=1,
    inputs=[text("NESW", 0, 14)],
    given=[("",), ("N",), ("NESW",), ("NNEE",), ("SSSW",)],
)
def walk(moves: str) -> tuple[int, int]:
    """Somebody starts at (0, 0) and takes one step for each letter of `moves`: "N" makes y one larger, "S" one
    smaller, "E" makes x one larger, "W" one smaller. Return the final position as a tuple (x, y).
    """
    return moves.count("E") - moves.count("W"), moves.count("N") - moves.count("S")


@problem(
    level=2,
    inputs=[ints(1, 12), ints(1, 6)],
    given=[(1, 1), (5, 2), (7, 3), (6, 1), (4, 9), (41, 3)],
)
def survivor(people: int, step: int) -> int:
    """`people` people with the numbers 1, 2, 3, ... stand in a circle. Counting begins with number 1; every `step`-th
    person counted leaves, and counting goes on with the next one, round and round, until one is left. Return the
    number of that person. With `step` 1 everybody leaves in order, so the last one stays. Both arguments are at
    least 1.
    """
    circle = list(range(1, people + 1))
    at = 0
    while len(circle) > 1:
        at = (at + step - 1) % len(circle)
        circle.pop(at)
    return circle[0]


@problem(
    level=3,
    inputs=[grid(choice(0, 1), (1, 6), (1, 6))],
    given=[
        ([[0]],),
        ([[1]],),
        ([[0, 1, 0], [0, 1, 0], [0, 1, 0]],),
        ([[1, 1], [1, 1]],),
        ([[1, 1, 1], [1, 1, 1], [1, 1, 1]],),
    ],
)
def life_step(cells: list[list[int]]) -> list[list[int]]:
    """`cells` is a rectangular grid of at least one cell, 1 for a living cell and 0 for a dead one. Return the grid
    after one step of Conway's game of life: a living cell with two or three living neighbours lives on, a dead cell
    with exactly three comes alive, all others are dead. The neighbours are the up to eight cells around a cell; what
    lies outside the grid is dead. `cells` must not be changed.
    """
    height, width = len(cells), len(cells[0])

    def around(r: int, c: int) -> int:
        rows = range(max(r - 1, 0), min(r + 2, height))
        columns = range(max(c - 1, 0), min(c + 2, width))
        return sum(cells[i][j] for i in rows for j in columns) - cells[r][c]

    return [
        [int(around(r, c) == 3 or (cells[r][c] == 1 and around(r, c) == 2)) for c in range(width)]
        for r in range(height)
    ]


@problem(
    level=3,
    inputs=[items(pair(ints(0, 20), ints(1, 9)), 0, 6)],
    given=[
        ([],),
        ([(0, 5)],),
        ([(0, 5), (1, 2)],),
        ([(3, 1), (0, 1)],),
        ([(2, 4), (2, 1), (0, 3)],),
        ([(0, 1), (9, 1)],),
    ],
)
def waiting_times(customers: list[tuple[int, int]]) -> list[int]:
    """Customers come to the only counter of a shop: each is a tuple (minute of arrival, minutes of service). They are
    served one after the other in the order of arrival, those that arrive in the same minute in the order of the list.
    A service begins as soon as the customer is there and the one before is finished. Return for each customer, in the
    order of the list, how many minutes he waits between arrival and the beginning of his service.
    """
    waits = [0] * len(customers)
    free = 0
    for index in sorted(range(len(customers)), key=lambda i: customers[i][0]):
        arrival, service = customers[index]
        begin = max(free, arrival)
        waits[index] = begin - arrival
        free = begin + service
    return waits


@problem(
    level=4,
    inputs=[ints(1, 6), ints(1, 6), text("LRFFF", 0, 14)],
    given=[(1, 1, "FFF"), (3, 3, "FFRFF"), (5, 5, ""), (4, 2, "RFFFFLF"), (3, 3, "LLF"), (3, 4, "FLFLFLF")],
)
def rover(width: int, height: int, commands: str) -> tuple[int, int, str]:
    """A rover stands on square (0, 0) of a field with `width` columns (x = 0, 1, ...) and `height` rows (y = 0, 1, ...)
    and faces north. "L" turns it left by a quarter, "R" right. "F" moves it one square forward: north makes y larger,
    east makes x larger. Where that would leave the field it stays on its square. Return (x, y, direction) after all
    `commands`, the direction being "N", "E", "S" or "W".
    """
    x = y = facing = 0
    for command in commands:
        if command == "F":
            dx, dy = ((0, 1), (1, 0), (0, -1), (-1, 0))[facing]
            if 0 <= x + dx < width and 0 <= y + dy < height:
                x, y = x + dx, y + dy
        else:
            facing = (facing + (1 if command == "R" else -1)) % 4
    return x, y, "NESW"[facing]


@problem(
    level=3,
    inputs=[floats(1, 100, 2), ints(0, 8), floats(0, 20, 2)],
    given=[
        (100.0, 0, 30.0),
        (10.0, 3, 0.0),
        (100.0, 2, 30.0),
        (50.0, 5, 60.0),
        (200.0, 6, 18.5),
        (31.5, 2, 15.75),
    ],
    compare="float",
)
def balance_after(deposit: float, months: int, withdrawal: float) -> float:
    """An account begins with `deposit`. At the end of each of `months` months one per cent of the balance is added as
    interest, and then `withdrawal` is taken out; where the balance is smaller than `withdrawal`, all of it is taken
    out. Return the balance at the end, not rounded.
    """
    balance = deposit
    for _ in range(months):
        balance *= 1.01
        balance -= min(balance, withdrawal)
    return balance


@problem(
    level=5,
    inputs=[
        items(
            {
                "any": [
                    row(choice("set"), choice("a", "b"), ints(-5, 9)),
                    row(choice("add"), choice("a", "b"), choice("a", "b")),
                    row(choice("dec"), choice("a", "b"), ints(1, 3)),
                    row(choice("jump"), choice("a", "b"), ints(-3, 3)),
                ]
            },
            0,
            7,
        ),
        ints(0, 40),
    ],
    given=[
        ([], 10),
        ([["set", "a", 3], ["add", "b", "a"]], 10),
        ([["set", "a", 3], ["add", "b", "a"], ["dec", "a", 1], ["jump", "a", -2]], 100),
        ([["set", "a", 1], ["jump", "a", 0]], 7),
        ([["set", "a", 1], ["jump", "a", -5], ["set", "b", 4]], 9),
        ([["jump", "a", 2], ["set", "b", 2]], 0),
    ],
)
def run_machine(program: list[list], fuel: int) -> tuple[int, int, int]:
    """A machine has the registers "a" and "b", both 0 at first, and a list of instructions numbered from 0, which it
    runs one after the other beginning with number 0:
    ["set", r, n] puts the integer n into register r; ["add", r, s] adds the value of register s to register r;
    ["dec", r, n] takes n from register r; ["jump", r, d] goes on d instructions further (d may be negative; 0 is the
    same instruction again) where register r is larger than 0, otherwise simply with the next one.
    The machine stops where the number of the next instruction is not in the list, or after `fuel` instructions have
    been run (each jump counts as one, taken or not). Return (value of a, value of b, number of instructions run).
    """
    registers = {"a": 0, "b": 0}
    at = run = 0
    while 0 <= at < len(program) and run < fuel:
        name, register, operand = program[at]
        run += 1
        if name == "jump" and registers[register] > 0:
            at += operand
            continue
        if name == "set":
            registers[register] = operand
        elif name == "add":
            registers[register] += registers[operand]
        elif name == "dec":
            registers[register] -= operand
        at += 1
    return registers["a"], registers["b"], run
