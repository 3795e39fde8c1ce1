"""Programs whose input depends on their own earlier answers."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from typing import TYPE_CHECKING, Any

from .family import contest

if TYPE_CHECKING:
    from random import Random


@contest(45_000)
class HiddenLedger:
    stories = (
        'A clerk answers questions one by one; later lines are disguised with the earlier answers. The first line holds the number of lines that follow. Let `last` be the previous answer modulo $mask, 0 before the first one. "+ x" adds the number (x + last) modulo $mask to the ledger, "- x" removes one copy of it if there is one, and "? a b" asks how many numbers of the ledger lie between (a + last) modulo $mask and (b + last) modulo $mask, both included (exchange them if the first is larger). Print one line for each question.',
        'Keep a multiset under disguised commands. Input: a line with the number of commands, then the commands, one a line: "+ x" insert, "- x" remove one copy (if present), "? a b" count the members between two values, inclusive, in either order. Every number y in a command stands for (y + last) mod $mask, where last is the latest printed number mod $mask, and 0 at the start. Print the counts, one a line.',
    )
    limits = "at most $n commands; 0 <= x, a, b < $mask."
    program = True

    def knobs(rng: Random, n: int) -> dict[str, Any]:
        return {"mask": rng.choice((16, 1009, 100_003))}

    def make(rng: Random, size: int, hostile: bool, *, mask: int) -> list[Any]:
        lines = [str(size)]
        for place in range(size):
            kind = "+" if hostile and place < size // 2 else rng.choice("++-??" if not hostile else "+?")
            count = 2 if kind == "?" else 1
            lines.append(" ".join([kind, *(str(rng.randrange(mask)) for _ in range(count))]))
        return ["\n".join(lines) + "\n"]

    def valid(text: str, *, n: int, mask: int) -> bool:
        rows = [line.split() for line in text.splitlines()[1:]]
        fine = all(row[0] in "+-?" and len(row) == 2 + (row[0] == "?") for row in rows)
        return (
            len(rows) == int(text.split(maxsplit=1)[0]) <= n
            and fine
            and all(0 <= int(x) < mask for row in rows for x in row[1:])
        )

    def fast(text: str, *, mask: int) -> str:
        held, last, answers = [], 0, []
        for line in text.splitlines()[1:]:
            kind, *rest = line.split()
            low, high = (values := sorted((int(x) + last) % mask for x in rest))[0], values[-1]
            if kind == "+":
                insort(held, low)
            elif kind == "-":
                place = bisect_left(held, low)
                if place < len(held) and held[place] == low:
                    del held[place]
            else:
                answers.append(bisect_right(held, high) - bisect_left(held, low))
                last = answers[-1] % mask
        return "".join(f"{answer}\n" for answer in answers)

    def slow(text: str, *, mask: int) -> str:
        held, printed = [], []
        for line in text.splitlines()[1:]:
            last = printed[-1] % mask if printed else 0
            parts = line.split()
            plain = [(int(part) + last) % mask for part in parts[1:]]
            if parts[0] == "+":
                held.append(plain[0])
            elif parts[0] == "-":
                if plain[0] in held:
                    held.remove(plain[0])
            else:
                count = 0
                for each in held:
                    count += min(plain) <= each <= max(plain)
                printed.append(count)
        return "".join(f"{answer}\n" for answer in printed)


@contest(30_000)
class ForcedTickets:
    stories = (
        'A ticket machine must answer every line before it can read the next one. The first line of the input holds the number of lines that follow; each of them is "open a", "close a" or "next a". Every a stands for a gate: the number (a + t) modulo $gates, where t is the sum of all gates printed so far by "next". "open" and "close" open and close the gate; all gates start open. "next" prints the first open gate at or after the gate, going on at 0 after the last one, and closes it; it prints -1 if no gate is open (which does not change t).',
        'Gates 0 to $gates - 1 stand in a circle, all open. Read a count, then so many commands "open a", "close a" and "next a", in which a means the gate (a + t) mod $gates, with t the sum of the gates that were printed so far. For "next" print the nearest open gate from that gate on, upwards and around the circle, and close it; print -1 if all gates are closed.',
    )
    limits = "at most $n commands; 0 <= a < $gates."
    program = True

    def knobs(rng: Random, n: int) -> dict[str, Any]:
        return {"gates": rng.choice((5, 12)) if n < 1000 else rng.choice((n // 2, n))}

    def make(rng: Random, size: int, hostile: bool, *, gates: int) -> list[Any]:
        kinds = ["close", "next", "next", "next"] if hostile else ["open", "close", "next", "next"]
        lines = [f"{rng.choice(kinds)} {rng.randrange(gates)}" for _ in range(size)]
        return ["\n".join([str(size), *lines]) + "\n"]

    def valid(text: str, *, n: int, gates: int) -> bool:
        rows = [line.split() for line in text.splitlines()[1:]]
        fine = all(kind in ("open", "close", "next") and 0 <= int(a) < gates for kind, a in rows)
        return len(rows) == int(text.split(maxsplit=1)[0]) <= n and fine

    def fast(text: str, *, gates: int) -> str:
        tree, shift, answers = [0] * (gates + 1), 0, []
        power = 1 << gates.bit_length()

        def add(gate: int, change: int) -> None:
            gate += 1
            while gate <= gates:
                tree[gate] += change
                gate += gate & -gate

        def before(gate: int) -> int:
            total = 0
            while gate:
                total += tree[gate]
                gate &= gate - 1
            return total

        is_open = [False] * gates

        def turn(gate: int, state: bool) -> None:
            if is_open[gate] != state:
                is_open[gate] = state
                add(gate, 1 if state else -1)

        for gate in range(gates):
            turn(gate, True)
        for line in text.splitlines()[1:]:
            kind, a = line.split()
            gate = (int(a) + shift) % gates
            if kind != "next":
                turn(gate, kind == "open")
                continue
            whole = before(gates)
            if not whole:
                answers.append(-1)
                continue
            rank, at, step = before(gate) % whole, 0, power
            while step:
                if at + step <= gates and tree[at + step] <= rank:
                    at += step
                    rank -= tree[at]
                step >>= 1
            turn(at, False)
            shift += at
            answers.append(at)
        return "".join(f"{answer}\n" for answer in answers)

    def slow(text: str, *, gates: int) -> str:
        closed, shift, answers = set(), 0, []
        for line in text.splitlines()[1:]:
            kind, a = line.split()
            gate = (int(a) + shift) % gates
            if kind == "open":
                closed.discard(gate)
            elif kind == "close":
                closed.add(gate)
            else:
                found = -1
                for step in range(gates):
                    if found < 0 and (gate + step) % gates not in closed:
                        found = (gate + step) % gates
                answers.append(found)
                if found >= 0:
                    closed.add(found)
                    shift += found
        return "".join(f"{answer}\n" for answer in answers)
