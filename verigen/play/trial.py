"""The program that runs proposals in the sandbox, in one of two ways that a deterministic function can't tell apart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from verigen.core.types import Call, Job, Limits

if TYPE_CHECKING:
    from collections.abc import Sequence

TOGETHER = 48  # programs per job
TOGETHER_S, ALONE_S = 1.0, 0.5  # CPU seconds
# A program that takes longer beside others is stopped, and has to run alone: most endless ones cost their neighbours
# nothing. One that can't be interrupted, or catches everything, ends its whole job.
LONG_S = 0.05  # CPU seconds
LONG = [["long", None]]  # what such a program gives
# The second way reverses the order of programs and inputs, calls each twice, and lets sets iterate backwards.
# Sets in the first way iterate in the order of their elements' texts, so that the two orders differ for certain.
CODE = """
import copy
import signal

class Long(BaseException):
    pass

def _stop(number, frame):
    raise Long

def _ordered(backwards):
    def sort(parts):
        return sorted(parts, key=repr, reverse=backwards)

    def wrapped(name):
        def method(self, *others):
            return Ordered(getattr(set, name)(self, *others))
        return method

    class Ordered(set):
        def __iter__(self):
            return iter(sort(set.__iter__(self)))
        def pop(self):
            if not self:
                raise KeyError("pop from an empty set")
            first = next(iter(self))
            self.discard(first)
            return first
        def __repr__(self):
            return "{" + ", ".join(map(repr, self)) + "}" if self else "set()"
        def __hash__(self):
            return hash(frozenset(set.__iter__(self)))

    for name in ("__or__", "__and__", "__sub__", "__xor__", "__ror__", "__rand__", "__rsub__", "__rxor__",
                 "union", "intersection", "difference", "symmetric_difference", "copy"):
        setattr(Ordered, name, wrapped(name))
    return Ordered

def _bare(value):
    if isinstance(value, set):
        return {_bare(part) for part in set.__iter__(value)}
    if type(value) in (list, tuple):
        return type(value)(map(_bare, value))
    if type(value) is dict:
        return {_bare(key): _bare(part) for key, part in value.items()}
    return value

def _dressed(value, Ordered):
    if isinstance(value, (set, frozenset)):
        return Ordered(_dressed(part, Ordered) for part in value)
    if type(value) in (list, tuple):
        return type(value)(_dressed(part, Ordered) for part in value)
    if type(value) is dict:
        return {key: _dressed(part, Ordered) for key, part in value.items()}
    return value

def _one(source, entry, inputs, backwards, Ordered):
    space = {"__name__": "proposal", "set": Ordered, "frozenset": Ordered}
    try:
        exec(compile(source, "<proposal>", "exec"), space)
        call = space[entry]
    except Long:
        raise
    except BaseException as error:
        return [["load", type(error).__name__]]
    found = []
    for args in reversed(inputs) if backwards else inputs:
        said = []
        for _ in range(1 + backwards):
            try:
                said.append(["gives", _bare(call(*_dressed(copy.deepcopy(args), Ordered)))])
            except Long:
                raise
            except BaseException as error:
                said.append(["raises", type(error).__name__])
        found.append(said[0] if len(said) == 1 or repr(said[0]) == repr(said[1]) else ["changes", None])
    return found[::-1] if backwards else found

def _timed(program, backwards, Ordered, seconds):
    try:
        signal.setitimer(signal.ITIMER_PROF, seconds)
        found = _one(*program, backwards, Ordered)
        signal.setitimer(signal.ITIMER_PROF, 0)
    except Long:
        return [["long", None]]
    return found

def verigen_trial(programs, backwards, seconds):
    Ordered = _ordered(backwards)
    signal.signal(signal.SIGPROF, _stop)
    made = [_timed(each, backwards, Ordered, seconds) for each in (reversed(programs) if backwards else programs)]
    return made[::-1] if backwards else made
"""


def job(programs: Sequence[tuple[str, str, list[list[Any]]]], *, backwards: bool) -> Job:
    """A job of these programs (source, entry point, inputs); its value is a list of results per program."""
    alone = len(programs) == 1
    seconds = ALONE_S if alone else TOGETHER_S
    return Job(
        code=CODE,
        mode="function",
        entry_point="verigen_trial",
        calls=[Call(args=[[list(each) for each in programs], backwards, 0 if alone else LONG_S])],
        limits=Limits(call_s=seconds, job_s=seconds, memory_mb=256, output_bytes=1 << 18),
    )
