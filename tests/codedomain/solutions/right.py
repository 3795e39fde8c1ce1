"""Second solutions of code-core: right ones, by another way than the reference's. Read as text, never imported."""


def count_vowels(text):
    return len([c for c in text if c in "aeiouAEIOU"])


def run_lengths(text):
    import itertools

    return [(key, len(list(group))) for key, group in itertools.groupby(text)]


def caesar_shift(text, shift):
    import string

    low, up, k = string.ascii_lowercase, string.ascii_uppercase, shift % 26
    return text.translate(str.maketrans(low + up, low[k:] + low[:k] + up[k:] + up[:k]))


def common_prefix(words):
    import os

    return os.path.commonprefix(words)


def longest_distinct(text):
    return max(
        (
            j - i
            for i in range(len(text))
            for j in range(i + 1, len(text) + 1)
            if len(set(text[i:j])) == j - i
        ),
        default=0,
    )


def wrap(text, width):
    import textwrap

    return textwrap.wrap(" ".join(text.split()), width, break_long_words=False, break_on_hyphens=False)


def longest_palindrome(text):
    best = ""
    for centre in range(2 * len(text)):
        left, right = (centre - 1) // 2, centre // 2
        if centre % 2 == 0:
            left = right
        else:
            right = left + 1
        while left >= 0 and right < len(text) and text[left] == text[right]:
            left, right = left - 1, right + 1
        found = text[left + 1 : right]
        if len(found) > len(best) or (len(found) == len(best) and text.find(found) < text.find(best)):
            best = found
    return best


def glob_match(text, pattern):
    import re

    marks = {"?": ".", "*": ".*"}
    expression = "".join(marks.get(c, re.escape(c)) for c in pattern)
    return re.fullmatch(expression, text, re.DOTALL) is not None


def slug(title):
    import re

    return "-".join(re.findall("[a-z0-9]+", title.lower()))


def rotate(values, steps):
    from collections import deque

    found = deque(values)
    found.rotate(steps)
    return list(found)


def zeros_last(numbers):
    return sorted(numbers, key=lambda n: n == 0)


def best_stretch(numbers):
    return max(sum(numbers[i:j]) for i in range(len(numbers)) for j in range(i + 1, len(numbers) + 1))


def trapped_water(heights):
    left, right, low, total = 0, len(heights) - 1, 0, 0
    while left < right:
        if heights[left] < heights[right]:
            low = max(low, heights[left])
            total += low - heights[left]
            left += 1
        else:
            low = max(low, heights[right])
            total += low - heights[right]
            right -= 1
    return total


def triples_with_sum(numbers, target):
    found = []
    n = len(numbers)
    for i in range(n):
        for j in range(i + 1, n):
            for k in range(j + 1, n):
                if numbers[i] + numbers[j] + numbers[k] == target:
                    triple = sorted([numbers[i], numbers[j], numbers[k]])
                    if triple not in found:
                        found.append(triple)
    return sorted(found)


def most_common(words, count):
    from collections import Counter

    return [(w, n) for w, n in sorted(Counter(words).items(), key=lambda e: (-e[1], e[0]))][:count]


def flatten_keys(tree):
    flat = {}
    stack = [("", tree)]
    while stack:
        path, node = stack.pop()
        for key, value in node.items():
            if isinstance(value, dict):
                stack.append((path + key + ".", value))
            else:
                flat[path + key] = value
    return flat


def run_cache(capacity, operations):
    from collections import OrderedDict

    cache, results = OrderedDict(), []
    for name, key, value in operations:
        if name == "put":
            cache[key] = value
            cache.move_to_end(key)
            while len(cache) > capacity:
                cache.popitem(last=False)
        elif key in cache:
            cache.move_to_end(key)
            results.append(cache[key])
        else:
            results.append(-1)
    return results


