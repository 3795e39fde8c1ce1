"""Networks of people and places."""

from __future__ import annotations

from itertools import permutations
from typing import TYPE_CHECKING

from ..code_core.author import any_of, choice, ints, items, pair
from .family import NONE, Draw, family, fill, fill_some
from .graphs import NAMES, Links

if TYPE_CHECKING:
    from random import Random

LEGS = (
    pair(choice("A"), choice("B", "C"), ints(0, 9), ints(1, 4)),
    pair(choice("B"), choice("C", "D"), ints(5, 16), ints(1, 5)),
    pair(choice("A", "C"), choice("D"), ints(3, 18), ints(2, 7)),
)


@family(level=3)
def spreading_news(rng: Random) -> Draw:
    least = rng.choice([1, 2, 2])
    stubborn, eager = rng.sample("ABCDEFG", 2)
    asked = rng.choice(["rounds", "names", "last"])
    days = rng.randint(2, 4)
    words = {
        "rounds": "number of days after which nobody new learns it (0 if nobody new learns it on day 1)",
        "names": f"names of all who know it after day {days}, in alphabetical order",
        "last": "names of those who never learn it, in alphabetical order, of all who occur in `friends`",
    }[asked]

    def oracle(friends: Links, first: list[str]) -> int | list[str]:
        near = {
            name: {a if b == name else b for a, b in friends if name in (a, b)} - {name} for name in "ABCDEFG"
        }
        history = [frozenset(first)]
        while len(history) < 12:
            known = history[-1]
            needs = {name: 1 if name == eager else least + (name == stubborn) for name in near}
            history.append(known | {name for name in near if len(near[name] & known) >= needs[name]})
        if asked == "rounds":
            return history.index(history[-1])
        if asked == "names":
            return sorted(history[days])
        return sorted({name for pair_ in friends for name in pair_} - history[-1])

    result = {"rounds": "day", "names": "sorted(known)", "last": "sorted(set(near) - known)"}[asked]
    loop = f"for _ in range({days}):" if asked == "names" else "while True:"
    return Draw(
        prompt=f"`friends` are pairs of names; friendship goes both ways, and repeated pairs or a pair of one name change "
        f"nothing. The people in `first` know a piece of news at the beginning (they need not have friends). On each day "
        f"everybody who does not know it yet learns it if at least {least} of their friends knew it before that day; "
        f"{eager} needs only 1 such friend and {stubborn} needs {least + 1}. Return the {words}.",
        solution=fill_some(
            """
            def spreading_news(friends: list[tuple[str, str]], first: list[str]) -> $type:
                near = {}
                for a, b in friends:
                    near.setdefault(a, set()).add(b)
                    near.setdefault(b, set()).add(a)
                needs = {name: $least for name in near} | {"$eager": 1, "$stubborn": $more}
                known = set(first)
                $day
                $loop
                    new = {name for name in near if name not in known and len(near[name] & known) >= needs[name]}
                    $stop
                        $leave
                    known |= new
                    $count
                $result
            """,
            type="int" if asked == "rounds" else "list[str]",
            least=least,
            eager=eager,
            stubborn=stubborn,
            more=least + 1,
            day="day = 0" if asked == "rounds" else NONE,
            loop=loop,
            stop=NONE if asked == "names" else "if not new:",
            leave=NONE if asked == "names" else f"return {result}",
            count="day += 1" if asked == "rounds" else NONE,
            result=f"return {result}" if asked == "names" else NONE,
        ),
        inputs=[items(pair(NAMES, NAMES), 5, 14), items(NAMES, 1, 3, unique=True)],
        given=[
            ([], []),
            ([], ["G"]),
            ([("A", "B"), ("B", "C"), ("C", "D")], ["A"]),
            ([("A", "A"), ("A", "B"), ("A", "B")], ["B"]),
            (
                [
                    ("A", "C"),
                    ("B", "C"),
                    ("C", "D"),
                    ("B", "D"),
                    ("D", "E"),
                    ("C", "E"),
                    ("E", "F"),
                    ("D", "F"),
                ],
                ["A", "B"],
            ),
            ([("A", "B"), ("C", "D"), ("E", "F"), ("F", "G"), ("E", "G"), ("G", "A")], ["E", "F"]),
        ],
        oracle=oracle,
    )


