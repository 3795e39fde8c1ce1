"""Programs that take a whole situation from their input."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..code_core.author import any_of, choice, counted, ints, items, joined, text
from .family import NONE, Draw, family, fill_some

if TYPE_CHECKING:
    from random import Random


@family(level=3)
def ballot_count(rng: Random) -> Draw:
    points = sorted(rng.sample(range(1, 12), 3), reverse=True)
    veto = rng.choice([True, False])
    least, tie = rng.randint(2, 9), rng.choice(["first", "name"])
    break_ = (
        "of equal ones the one named first on more ballots comes first, if that is equal too the alphabetically first"
        if tie == "first"
        else "equal ones in alphabetical order"
    )
    invalid = "A ballot that names a candidate twice is not counted."
    black = ' A name with "-" in front loses as many points as the place would give.' if veto else ""

    def oracle(stdin: str) -> str:
        ballots = [re.split(r"\s+", line.strip()) for line in stdin.splitlines()[1:]]
        scores: dict[str, list[int]] = {}
        for ballot in ballots:
            bare = [name.strip("-") for name in ballot]
            if any(bare.count(name) > 1 for name in bare):
                continue
            for place, name in enumerate(ballot):
                entry = scores.setdefault(bare[place], [0, 0])
                entry[0] += -points[place] if name != bare[place] else points[place]
                entry[1] += place == 0 and name == bare[place]
        ranked = sorted(scores)
        if tie == "first":
            ranked.sort(key=lambda name: scores[name][1], reverse=True)
        ranked.sort(key=lambda name: scores[name][0], reverse=True)
        lines = [f"{name} {scores[name][0]}\n" for name in ranked if scores[name][0] >= least]
        return "".join(lines) or "nobody\n"

    sign = choice("", "", "-") if veto else choice("")
    name = joined(sign, choice("Ada", "Ben", "Cleo", "Dan", "Eve"))
    ballot = joined(name, name, name, by=" ")
    return Draw(
        prompt=f"The first line of the input holds the number of ballots, which may be 0. Each following line is a ballot: three "
        f"names separated by blanks. {invalid} The first name of a ballot gets {points[0]} points, the second {points[1]} "
        f"and the third {points[2]}.{black} Print for each candidate with {least} points or more a line with name and "
        f"points, separated by a blank: the most points first, {break_}. "
        + (
            'Being named first with "-" does not count as being named first. '
            if veto and tie == "first"
            else ""
        )
        + 'If there is no such candidate, print "nobody".',
        solution=fill_some(
            """
            from collections import Counter

            $counters
            for _ in range(int(input())):
                ballot = input().split()
                if len($names) < 3:
                    continue
                for name, worth in zip(ballot, $points):
                    $veto
                        $minus
                    $else
                        $plus
                    $simple
                $firsts
                    $count
                $always
            order = sorted(points, key=lambda name: (-points[name], $key))
            chosen = [name for name in order if points[name] >= $least]
            for name in chosen:
                print(name, points[name])
            if not chosen:
                print("nobody")
            """,
            counters="points, firsts = Counter(), Counter()" if tie == "first" else "points = Counter()",
            names='{name.lstrip("-") for name in ballot}' if veto else "set(ballot)",
            points=tuple(points),
            veto='if name[0] == "-":' if veto else NONE,
            minus="points[name[1:]] -= worth" if veto else NONE,
            plus="points[name] += worth" if veto else NONE,
            simple=NONE if veto else "points[name] += worth",
            firsts='if ballot[0][0] != "-":' if veto and tie == "first" else NONE,
            count="firsts[ballot[0]] += 1" if veto and tie == "first" else NONE,
            always="firsts[ballot[0]] += 1" if not veto and tie == "first" else NONE,
            key="-firsts[name], name" if tie == "first" else "name",
            least=least,
            **{"else": "else:" if veto else NONE},
        ),
        inputs=[counted(items(ballot, 1, 7), by="\n")],
        given=[
            "0\n",
            "1\nAda Ada Ben\n",
            "1\nAda Ben Cleo\n",
            "2\nAda Ben Cleo\nBen Ada Dan\n",
            "3\nEve Dan Ada\nDan Eve Ada\nAda Ben Eve\n",
            "4\nBen Ada Eve\nAda Ben Cleo\nEve Ben Ada\nCleo Dan Ada\n",
        ],
        oracle=oracle,
        program=True,
    )


@family(level=4)
def sheet_values(rng: Random) -> Draw:
    signs = rng.sample(["+", "-", "*", ">", "<"], 2)
    empty = rng.randint(0, 9)
    modulus = rng.randint(50, 200)
    loop = rng.choice(["loop", "?", "error"])
    last = rng.choice([True, False])
    meaning = {
        "+": "their sum",
        "-": "the first minus the second",
        "*": "their product",
        ">": "the larger of the two",
        "<": "the smaller of the two",
    }
    code = {"+": "a + b", "-": "a - b", "*": "a * b", ">": "max(a, b)", "<": "min(a, b)"}

    def oracle(stdin: str) -> str:
        cells: dict[str, str] = {}
        for line in stdin.splitlines()[1:]:
            name, formula = line.split("=")
            cells[name] = formula if last else cells.get(name, formula)
        known: dict[str, int] = {}
        for _ in range(len(cells) + 1):
            for name, formula in cells.items():
                parts = [
                    part if part.isdigit() else known.get(part, empty if part not in cells else None)
                    for part in re.split(r"[-+*<>]", formula)
                ]
                if None not in parts:
                    numbers = [int(part or 0) for part in parts]
                    a, b = numbers[0], numbers[-1]
                    sign = re.sub(r"\w", "", formula)
                    value = {"+": a + b, "-": a - b, "*": a * b, ">": max(a, b), "<": min(a, b)}.get(sign, a)
                    known[name] = value % modulus
        return "".join(f"{name}={known.get(name, loop)}\n" for name in sorted(cells))

    cell = choice("A1", "A2", "B1", "B2", "C1")
    term = any_of(cell, ints(0, 99))
    line = joined(cell, "=", any_of(ints(0, 60), ints(0, 60), term, joined(term, choice(*signs), term)))
    return Draw(
        prompt=f"The first line of the input holds a number n of formulas, at least 1; each of the next n lines is a formula "
        f'like "B2=A1{signs[0]}7", without blanks: the name of a cell (a capital letter and a digit), "=", and then one '
        f"term or two terms with a sign between them. A term is a non-negative integer or the name of a cell. "
        f'"{signs[0]}" gives {meaning[signs[0]]}, "{signs[1]}" {meaning[signs[1]]}; the value of a cell is this result '
        f"modulo {modulus} (never negative). If a cell has several formulas, the {'last' if last else 'first'} one counts. "
        f"A cell without a formula has the value {empty}. Print for each cell with a formula, in alphabetical order, a "
        f'line like "B2=12"; if the cell needs itself, directly or over other cells, or needs such a cell, print '
        f'"{loop}" instead of the value.',
        solution=fill_some(
            """
            import re


            def value(term: str, path: tuple[str, ...]) -> int | None:
                if term.isdigit():
                    return int(term)
                if term not in formulas:
                    return $empty
                if term in path:
                    return None
                a, sign, b = re.fullmatch(r"(\\w+)(?:(\\W)(\\w+))?", formulas[term]).groups()
                a = value(a, (*path, term))
                b = value(b, (*path, term)) if sign else 0
                if a is None or b is None:
                    return None
                if sign:
                    a = $first if sign == "$sign" else $second
                return a % $modulus


            formulas = {}
            for _ in range(int(input())):
                name, formula = input().split("=")
                $store
            for name in sorted(formulas):
                result = value(name, ())
                print(f"{name}={'$loop' if result is None else result}")
            """,
            empty=empty,
            first=code[signs[0]],
            sign=signs[0],
            second=code[signs[1]],
            modulus=modulus,
            store="formulas[name] = formula" if last else "formulas.setdefault(name, formula)",
            loop=loop,
        ),
        inputs=[counted(items(line, 2, 7), by="\n")],
        given=[
            "1\nA1=5\n",
            "1\nA1=B1\n",
            "1\nA1=A1\n",
            f"2\nA1=B1{signs[0]}3\nB1=4\n",
            f"3\nB1=A1\nA1=B1{signs[1]}1\nC1=B1\n",
            "3\nA1=1\nA1=2\nB1=A1\n",
            f"4\nA1=3\nA2=A1{signs[0]}A1\nB1=A2{signs[1]}50\nB2=A1{signs[1]}B1\n",
        ],
        oracle=oracle,
        program=True,
    )


@family(level=4)
def hidden_ships(rng: Random) -> Draw:
    hit, miss, sunk = rng.choice([("hit", "miss", "sunk"), ("X", "O", "S"), ("yes", "no", "down")])
    size = rng.randint(4, 6)
    again = rng.choice(["again", "twice", "void"])
    ways = rng.choice([4, 8])
    near = rng.choice([True, False])
    touch = "side by side or diagonally" if ways == 8 else "side by side (not diagonally)"
    more = (
        f' If the cell is water but one of its up to eight neighbours is ship, print "near" instead of "{miss}".'
        if near
        else ""
    )

    def oracle(stdin: str) -> str:
        lines = stdin.splitlines()
        cells = {(r, c) for r in range(size) for c in range(size) if lines[r][c] == "#"}
        label = {cell: cell for cell in cells}
        for _ in cells:
            for r, c in cells:
                for dr in (-1, 0, 1):
                    for dc in (-1, 0, 1):
                        if (r + dr, c + dc) in label and (ways == 8 or not dr * dc):
                            label[r, c] = min(label[r, c], label[r + dr, c + dc])
        shots: list[tuple[int, int]] = []
        text_ = ""
        for line in lines[size + 1 :]:
            r, c = int(line[1:]) - 1, ord(line[0]) - ord("A")
            if (r, c) in shots:
                text_ += f"{again}\n"
                continue
            shots.append((r, c))
            if (r, c) in label:
                left = [cell for cell in cells if label[cell] == label[r, c] and cell not in shots]
                text_ += f"{hit if left else sunk}\n"
            else:
                close = near and any(max(abs(r - y), abs(c - x)) == 1 for y, x in cells)
                text_ += f"{'near' if close else miss}\n"
        return text_

    return Draw(
        prompt=f'The first {size} lines of the input are a sea of {size} by {size} cells, "." water and "#" ship; a ship is '
        f"a largest group of ship cells that are connected {touch}. The next line holds the number of shots, which may be "
        f"0, and each line after it a shot: the column as a letter (A is the leftmost) directly followed by the row as a "
        f'number (1 is the top one), such as "B3", always in the sea. Print a line for each shot: "{again}" if this cell '
        f'was shot at before; otherwise "{miss}" for water, "{hit}" for a ship, or "{sunk}" if now all cells of that ship '
        f"have been shot at.{more}",
        solution=fill_some(
            """
            $around
            $gap
            $gap
            def ship_at(start: tuple[int, int]) -> set[tuple[int, int]]:
                ship, waiting = {start}, [start]
                while waiting:
                    r, c = waiting.pop()
                    for down, right in $steps:
                        cell = (r + down, c + right)
                        if cell in sea and cell not in ship:
                            ship.add(cell)
                            waiting.append(cell)
                return ship


            rows = [input() for _ in range($size)]
            sea = {(r, c) for r in range($size) for c in range($size) if rows[r][c] == "#"}
            shots = set()
            for _ in range(int(input())):
                shot = input()
                cell = (int(shot[1:]) - 1, "ABCDEFGH".index(shot[0]))
                if cell in shots:
                    print("$again")
                    continue
                shots.add(cell)
                if cell in sea:
                    print("$sunk" if ship_at(cell) <= shots else "$hit")
                $elif_near
                    $print_near
                else:
                    print("$miss")
            """,
            size=size,
            around="AROUND = [(down, right) for down in (-1, 0, 1) for right in (-1, 0, 1)]"
            if near or ways == 8
            else NONE,
            gap="" if near or ways == 8 else NONE,
            steps="AROUND" if ways == 8 else "((1, 0), (-1, 0), (0, 1), (0, -1))",
            again=again,
            sunk=sunk,
            hit=hit,
            elif_near="elif any((cell[0] + down, cell[1] + right) in sea for down, right in AROUND):"
            if near
            else NONE,
            print_near='print("near")' if near else NONE,
            miss=miss,
        ),
        inputs=[
            joined(
                {
                    "list": joined({"list": choice("#", ".", ".", "."), "len": [size, size]}),
                    "len": [size, size],
                },
                counted(items(joined(text("ABCDEF"[:size], 1, 1), ints(1, size)), 3, 14), by="\n"),
                by="\n",
            )
        ],
        given=[
            (".\n" * size).replace(".", "." * size) + "0\n",
            ("#\n" * size).replace("#", "#" * size) + "2\nA1\nA1\n",
            "#" + "." * (size - 1) + "\n" + ("." * size + "\n") * (size - 1) + "3\nB2\nA1\nC3\n",
            "##" + "." * (size - 2) + "\n" + ("." * (size - 1) + "#\n") * (size - 1) + "4\nB1\nA1\nA1\nB2\n",
            ".#"
            + "." * (size - 2)
            + "\n#"
            + "." * (size - 1)
            + "\n"
            + ("." * size + "\n") * (size - 2)
            + "3\nA2\nB1\nA1\n",
        ],
        oracle=oracle,
        program=True,
    )


@family(level=5)
def courier_map(rng: Random) -> Draw:
    size, grass, water = rng.randint(5, 7), rng.randint(2, 4), rng.randint(5, 9)
    keys, bridge = rng.choice([True, False]), rng.randint(1, 3)
    none, key, door = rng.choice(["no way", "none", "-1"]), rng.randint(1, 4), rng.randint(1, 6)
    rule = (
        'A cell "D" is a door, which may only be entered after some cell "K" (a key) has been entered; one key opens all '
        "doors."
        if keys
        else f'Cells "~" (water) may be entered at most {bridge} {"time" if bridge == 1 else "times"} on the whole way.'
    )
    costs = {".": 1, ",": grass, "K": key, "D": door} if keys else {".": 1, ",": grass, "~": water}
    prices = ", ".join(f'{cost} for "{sign}"' for sign, cost in costs.items())

    def oracle(stdin: str) -> str:
        cells = {
            (r, c): sign for r, row in enumerate(stdin.split()) for c, sign in enumerate(row) if sign != "#"
        }
        cells[0, 0] = "."
        best = {(0, 0, 0): 0}
        changed = True
        while changed:
            changed = False
            for (r, c, state), cost in list(best.items()):
                for cell in ((r + 1, c), (r - 1, c), (r, c + 1), (r, c - 1)):
                    sign = cells.get(cell, "#")
                    new = max(state, sign == "K") if keys else state + (sign == "~")
                    if sign == "#" or (sign == "D" and not state) or (not keys and new > bridge):
                        continue
                    total = cost + costs[sign]
                    if total < best.get((*cell, new), 10**6):
                        best[(*cell, new)] = total
                        changed = True
        found = [cost for (r, c, _), cost in best.items() if r == c == size - 1]
        return f"{min(found, default=none)}\n"

    spec = choice(*".......,,,,#", *("DDKK" if keys else "~~~"))
    lines = [".." + "." * (size - 2)] + ["#" * (size - 1) + "."] * (size - 1)
    wall = ["." * size] * (size - 2) + [("D" if keys else "~") * size] * 2
    return Draw(
        prompt=f"The input is a map of {size} lines with {size} characters each. A courier goes from the top left cell, "
        f'which counts as "." whatever its character is, to the bottom right one, in steps to the left, right, up or down. A cell "#" cannot be '
        f"entered, the other ones ({' '.join(costs)}) can, also repeatedly. {rule} Entering a cell costs {prices}; the start is free. Print the lowest cost of a way. If there is no way, print "
        f'"{none}".',
        solution=fill_some(
            """
            from heapq import heappop, heappush

            rows = [input() for _ in range($size)]
            rows[0] = "." + rows[0][1:]
            costs = $costs
            heap = [(0, 0, 0, 0)]
            done = set()
            answer = "$none"
            while heap:
                cost, r, c, $state = heappop(heap)
                if (r, c) == ($last, $last):
                    answer = cost
                    break
                if (r, c, $state) in done:
                    continue
                done.add((r, c, $state))
                for y, x in ((r + 1, c), (r - 1, c), (r, c + 1), (r, c - 1)):
                    if not (0 <= y < $size and 0 <= x < $size):
                        continue
                    sign = rows[y][x]
                    $after
                    if sign == "#" or $closed:
                        continue
                    heappush(heap, (cost + costs[sign], y, x, new))
            print(answer)
            """,
            size=size,
            last=size - 1,
            costs=str(costs).replace("'", '"'),
            none=none,
            state="key" if keys else "wet",
            after='new = 1 if sign == "K" else key' if keys else 'new = wet + (sign == "~")',
            closed='(sign == "D" and not key)' if keys else f"new > {bridge}",
        ),
        inputs=[joined({"list": joined({"list": spec, "len": [size, size]}), "len": [size, size]}, by="\n")],
        given=[
            "\n".join(each) + "\n"
            for each in (["." * size] * size, lines, wall, ["," * size] * size, ["#" * size] * size)
        ],
        oracle=oracle,
        program=True,
    )


@family(level=5)
def paired_round(rng: Random) -> Draw:
    win, draw, wins = rng.randint(2, 5), rng.randint(0, 1), rng.randint(2, 4)
    high = rng.choice([True, False])
    gain, decay = rng.randint(2, 9), rng.randint(1, 4)
    even = rng.choice(["higher", "lower", "none"])
    asked = rng.choice(["table", "champion"])
    sit = "last" if high else "first"
    tied = {
        "higher": "of two equal strengths the player who stands higher in the order of this round wins",
        "lower": "of two equal strengths the player who stands lower in the order of this round wins",
        "none": f"with equal strengths the game is a draw and both get {draw} points",
    }[even]

    def oracle(stdin: str) -> str:
        first, *rest = stdin.splitlines()
        force = {line.split()[0]: int(line.split()[1]) for line in sorted(rest)}
        points = dict.fromkeys(force, 0)
        for _ in range(int(first)):
            queue = sorted(force, key=lambda name: -points[name])
            if len(queue) % 2:
                points[queue.pop(-1 if high else 0)] += wins
            while queue:
                gap = force[queue[0]] - force[queue[1]] or {"higher": 1, "lower": -1, "none": 0}[even]
                for name, result in ((queue.pop(0), gap), (queue.pop(0), -gap)):
                    points[name] += win if result > 0 else draw if result == 0 else 0
                    if result:
                        force[name] = max(0, force[name] - decay) if result > 0 else force[name] + gain
        names = sorted(force, key=lambda name: -points[name])
        return "".join(
            f"{name} {points[name]} {force[name]}\n" for name in names[: None if asked == "table" else 1]
        )

    names = ["ann", "bo", "cy", "dee", "eli", "fay"]
    body = [joined(name, ints(1, 30), by=" ") for name in names]
    inputs = any_of(
        *[joined(ints(0, 6), *body[at : at + n], by="\n") for n, at in ((3, 0), (4, 1), (5, 0), (6, 0))]
    )
    return Draw(
        prompt=f"The first line of the input holds the number of rounds (0 or more); each further line a player, at least one: "
        f"a name and a strength, separated by a blank; all names differ. All players have 0 points at first. At the "
        f"beginning of each round the players are put in order: most points first, equal ones alphabetically by name. If "
        f"their number is odd, the {sit} of the order does not play in this round and gets {wins} points. The others play in "
        f"pairs: the 1st against the 2nd of them, the 3rd against the 4th and so on. The stronger one wins; {tied}. A winner "
        f"gets {win} points and loses {decay} of strength, but not below 0; a loser gains {gain} of strength. After all "
        f"rounds order the players in the same way and print "
        f"{'for each of them' if asked == 'table' else 'for the first of them only'} a line with name, points and strength, "
        f"separated by blanks.",
        solution=fill_some(
            """
            import sys

            lines = sys.stdin.read().split("\\n")
            strength, points = {}, {}
            for line in lines[1:]:
                if line:
                    name, number = line.split()
                    strength[name], points[name] = int(number), 0


            def ranking() -> list[str]:
                return sorted(points, key=lambda name: (-points[name], name))


            for _ in range(int(lines[0])):
                order = ranking()
                if len(order) % 2:
                    points[order.pop($free)] += $wins
                for a, b in zip(order[::2], order[1::2]):
                    $if_even
                        $even_a
                        $even_b
                        $skip
                    winner, loser = (a, b) if strength[a] $sign strength[b] else (b, a)
                    points[winner] += $win
                    strength[winner] = max(0, strength[winner] - $decay)
                    strength[loser] += $gain
            for name in ranking()$shown:
                print(name, points[name], strength[name])
            """,
            free="" if high else "0",
            wins=wins,
            if_even="if strength[a] == strength[b]:" if even == "none" else NONE,
            even_a=f"points[a] += {draw}" if even == "none" and draw else NONE,
            even_b=f"points[b] += {draw}" if even == "none" and draw else NONE,
            skip="continue" if even == "none" else NONE,
            sign=">" if even != "higher" else ">=",
            win=win,
            decay=decay,
            gain=gain,
            shown="" if asked == "table" else "[:1]",
        ),
        inputs=[inputs],
        given=[
            "0\nbo 5\nann 3\n",
            "2\nbo 5\n",
            "1\nbo 5\nann 5\n",
            "3\nann 1\nbo 2\ncy 3\n",
            "4\nann 9\nbo 9\ncy 9\ndee 9\neli 2\n",
        ],
        oracle=oracle,
        program=True,
    )
