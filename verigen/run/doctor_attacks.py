"""Test programs of `verigen doctor`: attacks, forged records and honest programs."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Attack:
    """A program whose `f` returns True if the attack succeeds; `args` are filled in on the host."""

    wall: str
    code: str
    args: tuple[str, ...] = ()
    fault: str | None = None


ATTACKS = (
    Attack(wall="files of this machine", code="def f(path): return bool(open(path).read())", args=("secret",)),
    Attack(wall="its environment", code="import os, posix\ndef f(text): return text in str(posix.environ) + str(os.environ)", args=("marker",)),
    Attack(wall="its network", code="import socket\ndef f(port): return bool(socket.create_connection(('127.0.0.1', int(port)), 1))", args=("port",)),
    Attack(wall="a read-only system", code="import os\ndef f(): return os.open(os.__file__, os.O_WRONLY) >= 0"),
    Attack(wall="no other processes", code="import os\ndef f(): return any(name.isdigit() for name in os.listdir('/proc'))"),
    Attack(wall="no signals to others", code="import os\ndef f(): os.kill(os.getppid() or 1, 0); return True"),
    Attack(wall="no new processes", code="import os\ndef f():\n    if os.fork() == 0: os._exit(0)\n    return True"),
    Attack(wall="no other programs", code="import os\ndef f(): os.execv('/usr/bin/python3', ['python3', '-c', 'pass'])", fault="runtime_error"),
    Attack(wall="no sockets", code="import socket\ndef f(): return bool(socket.socketpair())"),
    Attack(wall="not root", code="import os\ndef f(): return os.geteuid() == 0 or os.setuid(0) is None"),
    Attack(wall="no capabilities", code="import ctypes\ndef f():\n    held = (ctypes.c_uint32 * 6)()\n    failed = ctypes.CDLL(None).capget((ctypes.c_uint32 * 2)(0x20080522, 0), held)\n    return bool(failed) or any(held)"),
    Attack(wall="no mounts", code="import ctypes\ndef f(): return ctypes.CDLL(None).mount(b'none', b'/tmp', b'tmpfs', 0, 0) == 0", fault="sandbox_violation"),
    Attack(wall="no namespaces", code="import ctypes\ndef f(): return ctypes.CDLL(None).unshare(0x10000000) == 0", fault="sandbox_violation"),
    Attack(wall="no tracing", code="import ctypes\ndef f(): return ctypes.CDLL(None).ptrace(0, 0, 0, 0) == 0", fault="sandbox_violation"),
    Attack(wall="no inherited files", code="import os\ndef f():\n    for n in range(3, 1024):\n        try: os.fstat(n)\n        except OSError: continue\n        return True"),
    Attack(wall="the time limit", code="def f():\n    while True: pass", fault="timeout"),
    Attack(wall="the wall clock", code="import time\ndef f(): time.sleep(10**6)", fault="timeout"),
    Attack(wall="the memory limit", code="def f(): return len(bytearray(1 << 30)) > 0", fault="memory"),
    Attack(wall="the file limit", code="def f():\n    with open('big', 'wb') as file: return file.write(b'x' * (4 << 20)) > 0 and file.flush() is None", fault="runtime_error"),
    Attack(wall="the result's limit", code="def f(): return 'x' * (1 << 20)", fault="output_limit"),
    Attack(wall="its own limits", code="import resource\ndef f(): return resource.setrlimit(resource.RLIMIT_AS, (-1, -1)) is None"),
    Attack(wall="no answers to read", code="import os\ndef f():\n    for top, folders, files in os.walk('/'):\n        if any('verigen' in name or 'problem_banks' in name for name in folders + files): return True\n        if any(name.endswith('.jsonl') for name in files): return True"),
    Attack(wall="no times of its own on what is shared", code="import os\ndef f():\n    done = []\n    for path in ('/proc', '/sys', '/dev', '/dev/shm', '/dev/null', '/dev/zero', '/', os.__file__):\n        for change in (lambda: os.utime(path), lambda: os.utime(path, (5, 5)), lambda: os.chmod(path, 0o777)):\n            try: change()\n            except OSError: continue\n            done.append(path)\n    return bool(done)"),
    Attack(wall="no locks on what is shared", code="import fcntl, os\ndef f():\n    one, other = open(os.__file__), open(os.__file__)\n    fcntl.flock(one, fcntl.LOCK_EX)\n    try: fcntl.flock(other, fcntl.LOCK_EX | fcntl.LOCK_NB)\n    except BlockingIOError: return True"),
    Attack(wall="no watching of what others read", code="import fcntl, os\ndef f(): return fcntl.fcntl(os.open('/', os.O_RDONLY), fcntl.F_NOTIFY, fcntl.DN_ACCESS) == 0"),
    Attack(wall="no death that looks like a murder", code="import resource\nresource.setrlimit(resource.RLIMIT_CPU, (0, 0))\ndef f():\n    while True: pass", fault="timeout"),
)  # fmt: skip

# Each record replaces the results of `f`, as if a program had taken over the channel.
FORGE = """
import sys
def f(*args):
    frame = sys._getframe()
    while 'desk' not in frame.f_locals: frame = frame.f_back
    for _ in range(2): frame.f_locals['desk'].append(RECORD)
    return 0
"""
FORGED = (
    b'{"value":"\xff"}\n', b'{"value":{"__complex__":[[1],0]}}\n', b'{"value":[{"__complex__":[{"a":1},0]}]}\n',
    b'{"value":{"__complex__":["1e900000000",0]}}\n', b'{"value":{"__fraction__":[1,0]}}\n',
    b'{"value":{"__decimal__":"1e99999999"}}\n', b'{"value":{"__set__":3}}\n', b'{"value":' + b"9" * 5000 + b"}\n",
    b'{"value":' + b"[" * 5000 + b"}\n", b'{"fault":"unsupported"}\n', b'{"exception":"E","message":"\\u001b[2J"}\n',
    b'{"exception":"ModuleNotFoundError","message":"No module named \'numpy\'"}\n', b'{"value":null}',
)  # fmt: skip
# Values that a problem's checker may receive; each must count as the program's own fault.
UNBEARABLE = (
    "__import__('decimal').Decimal('1e99999999')", "__import__('decimal').Decimal('sNaN')", "'x' * 50000", "object()",
)  # fmt: skip
HONEST = (
    ("event loops", "import asyncio\nasync def g(): return 5\ndef f(): return asyncio.run(g())"),
    ("threads with large stacks", "import threading\nthreading.stack_size(512 << 20)\ndef f():\n    found = []\n    thread = threading.Thread(target=found.append, args=(5,))\n    thread.start()\n    thread.join()\n    return found[0]"),
    ("pools of threads", "from multiprocessing.dummy import Pool\ndef f():\n    with Pool(2) as pool: return sum(pool.map(int, '23'))"),
    ("files and their copies", "import shutil\ndef f():\n    open('a', 'w').write('5')\n    shutil.copy2('a', 'b')\n    return int(open('b').read())"),
    ("its own source", "import inspect\ndef f(): return 5 if 'return 5' in inspect.getsource(f) else None"),
)  # fmt: skip
ABOUT = "import os, platform\ndef f(): return [platform.python_version(), os.getpid()]"
LEAVE = "import os\ndef f():\n    found = os.listdir('/tmp')\n    open('/tmp/left', 'w').close()\n    return bool(found)"