def prime_factors(number):
    for divisor in range(2, number + 1):
        if number % divisor == 0:
            return [divisor, *prime_factors(number // divisor)]
    return []


def to_base(number, base):
    if number < base:
        return "0123456789ABCDEF"[number]
    return to_base(number // base, base) + to_base(number % base, base)


def median(numbers):
    import statistics

    return statistics.median(numbers)


def roman(number):
    thousands = ["", "M", "MM", "MMM"]
    hundreds = ["", "C", "CC", "CCC", "CD", "D", "DC", "DCC", "DCCC", "CM"]
    tens = ["", "X", "XX", "XXX", "XL", "L", "LX", "LXX", "LXXX", "XC"]
    ones = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"]
    return (
        thousands[number // 1000] + hundreds[number // 100 % 10] + tens[number // 10 % 10] + ones[number % 10]
    )


def sum_fractions(fractions):
    from fractions import Fraction

    total = sum((Fraction(a, b) for a, b in fractions), Fraction(0))
    return total.numerator, total.denominator


def primes_below(limit):
    sieve = [True] * max(limit, 2)
    sieve[0] = sieve[1] = False
    for n in range(2, limit):
        if sieve[n]:
            for m in range(2 * n, limit, n):
                sieve[m] = False
    return [n for n in range(limit) if sieve[n]]


def power_mod(base, exponent, modulus):
    return pow(base, exponent, modulus)


def decimal_expansion(numerator, denominator):
    digits, rests = [], []
    rest = numerator % denominator
    while rest and rest not in rests:
        rests.append(rest)
        digits.append(str(rest * 10 // denominator))
        rest = rest * 10 % denominator
    text = str(numerator // denominator)
    if not digits:
        return text
    if not rest:
        return text + "." + "".join(digits)
    at = rests.index(rest)
    return text + "." + "".join(digits[:at]) + "(" + "".join(digits[at:]) + ")"


def luhn_valid(number):
    digits = [int(c) for c in number][::-1]
    doubled = [sum(map(int, str(2 * d))) for d in digits[1::2]]
    return (sum(digits[::2]) + sum(doubled)) % 10 == 0


def flatten(nested):
    flat, stack = [], [nested]
    while stack:
        top = stack.pop()
        if isinstance(top, list):
            stack.extend(reversed(top))
        else:
            flat.append(top)
    return flat


def depth(nested):
    best = level = 0
    for c in str(nested):
        level += (c == "[") - (c == "]")
        best = max(best, level)
    return best


def subsets(numbers):
    from itertools import combinations

    ordered = sorted(numbers)
    return [list(c) for size in range(len(ordered) + 1) for c in combinations(ordered, size)]


def arrangements(letters):
    from itertools import permutations

    return sorted({"".join(p) for p in permutations(letters)})


def queens(size):
    from itertools import permutations

    return [
        list(p)
        for p in permutations(range(size))
        if len({c + r for r, c in enumerate(p)}) == len({c - r for r, c in enumerate(p)}) == size
    ]


def climb(steps):
    from math import comb

    return sum(comb(steps - twos, twos) for twos in range(steps // 2 + 1))


def fewest_coins(coins, amount):
    reached, count = {0}, 0
    while reached and amount not in reached:
        reached = {r + c for r in reached for c in coins if r + c <= amount}
        count += 1
    return count if reached else -1


def edit_distance(first, second):
    from functools import cache

    @cache
    def distance(i, j):
        if i == 0 or j == 0:
            return i + j
        same = first[i - 1] == second[j - 1]
        return min(distance(i - 1, j) + 1, distance(i, j - 1) + 1, distance(i - 1, j - 1) + (not same))

    return distance(len(first), len(second))


def longest_rise(numbers):
    from bisect import bisect_left

    tails = []
    for n in numbers:
        at = bisect_left(tails, n)
        tails[at : at + 1] = [n]
    return len(tails)


def best_load(things, capacity):
    best = 0
    for mask in range(1 << len(things)):
        chosen = [t for i, t in enumerate(things) if mask >> i & 1]
        if sum(w for w, _ in chosen) <= capacity:
            best = max(best, sum(v for _, v in chosen))
    return best


def cheapest_path(costs):
    from functools import cache

    @cache
    def best(r, c):
        if r == c == 0:
            return costs[0][0]
        ways = ([best(r - 1, c)] if r else []) + ([best(r, c - 1)] if c else [])
        return costs[r][c] + min(ways)

    return best(len(costs) - 1, len(costs[0]) - 1)


def count_splits(text, words):
    if not text:
        return 1
    return sum(count_splits(text[len(w) :], words) for w in words if text.startswith(w))


def reachable(streets, start):
    found, size = {start}, 0
    while len(found) != size:
        size = len(found)
        found |= {b for a, b in streets if a in found}
    return sorted(found)


def count_islands(chart):
    rows, columns = len(chart), len(chart[0])
    seen = [[False] * columns for _ in range(rows)]

    def visit(r, c):
        if 0 <= r < rows and 0 <= c < columns and chart[r][c] == "#" and not seen[r][c]:
            seen[r][c] = True
            for dr, dc in ((0, 1), (1, 0), (0, -1), (-1, 0)):
                visit(r + dr, c + dc)
            return 1
        return 0

    return sum(visit(r, c) for r in range(rows) for c in range(columns))


def shortest_way(roads, start, end):
    best = {start: 0}
    for _ in range(len(roads) + 1):
        for a, b, length in roads + [(b, a, length) for a, b, length in roads]:
            if a in best:
                best[b] = min(best.get(b, best[a] + length), best[a] + length)
    return best.get(end, -1)


def cheapest_network(cables):
    houses = {h for a, b, _ in cables for h in (a, b)}
    if not houses:
        return 0
    inside, total = {min(houses)}, 0
    while inside != houses:
        out = [(p, a, b) for a, b, p in cables if (a in inside) != (b in inside)]
        if not out:
            return -1
        price, a, b = min(out)
        inside |= {a, b}
        total += price
    return total


def brackets_match(text):
    kept = "".join(c for c in text if c in "()[]{}")
    while any(pair in kept for pair in ("()", "[]", "{}")):
        for pair in ("()", "[]", "{}"):
            kept = kept.replace(pair, "")
    return not kept


def calculate(formula):
    import ast

    def value(node):
        if isinstance(node, ast.Constant):
            return node.value
        a, b = value(node.left), value(node.right)
        return a + b if isinstance(node.op, ast.Add) else a - b if isinstance(node.op, ast.Sub) else a * b

    import re

    plain = re.sub(r"\d+", lambda m: str(int(m[0])), formula.strip())
    return value(ast.parse(plain, mode="eval").body)


def split_csv(line):
    import csv

    return next(csv.reader([line]), None) or [""]


def expand(code):
    import re

    while "[" in code:
        code = re.sub(r"(\d+)\[([a-z]*)\]", lambda m: m[2] * int(m[1]), code)
    return code


def survivor(people, step):
    last = 0
    for size in range(2, people + 1):
        last = (last + step) % size
    return last + 1


def life_step(cells):
    alive = {(r, c) for r, row in enumerate(cells) for c, v in enumerate(row) if v}

    def near(r, c):
        return sum((r + i, c + j) in alive for i in (-1, 0, 1) for j in (-1, 0, 1) if i or j)

    return [
        [1 if near(r, c) == 3 or ((r, c) in alive and near(r, c) == 2) else 0 for c in range(len(cells[0]))]
        for r in range(len(cells))
    ]


def rover(width, height, commands):
    at, way = 0, 1j
    for command in commands:
        if command == "L":
            way *= 1j
        elif command == "R":
            way *= -1j
        else:
            x, y = (at + way).real, (at + way).imag
            if 0 <= x < width and 0 <= y < height:
                at += way
    at = complex(at)
    return int(at.real), int(at.imag), {1j: "N", 1: "E", -1j: "S", -1: "W"}[way]


def tree_shape(keys):
    def shape(keys):
        if not keys:
            return 0, []
        left = shape([k for k in keys if k < keys[0]])
        right = shape([k for k in keys if k > keys[0]])
        return 1 + max(left[0], right[0]), left[1] + right[1] or [keys[0]]

    return shape(keys)


def add_numbers():
    import sys

    total = 0
    for word in sys.stdin.read().split():
        total += int(word)
    print(total)


def word_count():
    import re
    import sys

    lines = list(sys.stdin)
    words = sum(len(line.split()) for line in lines)
    print(len(lines), words, sum(len(re.findall("[a-zA-Z]", line)) for line in lines), sep=" ")


def spiral():
    rows, columns = map(int, input().split())
    table = {}
    top, bottom, left, right, number = 0, rows - 1, 0, columns - 1, 1
    while top <= bottom and left <= right:
        ring = [(top, c) for c in range(left, right + 1)] + [(r, right) for r in range(top + 1, bottom + 1)]
        if top < bottom:
            ring += [(bottom, c) for c in range(right - 1, left - 1, -1)]
        if left < right and top < bottom:
            ring += [(r, left) for r in range(bottom - 1, top, -1)]
        for place in ring:
            table[place] = number
            number += 1
        top, bottom, left, right = top + 1, bottom - 1, left + 1, right - 1
    for r in range(rows):
        print(" ".join(str(table[r, c]) for c in range(columns)))


def round_robin(queues):
    from itertools import chain, zip_longest

    missing = object()
    return [x for x in chain.from_iterable(zip_longest(*queues, fillvalue=missing)) if x is not missing]


def windows(numbers, size):
    return list(zip(*(numbers[i:] for i in range(size))))


def merge_streams(first, second):
    merged, first, second = [], list(first), list(second)
    while first or second:
        if first and (not second or first[0] <= second[0]):
            merged.append((first.pop(0), "first"))
        else:
            merged.append((second.pop(0), "second"))
    return merged


def tokens(text):
    import re

    kinds = ("number", "word", "sign")
    found = re.finditer(r"([0-9]+)|([a-z]+)|([^ ])", text)
    return [(kinds[match.lastindex - 1], match[0]) for match in found]


def turn_right(matrix):
    rows, columns = len(matrix), len(matrix[0])
    return [[matrix[rows - 1 - r][c] for r in range(rows)] for c in range(columns)]


def largest_rectangle(cells):
    best = 0
    rows, columns = len(cells), len(cells[0])
    for top in range(rows):
        for left in range(columns):
            for bottom in range(top, rows):
                for right in range(left, columns):
                    if all(cells[r][c] for r in range(top, bottom + 1) for c in range(left, right + 1)):
                        best = max(best, (bottom - top + 1) * (right - left + 1))
    return best


def place_of(numbers, number):
    return sum(n < number for n in numbers)


def merge_spans(spans):
    merged = []
    for span in spans:
        apart = [m for m in merged if m[1] < span[0] or span[1] < m[0]]
        touching = [m for m in merged if m not in apart] + [span]
        merged = [*apart, (min(m[0] for m in touching), max(m[1] for m in touching))]
    return sorted(merged)


def lightest_days(pages, days):
    if days == 1:
        return sum(pages)
    return min(
        max(sum(pages[:first]), lightest_days(pages[first:], days - 1))
        for first in range(1, len(pages) - days + 2)
    )


def inversions(numbers):
    return sum(numbers[i] > n for j, n in enumerate(numbers) for i in range(j))
