"""A command in a terminal: it prints in whatever encoding there is, and ends without a traceback where it is stopped."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable

from jiyao.parser import why

_FAILED = 2
_STOPPED = 130
_NOBODY_READS = 141
"""The last two are what a shell gives for SIGINT and for SIGPIPE."""


def run(command: Callable[[], int]) -> int:
    """The exit code of the command."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a file name of stray bytes is no reason to stop
    try:
        code = command()
        sys.stdout.flush()
    except BrokenPipeError:  # as in: … | head
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _NOBODY_READS
    except OSError as error:
        sys.stderr.write(f"{error.filename or '磁盘'} 不能读写（{why(error)}）。请检查路径、权限和磁盘空间。\n")
        return _FAILED
    except KeyboardInterrupt:
        sys.stderr.write("\n已停止。\n")
        return _STOPPED
    return code
