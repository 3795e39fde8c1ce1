"""Rules that are carried out step by step."""

from __future__ import annotations

from problem_banks.code_core.author import choice, ints, items, problem, text


@problem(
    level=1,
    inputs=[text("+-+", 0, 14)],
    given=[("",), ("+",), ("-",), ("++-",), ("---+",), ("+-+-+-",)],
)
def lowest_level(moves: str) -> int:
    """A counter starts at 0; each "+" in `moves` raises it by 1 and each "-" lowers it by 1. Return the lowest value that
    the counter ever has, the start included.
    """
    level = lowest = 0
    for move in moves:
        level += 1 if move == "+" else -1
        lowest = min(lowest, level)
    return lowest


@problem(
    level=2,
    inputs=[ints(1, 25)],
    given=[(1,), (2,), (3,), (4,), (10,), (16,), (25,)],
)
def open_doors(count: int) -> list[int]:
    """`count` doors, numbered from 1, are closed. In round 1 every door is turned (a closed door is opened, an open one
    closed), in round 2 every second door, in round 3 every third, and so on up to round `count`. Return the numbers of
    the doors that are open in the end, in rising order.
    """
    turned = [0] * (count + 1)
    for step in range(1, count + 1):
        for door in range(step, count + 1, step):
            turned[door] += 1
    return [door for door in range(1, count + 1) if turned[door] % 2]


@problem(
    level=2,
    inputs=[items(ints(1, 6), 0, 12)],
    given=[([],), ([3],), ([6, 6],), ([6, 5, 6],), ([1, 6, 6, 2],)],
)
def turns_of_dice(throws: list[int]) -> list[int]:
    """In a game a turn consists of throws of a die up to and including the first that is not a 6, and is worth their sum.
    Return the values of the turns made by these `throws`; an unfinished last turn counts too.
    """
    turns, open_ = [], False
    for throw in throws:
        if open_:
            turns[-1] += throw
        else:
            turns.append(throw)
        open_ = throw == 6
    return turns


@problem(
    level=3,
    inputs=[ints(0, 255), text("#.", 1, 9), ints(0, 4)],
    given=[
        (90, "..#..", 2),
        (30, "..#..", 1),
        (0, "###", 1),
        (255, "...", 1),
        (110, "#", 3),
        (184, "##..#", 0),
    ],
)
def cells_by_rule(rule: int, cells: str, steps: int) -> str:
    """`cells` is a row of "#" (on) and "." (off), outside of which all is off. In each step all cells change at once: left
    neighbour, cell and right neighbour are read as a binary number with three digits (on is 1), and the cell is on in
    the next step if the binary digit of `rule` with that place value exponent is 1. Return the row, as long as it was,
    after `steps` steps.
    """
    row = cells
    for _ in range(steps):
        wide = f".{row}."
        codes = [int("".join("01"[c == "#"] for c in wide[i : i + 3]), 2) for i in range(len(row))]
        row = "".join(".#"[rule >> code & 1] for code in codes)
    return row


@problem(
    level=3,
    inputs=[items(choice("heads", "tails"), 0, 8), ints(0, 12), ints(1, 5)],
    given=[
        ([], 5, 1),
        (["heads"], 5, 2),
        (["tails", "tails", "heads"], 10, 1),
        (["tails"] * 4, 3, 2),
        (["heads"] * 3, 0, 1),
    ],
)
def doubling_player(flips: list[str], purse: int, stake: int) -> int:
    """A player with `purse` coins bets on heads each time, first `stake` coins. After a win the next bet is `stake` again,
    after a loss twice the last bet. A bet larger than what the player has ends the game. Return the coins after these
    `flips`.
    """
    bet = stake
    for flip in flips:
        if bet > purse:
            break
        if flip == "heads":
            purse, bet = purse + bet, stake
        else:
            purse, bet = purse - bet, 2 * bet
    return purse


@problem(
    level=4,
    inputs=[items(choice("inc", "dec", "jz", "jmp"), 0, 6), items(ints(0, 6), 6, 6), ints(0, 4)],
    given=[
        ([], [0] * 6, 3),
        (["inc", "inc"], [0] * 6, 0),
        (["jz", "dec", "jmp"], [3, 0, 0, 0, 0, 0], 4),
        (["jmp"], [0] * 6, 1),
        (["dec", "dec"], [0] * 6, 1),
    ],
)
def counter_machine(program: list[str], targets: list[int], start: int) -> int | None:
    """A machine has one counter, which starts at `start`, and runs the instructions of `program` from the first on: "inc"
    adds 1, "dec" subtracts 1 but never below 0, "jmp" goes on at the index given by `targets` at the instruction's own
    index, and "jz" does so only if the counter is 0. Otherwise the next instruction follows. The machine stops when the
    index is outside the program; return the counter then. Return None if it has not stopped after 100 instructions.
    """
    at, counter = 0, start
    for _ in range(101):
        if at >= len(program):
            return counter
        match program[at]:
            case "inc":
                counter += 1
            case "dec":
                counter = max(0, counter - 1)
            case "jmp":
                at = targets[at]
                continue
            case "jz" if counter == 0:
                at = targets[at]
                continue
        at += 1
    return None


@problem(
    level=4,
    inputs=[items(ints(0, 9), 1, 7), ints(0, 40)],
    given=[([0], 5), ([0, 2, 7, 0], 3), ([1], 0), ([4, 4], 10), ([9, 0, 0, 0], 40), ([3, 1, 2], 2)],
)
def shared_out(banks: list[int], rounds: int) -> list[int]:
    """In each round the fullest of the `banks` (the first of several) is emptied and its blocks are put one by one into the
    banks that follow it, going on from the first after the last and back into itself if there are enough. Return the
    banks after `rounds` rounds.
    """
    state = list(banks)
    for _ in range(rounds):
        at = state.index(max(state))
        blocks, state[at] = state[at], 0
        for step in range(1, blocks + 1):
            state[(at + step) % len(state)] += 1
    return state


@problem(
    level=5,
    inputs=[text("AB", 1, 5), ints(0, 30)],
    given=[("A", 0), ("A", 1), ("A", 5), ("AB", 4), ("BBA", 12), ("B", 30)],
)
def letters_after_growth(seed: str, days: int) -> tuple[int, int]:
    """A text of the letters A and B grows each day: at once every A becomes "AB" and every B becomes "A". Return how often A
    and how often B occur in it after `days` days, starting from `seed`. The numbers may be large, the text too.
    """
    a, b = seed.count("A"), seed.count("B")
    for _ in range(days):
        a, b = a + b, a
    return a, b
