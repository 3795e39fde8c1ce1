"""Binary numbers, codes and checksums."""

from __future__ import annotations

from problem_banks.code_core.author import ints, items, problem, text


@problem(level=1, inputs=[ints(0, 300), ints(0, 300)], given=[(0, 0), (1, 2), (7, 7), (255, 0), (12, 10)])
def differing_bits(one: int, two: int) -> int:
    """In how many binary digits do the non-negative whole numbers `one` and `two` differ, if both are written with the
    same number of digits?
    """
    return (one ^ two).bit_count()


@problem(level=2, inputs=[ints(0, 500)], given=[(0,), (1,), (2,), (5,), (255,), (340,)])
def longest_run_of_ones(number: int) -> int:
    """Return the length of the longest run of neighbouring digits 1 in the binary form of the non-negative whole
    number `number`.
    """
    return max(map(len, f"{number:b}".split("0")))


@problem(level=2, inputs=[ints(0, 255)], given=[(0,), (1,), (128,), (6,), (255,)])
def mirrored_byte(value: int) -> int:
    """Return the number from 0 to 255 whose eight binary digits are those of `value` in reverse order. `value` lies
    between 0 and 255.
    """
    return int(f"{value:08b}"[::-1], 2)


@problem(level=3, inputs=[ints(0, 6)], given=[(0,), (1,), (2,), (3,), (4,), (5,), (6,)])
def gray_sequence(digits: int) -> list[str]:
    """Return the reflected binary code of `digits` digits as a list of texts: for no digits it is a list with the empty
    text; each further digit puts "0" before all entries of the shorter code, followed by "1" before the same
    entries in reverse order.
    """
    codes = [""]
    for _ in range(digits):
        codes = ["0" + code for code in codes] + ["1" + code for code in reversed(codes)]
    return codes


@problem(
    level=3,
    inputs=[items(ints(0, 255), 0, 8)],
    given=[([],), ([0],), ([255, 255],), ([1, 2, 3],), ([200, 100, 50, 25],)],
)
def two_sums_checksum(data: list[int]) -> int:
    """Compute a checksum of the bytes in `data`: two sums start at 0; for each byte the first sum grows by the byte and
    the second sum grows by the new first sum, both modulo 255. The result is the second sum times 256 plus the first.
    """
    first = second = 0
    for byte in data:
        first = (first + byte) % 255
        second = (second + first) % 255
    return second * 256 + first


@problem(
    level=3,
    inputs=[items(ints(0, 9), 12, 12)],
    given=[
        ([0] * 12,),
        ([9] * 12,),
        ([4, 0, 0, 6, 3, 8, 1, 3, 3, 3, 9, 3],),
        ([1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1, 2],),
    ],
)
def barcode_digit(digits: list[int]) -> int:
    """The thirteenth digit of a bar code makes the following sum divisible by 10: the digits at odd places (counting
    from 1) plus three times the digits at even places. Return it for the first twelve `digits`.
    """
    total = sum(digits[0::2]) + 3 * sum(digits[1::2])
    return -total % 10


@problem(
    level=4,
    inputs=[items(ints(0, 20000), 0, 4)],
    given=[([],), ([0],), ([127],), ([128],), ([300, 5],), ([16383, 16384],)],
)
def packed_numbers(numbers: list[int]) -> list[int]:
    """Encode non-negative whole numbers as bytes, one after another: a number is cut into groups of seven binary
    digits, the lowest group first, as many as it needs but at least one. Each group is one byte, to which 128 is
    added for all groups of a number but its last. Return the list of bytes.
    """
    packed = []
    for number in numbers:
        rest = number
        while rest >= 128:
            packed.append(rest % 128 + 128)
            rest //= 128
        packed.append(rest)
    return packed


@problem(
    level=4,
    inputs=[text("abcab", 0, 16)],
    given=[("",), ("a",), ("aaaa",), ("abab",), ("abcabcabc",), ("aabaab",)],
)
def back_references(text: str) -> list[list[int | str]]:
    """Compress `text` from left to right. At each position look for the longest piece that starts here and also starts
    at an earlier position (the two may overlap). If it has at least three characters, write [distance, length] with
    the smallest distance back to such an earlier start, and go on behind the piece; otherwise write the single
    character and go on by one. Return the list of what was written, a single character as a list that holds it.
    """
    made: list[list[int | str]] = []
    at = 0
    while at < len(text):
        size, distance = 0, 0
        for back in range(1, at + 1):
            length = 0
            while at + length < len(text) and text[at + length] == text[at - back + length]:
                length += 1
            if length > size:
                size, distance = length, back
        made.append([distance, size] if size >= 3 else [text[at]])
        at += size if size >= 3 else 1
    return made
