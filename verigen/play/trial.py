"""The program that runs proposals in the sandbox, in one of two ways that a deterministic function can't tell apart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from verigen.core.types import Call, Job, Limits

if TYPE_CHECKING:
    from collections.abc import Sequence

TOGETHER = 48  # programs per job
# A program that takes longer beside others is stopped, and has to run alone: most endless ones cost their neighbours
# nothing. One that can't be interrupted, or catches everything, ends its job at STUBBORN times as long; those behind it
# run in another one.
LONG_S, STUBBORN = 0.02, 3  # CPU seconds
LONG = [["long", None]]  # what such a program gives
# Alone a program first has the shorter time. Few of those that use it up get the longer one: most of them are endless.
ALONE_S, PATIENT_S = 0.05, 0.25  # CPU seconds
IMPATIENCE = 512  # proposals per program that gets the longer time, besides the first
# The second way reverses the order of inputs (the host that of programs), calls each twice, and lets sets iterate backwards.
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

SETS = {each: _ordered(each) for each in (False, True)}
signal.signal(signal.SIGPROF, _stop)

def verigen_trial(program, backwards, seconds):
    return _timed(program, backwards, SETS[backwards], seconds)
"""
Program = tuple[str, str, list[list[Any]]]  # source, entry point, inputs


def together(programs: Sequence[Program], *, backwards: bool) -> Job:
    """A job that calls these programs in their order; its outputs are the results of each."""
    return _job(programs, backwards, LONG_S, STUBBORN * LONG_S)


def alone(program: Program, seconds: float, *, backwards: bool) -> Job:
    return _job([program], backwards, 0, seconds)


def _job(programs: Sequence[Program], backwards: bool, stopped_s: float, call_s: float) -> Job:  # noqa: FBT001 - as the guest takes it
    return Job(
        code=CODE,
        mode="function",
        entry_point="verigen_trial",
        calls=[Call(args=[list(each), backwards, stopped_s]) for each in programs],
        limits=Limits(
            call_s=call_s, job_s=call_s * len(programs), memory_mb=256, output_bytes=len(programs) << 18
        ),
    )
