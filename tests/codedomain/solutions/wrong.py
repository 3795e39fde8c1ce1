"""Solutions of code-core with a typical slip each. Read as text, never imported."""


def count_vowels(text):
    return sum(c in "aeiou" for c in text)


def run_lengths(text):
    return [(c, text.count(c)) for c in dict.fromkeys(text)]


def caesar_shift(text, shift):
    return "".join(chr((ord(c) - 97 + shift) % 26 + 97) if c.isalpha() else c for c in text.lower())


def longest_distinct(text):
    return len(set(text))


def longest_palindrome(text):
    parts = [text[i:j] for i in range(len(text)) for j in range(i + 1, len(text) + 1)]
    return max(sorted(p for p in parts if p == p[::-1]), key=len)


def glob_match(text, pattern):
    import fnmatch

    return fnmatch.fnmatchcase(text, pattern.replace("?", "*"))


def slug(title):
    return "-".join(title.lower().split())


def rotate(values, steps):
    return values[-steps:] + values[:-steps]


def best_stretch(numbers):
    best = running = 0
    for n in numbers:
        running = max(0, running + n)
        best = max(best, running)
    return best


def chunks(values, size):
    return [values[i : i + size] for i in range(0, len(values) - size + 1, size)]


def triples_with_sum(numbers, target):
    from itertools import combinations

    return [list(t) for t in combinations(sorted(numbers), 3) if sum(t) == target]


def first_missing(numbers):
    return max([0, *numbers]) + 1


def add_up(first, second):
    return {key: first.get(key, 0) + second.get(key, 0) for key in [*first, *second]}


def most_common(words, count):
    from collections import Counter

    return Counter(words).most_common(count)


def run_cache(capacity, operations):
    kept, results = {}, []
    for name, key, value in operations:
        if name == "get":
            results.append(kept.get(key, -1))
        else:
            kept[key] = value
            if len(kept) > capacity:
                del kept[next(iter(kept))]
    return results


def digit_sum(number):
    return sum(int(c) for c in str(number) if c != "-") if number >= 0 else -sum(map(int, str(-number)))


def is_leap(year):
    return year % 4 == 0 and year % 100 != 0


def to_base(number, base):
    digits = ""
    while number:
        digits = "0123456789ABCDEF"[number % base] + digits
        number //= base
    return digits


