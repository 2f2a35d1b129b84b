"""``luoshi worker``: keeps a worker process alive. It knows nothing of the database, so nothing there can stop it."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from types import FrameType

SHORTEST_WAIT, LONGEST_WAIT = 1.0, 60.0
STEADY_AFTER = 60.0
"""A child that lived so many seconds had a sound start: the next wait is the shortest again."""
GRACE = 30.0
"""Seconds that a child gets to finish its job when the supervisor is told to stop."""


def command() -> list[str]:
    """How the child is started: the same program, in the same environment."""
    return [sys.executable, "-m", "luoshi", "worker", "--child"]


class Supervisor:
    """Starts the child, starts it again when it dies, and hands a request to stop on to it."""

    def __init__(self, child: Sequence[str], *, say: Callable[[str], object], grace: float = GRACE) -> None:
        self.child = child
        self.say = say
        self.grace = grace
        self.stop = threading.Event()
        self.process: subprocess.Popen[bytes] | None = None

    def listen(self) -> None:
        """SIGTERM and SIGINT stop it."""

        def stop(_signal: int, _frame: FrameType | None) -> None:
            self.stop.set()

        signal.signal(signal.SIGTERM, stop)
        signal.signal(signal.SIGINT, stop)

    def run(self) -> None:
        """Until stopped."""
        wait = SHORTEST_WAIT
        while not self.stop.is_set():
            started = time.monotonic()
            code = self._once()
            if self.stop.is_set():
                return
            wait = SHORTEST_WAIT if time.monotonic() - started > STEADY_AFTER else min(wait * 2, LONGEST_WAIT)
            self.say(f"后台进程意外结束（代码 {code}），{wait:.0f} 秒后重新启动。")
            self.stop.wait(wait)

    def _once(self) -> int:
        """Run one child to its end; a stop lets it finish the job at hand."""
        # A session of its own: Ctrl-C in the terminal reaches the supervisor, which then asks the child to finish.
        self.process = subprocess.Popen(self.child, start_new_session=True)  # noqa: S603 - our own command line
        while self.process.poll() is None and not self.stop.wait(0.2):
            pass
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(self.grace)
            except subprocess.TimeoutExpired:
                self.process.kill()
        return self.process.wait()
