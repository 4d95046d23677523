"""การจำกัดกระบวนการ (confinement): what a process gives up before it touches what people wrote.

It may then write no file, open no socket and gain no rights, and it has a limit of memory. This module imports
nothing of the package, so that a worker starts quickly.
"""

from __future__ import annotations

import ctypes
import platform
import resource
import struct

NO_NEW_PRIVS, SECCOMP, FILTER = 38, 22, 2
_NEW_USER_AND_NETWORK = 0x10000000 | 0x40000000
#: Numbers of ``socket`` and ``io_uring_setup``, and what the kernel calls the machine.
_MACHINES = {"x86_64": (0xC000003E, 41, 425), "aarch64": (0xC00000B7, 198, 425)}
_LOAD, _EQUAL, _ANSWER = 0x20, 0x15, 0x06
_ALLOW, _REFUSE, _KILL = 0x7FFF0000, 0x00050000 | 13, 0x80000000


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_char_p))


def confine(memory: int) -> bool:
    """Give up network, files and new rights for good; says whether sockets are refused from now on."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(NO_NEW_PRIVS, 1, 0, 0, 0)
    apart = libc.unshare(_NEW_USER_AND_NETWORK) == 0  # refused where processes make no namespaces
    return _refuse_sockets(libc) or apart


def more_time(seconds: int) -> None:
    """So much processor time from now on; the system ends the process when it is used up."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    limit = int(used.ru_utime + used.ru_stime) + seconds + 1
    resource.setrlimit(resource.RLIMIT_CPU, (limit, resource.RLIM_INFINITY))


def _refuse_sockets(libc: ctypes.CDLL) -> bool:
    """Have the kernel refuse ``socket``: it holds for every thread to come and cannot be taken back."""
    known = _MACHINES.get(platform.machine())
    if known is None:
        return False
    machine, *refused = known
    steps = [(_LOAD, 0, 0, 4), (_EQUAL, 1, 0, machine), (_ANSWER, 0, 0, _KILL), (_LOAD, 0, 0, 0)]
    steps += [(_EQUAL, len(refused) - place, 0, number) for place, number in enumerate(refused)]
    steps += [(_ANSWER, 0, 0, _ALLOW), (_ANSWER, 0, 0, _REFUSE)]
    packed = b"".join(struct.pack("HBBI", *step) for step in steps)
    program = _Program(len(steps), packed)
    return bool(libc.prctl(SECCOMP, FILTER, ctypes.byref(program), 0, 0) == 0)