def median(numbers):
    return sorted(numbers)[len(numbers) // 2]


def roman(number):
    letters = ""
    for value, letter in ((1000, "M"), (500, "D"), (100, "C"), (50, "L"), (10, "X"), (5, "V"), (1, "I")):
        letters += letter * (number // value)
        number %= value
    return letters


def sum_fractions(fractions):
    top, bottom = 0, 1
    for a, b in fractions:
        top, bottom = top * b + a * bottom, bottom * b
    return top, bottom


def primes_below(limit):
    return [n for n in range(2, limit + 1) if all(n % d for d in range(2, n))]


def power_mod(base, exponent, modulus):
    result = 1
    for _ in range(exponent):
        result = result * base % modulus
    return result


def luhn_valid(number):
    total = 0
    for i, c in enumerate(number):
        d = int(c) * 2 if i % 2 == 0 else int(c)
        total += d - 9 if d > 9 else d
    return total % 10 == 0


def depth(nested):
    return 1 + sum(depth(e) for e in nested[:1] if isinstance(e, list))


def arrangements(letters):
    from itertools import permutations

    return sorted("".join(p) for p in permutations(letters))


def climb(steps):
    a, b = 0, 1
    for _ in range(steps):
        a, b = b, a + b
    return a


def fewest_coins(coins, amount):
    used = 0
    for coin in sorted(coins, reverse=True):
        used += amount // coin
        amount %= coin
    return -1 if amount else used


def count_change(coins, amount):
    ways = [1] + [0] * amount
    for total in range(1, amount + 1):
        ways[total] = sum(ways[total - c] for c in coins if c <= total)
    return ways[amount]


def edit_distance(first, second):
    return sum(a != b for a, b in zip(first, second)) + abs(len(first) - len(second))


def longest_rise(numbers):
    best = run = 1 if numbers else 0
    for a, b in zip(numbers, numbers[1:]):
        run = run + 1 if b > a else 1
        best = max(best, run)
    return best


def best_load(things, capacity):
    best = [0] * (capacity + 1)
    for weight, value in things:
        for room in range(weight, capacity + 1):
            best[room] = max(best[room], best[room - weight] + value)
    return best[capacity]


def smallest_difference(weights):
    a = b = 0
    for w in sorted(weights, reverse=True):
        if a <= b:
            a += w
        else:
            b += w
    return abs(a - b)


def reachable(streets, start):
    return sorted({start} | {b for a, b in streets if a == start})


def fewest_roads(roads, start, end):
    distance, queue = {start: 0}, [start]
    for town in queue:
        for a, b in roads:
            if a == town and b not in distance:
                distance[b] = distance[town] + 1
                queue.append(b)
    return distance.get(end, -1)


def shortest_way(roads, start, end):
    def walk(town, seen):
        if town == end:
            return 0
        ways = [length + walk(b, seen | {b}) for a, b, length in roads if a == town and b not in seen]
        return min(ways, default=10**6)

    found = walk(start, {start})
    return found if found < 10**6 else -1


def cheapest_network(cables):
    return sum(price for _, _, price in cables)


def brackets_match(text):
    return all(text.count(a) == text.count(b) for a, b in ("()", "[]", "{}"))


def calculate(formula):
    total, operator, digits = 0, "+", ""
    for c in formula.replace(" ", "").replace("(", "").replace(")", "") + "+":
        if c.isdigit():
            digits += c
            continue
        n = int(digits)
        total = total + n if operator == "+" else total - n if operator == "-" else total * n
        operator, digits = c, ""
    return total


def split_csv(line):
    return [field.strip('"') for field in line.split(",")]


def expand(code):
    import re

    return re.sub(r"(\d)\[([a-z]*)\]", lambda m: m[2] * int(m[1]), code)


def run_stack(code):
    stack = []
    for word in code.split():
        if word.isdigit():
            stack.append(int(word))
        elif word == "dup":
            stack.append(stack[-1])
        elif word == "drop":
            stack.pop()
        elif word == "swap":
            stack[-1], stack[-2] = stack[-2], stack[-1]
        else:
            b, a = stack.pop(), stack.pop()
            stack.append({"+": a + b, "-": a - b, "*": a * b, "/": int(a / b) if b else 0}[word])
    return stack


def survivor(people, step):
    circle, at = list(range(1, people + 1)), 0
    while len(circle) > 1:
        at = (at + step) % len(circle)
        circle.pop(at)
    return circle[0]


def life_step(cells):
    height, width = len(cells), len(cells[0])

    def near(r, c):
        return sum(cells[(r + i) % height][(c + j) % width] for i in (-1, 0, 1) for j in (-1, 0, 1) if i or j)

    return [
        [int(near(r, c) == 3 or (cells[r][c] and near(r, c) == 2)) for c in range(width)]
        for r in range(height)
    ]


def waiting_times(customers):
    waits, free = [], 0
    for arrival, service in customers:
        begin = max(free, arrival)
        waits.append(begin - arrival)
        free = begin + service
    return waits


def balance_after(deposit, months, withdrawal):
    for _ in range(months):
        deposit = max(0, deposit - withdrawal) * 1.01
    return deposit


def replay_account(limit, operations):
    balance = refused = 0
    for name, amount in operations:
        if name == "deposit":
            balance += amount
        elif balance - amount <= -limit:
            refused += 1
        else:
            balance -= amount
    return balance, refused


def add_numbers():
    print(sum(int(c) for c in input() if c.isdigit()))


def fizz_buzz():
    for n in range(1, int(input()) + 1):
        print("Fizz" if n % 3 == 0 else "Buzz" if n % 5 == 0 else n)


def best_scores():
    best = {}
    for _ in range(int(input())):
        name, score = input().split()
        best[name] = int(score)
    for name in sorted(best, key=lambda n: (-best[n], n)):
        print(name, best[name])


def working_time():
    import sys

    total = 0
    for line in sys.stdin.read().split():
        (a, b), (c, d) = (map(int, t.split(":")) for t in line.split("-"))
        total += 60 * c + d - 60 * a - b
    print(f"{total // 60}:{total % 60:02}")


def maze():
    import sys

    lines = sys.stdin.read().split()
    print(len(lines) + len(lines[0]) - 2)


def round_robin(queues):
    return [x for turn in zip(*queues) for x in turn]


def pipeline(numbers, stages, limit):
    for stage in sorted(stages):
        if stage == "even":
            numbers = [n for n in numbers if n % 2 == 0]
        elif stage == "positive":
            numbers = [n for n in numbers if n > 0]
        elif stage == "double":
            numbers = [2 * n for n in numbers]
        elif stage == "square":
            numbers = [n * n for n in numbers]
        else:
            numbers = list(dict.fromkeys(numbers))
    return numbers[:limit]


def turn_right(matrix):
    return [list(row) for row in zip(*matrix)][::-1]


def tic_tac_toe(board):
    for player in "XO":
        lines = [*board, *map(list, zip(*board)), [board[i][i] for i in range(3)]]
        if [player] * 3 in lines:
            return player
    return "open" if any("." in row for row in board) else "draw"


def merge_spans(spans):
    merged = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], end)
        else:
            merged.append((start, end))
    return merged


def nth_largest(numbers, place):
    return sorted(set(numbers), reverse=True)[place - 1]


def inversions(numbers):
    return sum(a > b for a, b in zip(numbers, numbers[1:]))
