"""The seccomp profile of a sandbox container: the system calls that the guest needs to start, fork and build its cells.

Docker's own profile forbids namespaces and mounts, which private cells need. The guest puts each program under a
narrower filter before its first line runs.
"""

from __future__ import annotations

import json

FILES = (
    "access close close_range copy_file_range creat dup dup2 dup3 faccessat faccessat2 fadvise64 fallocate fchdir "
    "fchmod fchmodat fcntl fdatasync flock fstat fstatfs fsync ftruncate getcwd getdents getdents64 ioctl link "
    "linkat lseek lstat memfd_create mkdir mkdirat newfstatat open openat openat2 pipe pipe2 pread64 preadv pwrite64 "
    "pwritev read readlink readlinkat readv rename renameat renameat2 rmdir sendfile stat statfs statx symlink "
    "symlinkat truncate umask unlink unlinkat utime utimensat utimes write writev chdir chmod"
)
MEMORY = "brk madvise membarrier mincore mmap mprotect mremap msync munmap"
TIME = (
    "alarm clock_getres clock_gettime clock_nanosleep getitimer gettimeofday nanosleep setitimer time "
    "timerfd_create timerfd_gettime timerfd_settime times"
)
WAITING = (
    "epoll_create epoll_create1 epoll_ctl epoll_pwait epoll_wait eventfd eventfd2 futex pause poll ppoll pselect6 "
    "select wait4 waitid"
)
SIGNALS = (
    "kill restart_syscall rt_sigaction rt_sigpending rt_sigprocmask rt_sigreturn rt_sigsuspend rt_sigtimedwait "
    "sigaltstack tgkill tkill"
)
PROCESS = (
    "arch_prctl capget capset clone clone3 execve execveat exit exit_group fork getcpu getegid geteuid getgid "
    "getgroups getpgid getpgrp getpid getppid getpriority getrandom getresgid getresuid getrlimit getrusage getsid "
    "gettid getuid mount prctl prlimit64 rseq sched_get_priority_max sched_get_priority_min sched_getaffinity "
    "sched_getparam sched_getscheduler sched_yield seccomp set_robust_list set_tid_address setgid setgroups "
    "setrlimit setsid setuid sysinfo umount2 uname unshare vfork"
)
CHANNEL = "recvfrom recvmsg sendmsg sendto socketpair"


def profile() -> str:
    names = f"{FILES} {MEMORY} {TIME} {WAITING} {SIGNALS} {PROCESS} {CHANNEL}".split()
    allow = {"names": names, "action": "SCMP_ACT_ALLOW"}
    architectures = [{"architecture": "SCMP_ARCH_X86_64", "subArchitectures": []}]
    return json.dumps({"defaultAction": "SCMP_ACT_ERRNO", "archMap": architectures, "syscalls": [allow]})