@family(level=2)
def staff_below(rng: Random) -> Draw:
    shares = [rng.randint(3, 9), rng.choice([-2, -1, 1, 2, 3]), rng.choice([-1, 1, 2])]
    least, asked = rng.randint(3, 7), rng.choice(["people", "points", "best"])
    result = {
        "people": f"in rising order the people who have {least} points or more in the end",
        "points": "a list of the points that all people have in the end",
        "best": "the number of the person with the most points in the end, of several the smallest, or -1 if there is no "
        "person",
    }[asked]

    def oracle(back: list[int]) -> int | list[int]:
        levels: list[dict[int, int]] = []
        for at, gap in enumerate(back):
            above = levels[at - gap] if 0 < gap <= at else None
            levels.append({} if above is None else {at - gap: 1, **{who: n + 1 for who, n in above.items()}})
        points = [
            sum(shares[each[at] - 1] for each in levels if each.get(at, 9) < 4) for at in range(len(back))
        ]
        if asked == "best":
            return min(((-n, at) for at, n in enumerate(points)), default=(0, -1))[1]
        return [at for at, n in enumerate(points) if n >= least] if asked == "people" else points

    return Draw(
        prompt=f"The people of a firm are numbered from 0. The direct boss of person i is person i - `back[i]`; if `back[i]` "
        f"is 0 or larger than i, person i has no boss. All have 0 points at first. Then each person changes the points of "
        f"the bosses above: those of the direct boss (1 step up) by {shares[0]:+}, those of the boss 2 steps up by "
        f"{shares[1]:+} and those of the boss 3 steps up by {shares[2]:+}, as far as there are such bosses. Return {result}.",
        solution=fill(
            """
            def staff_below(back: list[int]) -> $type:
                points = [0] * len(back)
                for person in range(len(back)):
                    for share in $shares:
                        if not 0 < back[person] <= person:
                            break
                        person -= back[person]
                        points[person] += share
                return $result
            """,
            type="int" if asked == "best" else "list[int]",
            shares=tuple(shares),
            result={
                "people": f"[person for person, got in enumerate(points) if got >= {least}]",
                "points": "points",
                "best": "points.index(max(points)) if points else -1",
            }[asked],
        ),
        inputs=[items(choice(0, 1, 1, 1, 2, 2, 3, 5), 3, 12)],
        given=[([],), ([0],), ([1],), ([0, 1, 1, 1, 1],), ([0, 1, 2, 3, 4, 5],), ([0, 1, 1, 0, 1, 2, 1, 5],)],
        oracle=oracle,
    )


@family(level=4)
def joined_crews(rng: Random) -> Draw:
    cap = rng.randint(2, 6)
    asked = rng.choice(["sizes", "refused", "crew"])
    rule = rng.choice(["cap", "twins", "gap"])
    gap = rng.randint(1, 3)
    who = rng.choice("ABCDEFG")
    words = {
        "cap": f"the new crew would have more than {cap} members",
        "twins": "both crews have the same size and more than one member",
        "gap": f"the sizes of the two crews differ by more than {gap}",
    }[rule]
    result = {
        "sizes": "the sizes of all crews at the end, the largest first",
        "refused": "the number of refused requests",
        "crew": f"the names in the crew of {who} at the end, in alphabetical order",
    }[asked]

    def oracle(requests: Links) -> int | list[int] | list[str]:
        label = {name: name for name in "ABCDEFG"}
        refused = 0
        for a, b in requests:
            if label[a] == label[b]:
                continue
            one = [name for name in label if label[name] == label[a]]
            two = [name for name in label if label[name] == label[b]]
            bad = {
                "cap": len(one + two) > cap,
                "twins": len(one) == len(two) != 1,
                "gap": not -gap <= len(one) - len(two) <= gap,
            }[rule]
            refused += bad
            if not bad:
                label |= dict.fromkeys(one, label[b])
        if asked == "refused":
            return refused
        if asked == "crew":
            return [name for name in label if label[name] == label[who]]
        return sorted((list(label.values()).count(name) for name in set(label.values())), reverse=True)

    test = {
        "cap": f"len(one) + len(two) > {cap}",
        "twins": "len(one) == len(two) > 1",
        "gap": f"abs(len(one) - len(two)) > {gap}",
    }[rule]
    return Draw(
        prompt=f"The sailors A, B, C, D, E, F and G each form a crew of their own at first. `requests` are pairs of names, "
        f"handled in order: the crews of the two shall become one crew. If they are in the same crew already (also if both "
        f"names are the same), nothing happens. A request is refused if {words}; then nothing changes either. Return "
        f"{result}.",
        solution=fill_some(
            """
            def joined_crews(requests: list[tuple[str, str]]) -> $type:
                crews = {name: {name} for name in "ABCDEFG"}
                $start
                for a, b in requests:
                    one, two = crews[a], crews[b]
                    if one is two:
                        continue
                    if $test:
                        $count
                        continue
                    one |= two
                    for name in two:
                        crews[name] = one
                $leaders
                return $result
            """,
            type={"sizes": "list[int]", "refused": "int", "crew": "list[str]"}[asked],
            start="refused = 0" if asked == "refused" else NONE,
            test=test,
            count="refused += 1" if asked == "refused" else NONE,
            leaders="crew_of = {min(crew): crew for crew in crews.values()}" if asked == "sizes" else NONE,
            result={
                "sizes": "sorted((len(crew) for crew in crew_of.values()), reverse=True)",
                "refused": "refused",
                "crew": f'sorted(crews["{who}"])',
            }[asked],
        ),
        inputs=[items(pair(NAMES, NAMES), 5, 14)],
        given=[
            ([],),
            ([("A", "A")],),
            ([("A", "B"), ("B", "A"), ("C", "D"), ("A", "C")],),
            ([("A", "B"), ("B", "C"), ("C", "D"), ("D", "E"), ("E", "F"), ("F", "G")],),
            ([("A", "B"), ("C", "D"), ("E", "F"), ("B", "C"), ("D", "F"), ("G", "A"), ("G", who)],),
        ],
        oracle=oracle,
    )


