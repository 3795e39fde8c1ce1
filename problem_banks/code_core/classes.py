"""Classes, driven by a function that replays a list of operations."""

from __future__ import annotations

from typing import Any

from problem_banks.code_core.author import choice, ints, items, pair, problem, row


class Stack:
    def __init__(self) -> None:
        self.items: list[int] = []

    def push(self, value: int) -> int:
        self.items.append(value)
        return len(self.items)

    def pop(self, _: int) -> int | None:
        return self.items.pop() if self.items else None

    def min(self, _: int) -> int | None:
        return min(self.items, default=None)


@problem(
    level=2,
    inputs=[items(pair(choice("push", "pop", "min"), ints(-9, 9)), 0, 10)],
    given=[
        ([],),
        ([("pop", 0)],),
        ([("min", 0)],),
        ([("push", 3), ("push", 1), ("min", 0), ("pop", 0), ("min", 0)],),
        ([("push", 2), ("push", 2), ("pop", 0), ("min", 0)],),
    ],
    helpers=(Stack,),
)
def replay_stack(operations: list[tuple[str, int]]) -> list[int | None]:
    """Write a class `Stack` with three methods and replay `operations` on one empty stack. Each operation is a tuple
    (method, value). "push" puts the value on top and returns how many values the stack then holds; "pop" removes the
    top value and returns it; "min" returns the smallest value in the stack and leaves it there. "pop" and "min" ignore
    the value of their tuple and return None on an empty stack. Return the list of what the methods returned, in order.
    """
    stack = Stack()
    return [getattr(stack, name)(value) for name, value in operations]


class Account:
    def __init__(self, limit: int) -> None:
        self.balance = 0
        self.limit = limit

    def deposit(self, amount: int) -> bool:
        self.balance += amount
        return True

    def withdraw(self, amount: int) -> bool:
        if self.balance - amount < -self.limit:
            return False
        self.balance -= amount
        return True


@problem(
    level=2,
    inputs=[ints(0, 30), items(pair(choice("deposit", "withdraw"), ints(1, 40)), 0, 8)],
    given=[
        (0, []),
        (0, [("withdraw", 1)]),
        (10, [("withdraw", 10), ("withdraw", 1)]),
        (0, [("deposit", 5), ("withdraw", 5)]),
        (20, [("deposit", 5), ("withdraw", 26), ("withdraw", 25)]),
    ],
    helpers=(Account,),
)
def replay_account(limit: int, operations: list[tuple[str, int]]) -> tuple[int, int]:
    """Write a class `Account` for a bank account that begins at 0 and may be overdrawn by at most `limit` (0 or more):
    its balance never falls below -limit. Replay `operations`, tuples of ("deposit" or "withdraw", positive amount). A
    withdrawal that would overdraw the account too far is refused as a whole and changes nothing. Return a tuple (final
    balance, number of refused withdrawals).
    """
    account = Account(limit)
    refused = sum(not getattr(account, name)(amount) for name, amount in operations)
    return account.balance, refused


class Matrix:
    def __init__(self, rows: list[list[int]]) -> None:
        self.rows = rows

    def __add__(self, other: Matrix) -> Matrix:
        return Matrix(
            [[a + b for a, b in zip(p, q, strict=True)] for p, q in zip(self.rows, other.rows, strict=True)]
        )

    def __mul__(self, other: Matrix) -> Matrix:
        columns = list(zip(*other.rows, strict=True))
        return Matrix([[sum(a * b for a, b in zip(r, c, strict=True)) for c in columns] for r in self.rows])

    def transposed(self) -> Matrix:
        return Matrix([list(column) for column in zip(*self.rows, strict=True)])


SQUARE = {"grid": ints(-5, 5), "rows": [2, 2], "cols": [2, 2]}


