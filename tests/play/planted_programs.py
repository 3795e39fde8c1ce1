"""Programs that must not be kept: what they give depends on more than their input, or they do not end."""

from __future__ import annotations

from itertools import islice, product

from verigen.core.types import Source
from verigen.play.proposal import Proposal

INPUTS = [
    [3, ["pear", "fig", "kiwi", "plum"]],
    [4, ["ant", "bee", "cat"]],
    [5, ["x", "yy", "zzz", "wwww", "v"]],
]
# Each names what it depends on; K and W vary.
DEPENDS = {
    "order of a set": "def f(n, w):\n    return [x * K for x in set(w)]",
    "order of a display": "def f(n, w):\n    return next(iter({*w, 'W'}))",
    "order of a comprehension": "def f(n, w):\n    return ','.join({x + 'W' for x in w})",
    "order of a union": "def f(n, w):\n    return list({x for x in w} | {'W', str(K)})",
    "pop of a set": "def f(n, w):\n    s = set(w)\n    s.add('W')\n    return s.pop() * K",
    "text of a set": "def f(n, w):\n    return str({x * K for x in w})",
    "hash": "def f(n, w):\n    return hash('W' + w[0]) % (K + 7)",
    "hash by getattr": "def f(n, w):\n    return w[0].__hash__() % (K + 7)",
    "address": "def f(n, w):\n    return id(w) % (K + 97)",
    "text of a function": "def f(n, w):\n    return str(lambda: K) + 'W'",
    "text of an object": "class C:\n    pass\n\ndef f(n, w):\n    return [repr(C()), K, 'W']",
    "chance": "import random\n\ndef f(n, w):\n    return random.randint(0, K + 9)",
    "chance by another name": "from random import choice as pick\n\ndef f(n, w):\n    return pick(w) * K",
    "chance behind a call": "def f(n, w):\n    r = __import__('random')\n    return r.random() * K",
    "system": "import os\n\ndef f(n, w):\n    return os.urandom(K).hex()",
    "clock": "import time\n\ndef f(n, w):\n    return int(time.time() * 1000) % (K + 7)",
    "date": "import datetime\n\ndef f(n, w):\n    return datetime.datetime.now().microsecond % (K + 7)",
    "secrets": "import secrets\n\ndef f(n, w):\n    return secrets.token_hex(K)",
    "uuid": "import uuid\n\ndef f(n, w):\n    return str(uuid.uuid4())[:K]",
    "calls before": "seen = []\n\ndef f(n, w):\n    seen.append(n)\n    return len(seen) * K",
    "a default that grows": "def f(n, w, s=[]):\n    s.extend(w)\n    return len(s) + K",
    "an attribute that grows": "def f(n, w):\n    f.c = getattr(f, 'c', K) + 1\n    return f.c",
    "a counter": "from itertools import count\nc = count(K)\n\ndef f(n, w):\n    return next(c)",
    "a generator": "g = (x * K for x in range(10**6))\n\ndef f(n, w):\n    return next(g)",
    "a cache": "from functools import lru_cache\nlast = {}\n\ndef f(n, w):\n    old = last.get('W', K)\n    last['W'] = n\n    return old",
}  # fmt: skip
ENDLESS = {
    "a loop": "def f(n, w):\n    while n > -K:\n        n += 1\n    return n",
    "a loop on nothing": "def f(n, w):\n    while True:\n        pass",
    "a sum without end": "from itertools import count\n\ndef f(n, w):\n    return sum(count(K))",
    "a list without end": "def f(n, w):\n    out = [K]\n    for x in out:\n        out.append(x)\n    return out",
    "far too many steps": "def f(n, w):\n    return sum(x % K for x in range(10**11))",
    "far too much memory": "def f(n, w):\n    return [K] * 10**10",
    "a power tower": "def f(n, w):\n    return len(str((K + 9) ** (10**9)))",
}
VARIANTS = [(k, word) for k, word in product((2, 3, 5, 7, 11, 13), ("oak", "elm", "ash"))]


def planted(count: int) -> list[Proposal]:
    """So many programs, every kind equally often."""
    kinds = [*DEPENDS.values(), *ENDLESS.values()]
    sources = (code.replace("K", str(k)).replace("W", word) for k, word in VARIANTS for code in kinds)
    return [proposal(f"planted-{at}", code + "\n") for at, code in enumerate(islice(sources, count))]


def proposal(id_: str, code: str) -> Proposal:
    source = Source(bank="planted", licence="CC0-1.0")
    return Proposal(id=id_, code=code, entry_point="f", inputs=INPUTS, family=id_, source=source)