@family(level=4)
def ferry_arrival(rng: Random) -> Draw:
    change, late = rng.randint(1, 4), rng.randint(18, 26)
    most = rng.choice([2, 3, 9])
    limit = f" The passenger can use at most {most} ferries." if most < 9 else ""
    home = rng.choice([True, False])
    waits = (
        "the first ferry can leave at minute 0"
        if home
        else f"the first ferry must leave at minute {change} or later"
    )

    def oracle(ferries: list[tuple[str, str, int, int]], start: str, goal: str) -> int:
        times = [0] if start == goal else []
        first = 0 if home else change
        for count in range(1, min(len(ferries), most) + 1):
            for trip in permutations(ferries, count):
                time, place = first - change, start
                for origin, end, departure, length in trip:
                    if origin != place or departure < time + change:
                        break
                    time, place = departure + length, end
                else:
                    times += [time] if place == goal and time <= late else []
        return min(times, default=-1)

    return Draw(
        prompt=f"`ferries` are tuples (from, to, departure, length): a ferry leaves the island `from` at minute `departure` "
        f"and gets to the island `to` `length` minutes later (at least 1). A passenger on the island `start` at minute 0 "
        f"wants to get to `goal`; {waits}. To change, at least {change} minutes must lie between the arrival and the next "
        f"departure.{limit} Return the earliest minute at which the passenger can be on `goal`: 0 if it is `start`, and -1 "
        f"if it is not possible by minute {late}.",
        solution=fill(
            """
            def ferry_arrival(ferries: list[tuple[str, str, int, int]], start: str, goal: str) -> int:
                if start == goal:
                    return 0
                ready = {start: $first}
                best = $never
                for _ in range($rounds):
                    reached = dict(ready)
                    for origin, end, departure, length in ferries:
                        if origin in ready and departure >= ready[origin]:
                            arrival = departure + length
                            reached[end] = min(arrival + $change, reached.get(end, arrival + $change))
                            if end == goal:
                                best = min(best, arrival)
                    ready = reached
                return best if best <= $late else -1
            """,
            first=0 if home else change,
            never=late + 1,
            rounds="len(ferries)" if most == 9 else most,
            change=change,
            late=late,
        ),
        inputs=[
            items(any_of(*LEGS), 4, 6),
            choice("A", "A", "A", "B"),
            choice("D", "D", "D", "C"),
        ],
        given=[
            ([], "A", "A"),
            ([], "A", "D"),
            ([("A", "D", 0, 5)], "A", "D"),
            ([("A", "B", 4, 2), ("B", "D", 6 + change, 3), ("B", "D", 5 + change, 1)], "A", "D"),
            ([("A", "B", 5, 2), ("B", "C", 12, 2), ("C", "D", 18, 1), ("A", "D", 16, 6)], "A", "D"),
            ([("A", "B", 4, 9), ("A", "B", 8, 1), ("B", "D", 9 + change, 2)], "A", "D"),
        ],
        oracle=oracle,
    )