@problem(
    level=3,
    inputs=[SQUARE, SQUARE, choice("add", "multiply", "transpose")],
    given=[
        ([[1, 2], [3, 4]], [[5, 6], [7, 8]], "add"),
        ([[1, 2], [3, 4]], [[5, 6], [7, 8]], "multiply"),
        ([[1, 2], [3, 4]], [[0, 0], [0, 0]], "transpose"),
        ([[0, 1], [1, 0]], [[2, 3], [4, 5]], "multiply"),
    ],
    helpers=(Matrix,),
)
def matrix_operation(first: list[list[int]], second: list[list[int]], operation: str) -> list[list[int]]:
    """Write a class `Matrix` for matrices with two rows and two columns, given as lists of rows, with the operators +
    and * (the matrix product, not element by element) and a method `transposed`. Use it to work out first + second for
    the `operation` "add", first * second for "multiply", and the transpose of `first` for "transpose" (`second` is then
    ignored). Return the resulting matrix as a list of rows.
    """
    a, b = Matrix(first), Matrix(second)
    results = {"add": a + b, "multiply": a * b, "transpose": a.transposed()}
    return results[operation].rows


class Inventory:
    def __init__(self) -> None:
        self.amounts: dict[str, int] = {}

    def add(self, name: str, amount: int) -> int:
        self.amounts[name] = self.amounts.get(name, 0) + amount
        return self.amounts[name]

    def remove(self, name: str, amount: int) -> int:
        if self.amounts.get(name, 0) < amount:
            return -1
        self.amounts[name] -= amount
        if self.amounts[name] == 0:
            del self.amounts[name]
        return self.amounts.get(name, 0)

    def total(self, _name: str, _amount: int) -> int:
        return sum(self.amounts.values())

    def kinds(self, _name: str, _amount: int) -> int:
        return len(self.amounts)


@problem(
    level=3,
    inputs=[
        items(
            pair(choice("add", "remove", "total", "kinds"), choice("nut", "bolt", "nail"), ints(1, 9)), 0, 10
        )
    ],
    given=[
        ([],),
        ([("add", "nut", 5), ("remove", "nut", 5), ("kinds", "nut", 1)],),
        ([("remove", "nut", 1)],),
        (
            [
                ("add", "nut", 2),
                ("add", "bolt", 3),
                ("total", "nut", 1),
                ("remove", "bolt", 4),
                ("total", "nut", 1),
            ],
        ),
    ],
    helpers=(Inventory,),
)
def replay_inventory(operations: list[tuple[str, str, int]]) -> list[int]:
    """Write a class `Inventory` and replay `operations` on an empty one; each is a tuple (method, name, amount) with a
    positive amount. "add" adds that much of the named thing and returns how much of it there is then. "remove" takes
    that much away and returns how much is left; where there is less than that, it changes nothing and returns -1.
    "total" returns the amount of all things together, "kinds" the number of different things of which there is at least
    one; both ignore name and amount. Return the list of all results.
    """
    inventory = Inventory()
    return [getattr(inventory, method)(name, amount) for method, name, amount in operations]


class Node:
    def __init__(self, key: int) -> None:
        self.key = key
        self.left: Node | None = None
        self.right: Node | None = None

    def insert(self, key: int) -> None:
        side = "left" if key < self.key else "right"
        child = getattr(self, side)
        if child is None:
            setattr(self, side, Node(key))
        else:
            child.insert(key)


def height(node: Node | None) -> int:
    return 0 if node is None else 1 + max(height(node.left), height(node.right))


def leaves(node: Node | None) -> list[int]:
    if node is None:
        return []
    return leaves(node.left) + leaves(node.right) or [node.key]


@problem(
    level=4,
    inputs=[items(ints(0, 20), 0, 9, unique=True)],
    given=[([],), ([5],), ([5, 3, 8],), ([1, 2, 3, 4],), ([4, 2, 6, 1, 3, 5, 7],), ([3, 1, 2],)],
    helpers=(Node, height, leaves),
)
def tree_shape(keys: list[int]) -> tuple[int, list[int]]:
    """Insert the different integers in `keys` one after the other into an empty binary search tree that is never
    rebalanced: a smaller key goes into the left subtree of a node, a larger one into the right. Return a tuple (height,
    leaves): the height is the number of nodes on the longest way from the root down (0 for the empty tree), the leaves
    are the keys of the nodes without children, in ascending order.
    """
    root: Node | None = None
    for key in keys:
        if root is None:
            root = Node(key)
        else:
            root.insert(key)
    return height(root), leaves(root)


