"""``luoshi worker``: does what waits in the outbox and what comes round by the clock."""

from __future__ import annotations

import argparse


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the worker to the command line."""
    worker = subparsers.add_parser("worker", help="后台进程：办理后台任务和定时任务")
    worker.add_argument("--child", action="store_true", help=argparse.SUPPRESS)
    worker.set_defaults(run=_worker)


def _worker(args: argparse.Namespace) -> int:
    return _work() if args.child else _supervise()


def _supervise() -> int:
    from luoshi.jobs.supervisor import Supervisor, command

    supervisor = Supervisor(command(), say=lambda sentence: print(sentence, flush=True))
    supervisor.listen()
    print("后台进程已启动。按 Ctrl-C 停止，正在办理的任务会先办完。", flush=True)
    supervisor.run()
    print("后台进程已停止。")
    return 0


def _work() -> int:
    import os
    import signal
    import socket
    import threading

    from luoshi.jobs.worker import work

    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda _signal, _frame: stop.set())
    signal.signal(signal.SIGINT, lambda _signal, _frame: stop.set())
    work(f"{socket.gethostname()}:{os.getpid()}"[:80], stop)
    return 0
