"""The walls around one program: namespaces and a /tmp of its own, limits, and no privilege left."""

from __future__ import annotations

import os
import resource
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from guest import linux, mounts, seccomp

JOB_NAMESPACES = linux.CLONE_NEWPID | linux.CLONE_NEWNS | linux.CLONE_NEWIPC
TMP = "/tmp"
# Namespaces of its own for each program; one after the other in the sandbox's; no sandbox at all.
PRIVATE, SHARED, NONE, AUTO = "private", "shared", "none", "auto"
HIDDEN = ("/proc", "/sys", "/dev/shm", "/dev/pts", "/dev/mqueue")
MAX_FILES, MAX_TASKS, MAX_STACK = 128, 64, 64 << 20
MAX_INODES = 4096


@dataclass(frozen=True)
class Limits:
    """Hard limits of one program."""

    cpu_s: int
    memory_bytes: int
    file_bytes: int


def interpreter_bytes() -> int:
    """Address space that the interpreter takes before a program starts."""
    pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[0]
    return int(pages) * resource.getpagesize()


def best() -> str:
    return PRIVATE if namespaces_work() else SHARED


def namespaces_work() -> bool:
    """Try in a child whether this kernel and this container let an ordinary user make namespaces."""
    pid = os.fork()
    if pid == 0:
        try:
            own_user_namespace()
            inner = linux.clone(JOB_NAMESPACES)
            if inner == 0:
                linux.mount_tmpfs(TMP, "size=4k")
                os._exit(0)
            os._exit(os.waitstatus_to_exitcode(os.waitpid(inner, 0)[1]))
        finally:
            os._exit(1)
    return os.waitpid(pid, 0)[1] == 0


def own_user_namespace() -> None:
    """Become the owner of namespaces: each program's can then be made without one more user namespace.

    /proc is covered before any program starts: it would show the reporter and the zygote. The covers and /dev can't be
    changed, not even their times: what one program sets there the next would read, of a device even the host.
    """
    user, group = os.geteuid(), os.getegid()
    linux.unshare(linux.CLONE_NEWUSER | linux.CLONE_NEWNS)
    for name, text in (
        ("setgroups", "deny"),
        ("uid_map", f"{user} {user} 1"),
        ("gid_map", f"{group} {group} 1"),
    ):
        Path(f"/proc/self/{name}").write_text(text, encoding="ascii")
    linux.make_mounts_private()
    for path in mounts.below("/dev"):
        linux.make_read_only(path)
    for path in filter(os.path.isdir, HIDDEN):
        linux.mount_tmpfs(path, "size=4k,nr_inodes=1,mode=555", linux.MS_RDONLY)


def enter(limits: Limits, cells: str) -> None:
    """Lock this process in: from here on it can only compute and use its own /tmp."""
    os.setsid()
    if cells == NONE:
        _limit(limits)
        return
    if cells == PRIVATE:
        linux.mount_tmpfs(TMP, f"size={limits.file_bytes},nr_inodes={MAX_INODES},mode=700")
    os.chdir(TMP)
    _limit(limits)
    linux.drop_capabilities()
    linux.prctl(linux.PR_SET_NO_NEW_PRIVS, 1)
    seccomp.install()


def offer_stdin() -> None:
    """Give /dev/stdin, a link below the /proc that is covered, a copy of the standard input to name."""
    size = os.fstat(0).st_size
    linux.mount_tmpfs("/proc", f"size={size + (1 << 14)},nr_inodes=8,mode=755")
    os.makedirs("/proc/self/fd")
    with open("/proc/self/fd/0", "wb") as copy:
        while os.sendfile(copy.fileno(), 0, None, 1 << 20):
            pass
    os.lseek(0, 0, os.SEEK_SET)


def _limit(limits: Limits) -> None:
    for name, value in (
        (resource.RLIMIT_CPU, limits.cpu_s),
        (resource.RLIMIT_AS, limits.memory_bytes),
        (resource.RLIMIT_FSIZE, limits.file_bytes),
        (resource.RLIMIT_NOFILE, MAX_FILES),
        (resource.RLIMIT_NPROC, MAX_TASKS),
        (resource.RLIMIT_STACK, MAX_STACK),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_MSGQUEUE, 0),
        (resource.RLIMIT_MEMLOCK, 0),
    ):
        hard = resource.getrlimit(name)[1]
        capped = value if hard == resource.RLIM_INFINITY else min(value, hard)
        # At a hard limit of CPU the kernel kills without a word: a signal that says why comes first.
        soft = capped - 1 if name == resource.RLIMIT_CPU else capped
        # gVisor has no core files and no message queues, and sets no limits to them.
        with suppress(*((ValueError,) if name in {resource.RLIMIT_CORE, resource.RLIMIT_MSGQUEUE} else ())):
            resource.setrlimit(name, (soft, capped))


def wipe() -> None:
    """Empty a /tmp that programs share in turn.

    What lies deeper is moved up before it is removed: a program can nest directories beyond any recursion
    limit and any path length. The folder itself gets its mode and its times back where it is ours.
    """
    serial = 0
    _restore(TMP)
    while names := os.listdir(TMP):
        for name in names:
            path = f"{TMP}/{name}"
            if os.path.islink(path) or not os.path.isdir(path):
                os.unlink(path)
                continue
            os.chmod(path, 0o700)
            for child in os.listdir(path):
                serial += 1
                _lift(f"{path}/{child}", f"{TMP}/{serial}.{os.urandom(8).hex()}")
            os.rmdir(path)
    _restore(TMP)


def _restore(path: str) -> None:
    if os.stat(path).st_uid == os.geteuid():
        os.chmod(path, 0o1777)
        os.utime(path, (0, 0))


def _lift(path: str, target: str) -> None:
    if os.path.isdir(path) and not os.path.islink(path):
        os.chmod(path, 0o700)
    os.rename(path, target)