class Playlist:
    def __init__(self, titles: list[str]) -> None:
        self.titles = list(titles)
        self.at = 0

    def next(self) -> None:
        self.at = (self.at + 1) % len(self.titles)

    def back(self) -> None:
        self.at = (self.at - 1) % len(self.titles)

    def remove(self) -> None:
        del self.titles[self.at]
        if self.at == len(self.titles):
            self.at = 0

    def current(self) -> Any:
        return self.titles[self.at] if self.titles else None


@problem(
    level=4,
    inputs=[
        items(choice("a", "b", "c", "d", "e"), 0, 5, unique=True),
        items(choice("next", "back", "remove"), 0, 8),
    ],
    given=[
        ([], ["next", "remove"]),
        (["a"], ["next", "back"]),
        (["a", "b", "c"], ["next", "remove", "back"]),
        (["a", "b"], ["back", "remove", "remove", "next"]),
        (["x", "y", "z"], []),
    ],
    helpers=(Playlist,),
)
def replay_playlist(titles: list[str], operations: list[str]) -> list[str | None]:
    """Write a class `Playlist` that holds titles in order and a current one, at first the first title. "next" makes the
    following title the current one (after the last comes the first), "back" the one before (before the first comes the
    last), "remove" deletes the current title, and the one after it becomes current (after the last the first). On an
    empty playlist all three do nothing. Replay `operations` and return the list of the current titles after each of
    them, None where the playlist is empty.
    """
    playlist = Playlist(titles)
    current = []
    for operation in operations:
        if playlist.titles:
            getattr(playlist, operation)()
        current.append(playlist.current())
    return current


@problem(
    level=5,
    inputs=[items(row(choice("set", "get", "begin", "undo", "keep"), choice("a", "b"), ints(0, 9)), 0, 12)],
    given=[
        ([],),
        ([["set", "a", 1], ["begin", "a", 0], ["set", "a", 2], ["undo", "a", 0], ["get", "a", 0]],),
        ([["begin", "a", 0], ["set", "b", 5], ["keep", "a", 0], ["get", "b", 0], ["undo", "a", 0]],),
        ([["get", "a", 0]],),
        (
            [
                ["begin", "a", 0],
                ["set", "a", 1],
                ["begin", "a", 0],
                ["set", "a", 2],
                ["keep", "a", 0],
                ["undo", "a", 0],
                ["get", "a", 0],
            ],
        ),
        ([["keep", "a", 0], ["undo", "b", 0]],),
    ],
)
def replay_store(operations: list[list]) -> list[int | str | None]:
    """Write a class for a store of integers with nested transactions and replay `operations` on an empty store, each a
    list [method, key, value]. "set" stores the value under the key. "get" gives the value under the key, or None where
    there is none. "begin" opens a transaction within the one that is open, if any. "undo" closes the innermost open
    transaction and takes back all that was set since it began. "keep" closes it and keeps the changes, which then
    belong to the transaction around it, if any. "undo" and "keep" without an open transaction give "none" and change
    nothing. Parts of the list that a method does not need are ignored. Return the list of all results of "get", and the
    "none" results, in order; nothing else adds to the list.
    """

    class Store:
        def __init__(self) -> None:
            self.values: dict[str, int] = {}
            self.saved: list[dict[str, int]] = []

        def run(self, method: str, key: str, value: int) -> None:
            if method == "set":
                self.values[key] = value
            elif method == "begin":
                self.saved.append(dict(self.values))
            elif method == "get":
                results.append(self.values.get(key))
            elif not self.saved:
                results.append("none")
            else:
                before = self.saved.pop()
                if method == "undo":
                    self.values = before

    results: list[int | str | None] = []
    store = Store()
    for operation in operations:
        store.run(*operation)
    return results