@family(level=5)
def weak_links(rng: Random) -> Draw:
    size, least = rng.randint(7, 12), rng.randint(1, 2)
    kind = rng.choice(["link", "node"])
    measure = rng.choice(["small", "cut"])
    many = rng.randint(2, 5)
    what = "cable" if kind == "link" else "computer"
    words = (
        f"each of the two parts into which its network falls has at least {least} "
        f"{'computer' if least == 1 else 'computers'}"
        if measure == "small" and kind == "link"
        else f"its network falls into at least {least + 1} parts"
        if measure == "small"
        else f"at least {many} pairs of other computers that were connected before are then not connected any more"
        if kind == "node"
        else f"at least {many} pairs of computers that were connected before are then not connected any more"
    )

    def oracle(cables: list[tuple[int, int]]) -> list[int]:
        def groups(links: list[tuple[int, int]], nodes: set[int]) -> list[set[int]]:
            found = [{node} for node in nodes]
            for a, b in links:
                if a in nodes and b in nodes:
                    one, two = (next(group for group in found if end in group) for end in (a, b))
                    if one is not two:
                        found = [group for group in found if group is not one and group is not two] + [
                            one | two
                        ]
            return found

        answer = []
        before = groups(cables, set(range(size)))
        for at in range(len(cables) if kind == "link" else size):
            left = cables[:at] + cables[at + 1 :] if kind == "link" else cables
            nodes = set(range(size)) - ({at} if kind == "node" else set())
            whole = (
                next(group for group in before if (cables[at][0] if kind == "link" else at) in group) & nodes
            )
            parts = [part for part in groups(left, nodes) if part <= whole]
            cut = (len(whole) ** 2 - sum(len(part) ** 2 for part in parts)) // 2
            if measure == "cut":
                good = cut >= many
            elif kind == "link":
                good = len(parts) == 2 and min(map(len, parts)) >= least
            else:
                good = len(parts) > least
            answer += [at] if good else []
        return answer

    return Draw(
        prompt=f"{size} computers, numbered from 0 to {size - 1}, are joined by `cables`, pairs of their numbers. Two cables "
        f"may join the same computers, and a cable may lead from a computer to itself. Computers are connected if cables "
        f"lead from one to the other, directly or over other computers; a network is a largest group of connected "
        f"computers. A {what} is critical if this holds when it alone {'is cut' if kind == 'link' else 'is taken away'}: "
        f"{words}. Return in rising order the "
        f"{'indices of the critical cables in `cables`' if kind == 'link' else 'numbers of the critical computers'}.",
        solution=fill_some(
            """
            def weak_links(cables: list[tuple[int, int]]) -> list[int]:
                def network(start: int, links: list[tuple[int, int]]) -> set[int]:
                    found, waiting = {start}, [start]
                    while waiting:
                        place = waiting.pop()
                        for link in links:
                            if place in link:
                                new = set(link) - found
                                found |= new
                                waiting += new
                    return found

                critical = []
                for $each:
                    $others
                    $whole
                    $parts
                    if $test:
                        critical.append($name)
                return critical
            """,
            each="index, (a, b) in enumerate(cables)" if kind == "link" else f"computer in range({size})",
            others="others = cables[:index] + cables[index + 1 :]"
            if kind == "link"
            else "others = [cable for cable in cables if computer not in cable]",
            whole=NONE if kind == "link" else "rest = network(computer, cables) - {computer}",
            parts="one, two = network(a, others), network(b, others)"
            if kind == "link"
            else "parts = {min(part): len(part) for part in (network(place, others) for place in rest)}",
            test=(
                (f"one != two and min(len(one), len(two)) >= {least}" if least > 1 else "one != two")
                if measure == "small" and kind == "link"
                else f"len(parts) > {least}"
                if measure == "small"
                else f"one != two and len(one) * len(two) >= {many}"
                if kind == "link"
                else f"len(rest) ** 2 - sum(size**2 for size in parts.values()) >= {2 * many}"
            ),
            name="index" if kind == "link" else "computer",
        ),
        inputs=[items(pair(ints(0, 3), ints(2, size - 1)), 6, 12)],
        given=[
            ([],),
            ([(0, 1)],),
            ([(2, 2), (1, 2), (2, 1)],),
            ([(0, 1), (1, 2), (2, 3), (3, 4), (4, 5), (5, 6)],),
            ([(0, 1), (1, 2), (2, 0), (2, 3), (3, 4), (4, 5), (5, 3)],),
            ([(0, 1), (0, 2), (0, 3), (0, 4), (4, 5), (5, 6), (6, 4)],),
        ],
        oracle=oracle,
    )
