"""Whole archives: ``python -m jiyao corpus DIR --out readings.parquet`` reads every file below a folder on all cores.

Each batch of files is read in a process of its own and written as one part beside the output (``readings.parquet.parts/``), so that memory
stays flat, a run that was stopped goes on where it stood (unchanged files are skipped), and a file that kills a process costs that file
alone: the batches that were at work are read again one file at a time, and the one that kills is reported.
"""

from __future__ import annotations

import hashlib
import os
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing import get_context, parent_process, resource_tracker
from pathlib import Path
from threading import Thread
from typing import TextIO, TypeAlias

from jiyao import read
from jiyao.export import json_lines
from jiyao.export.parquet import Row, done, join, polars, write_part
from jiyao.intake import LIMIT, Unreadable
from jiyao.intake.files import read_file
from jiyao.parser import ChineseParser, count, why
from jiyao.reading import Reading

BATCH = 64
"""Files of one part."""
_AHEAD = 2
"""Batches that wait for each process; more would only hold memory."""
_RENEWED = 50
"""Batches after which a process is replaced, so that what native code leaks is given back."""
_KILLED = "读这个文件时进程意外中断，文件可能是恶意构造的，已跳过。请单独检查它。"
_FAILED = 2


@dataclass(frozen=True, slots=True)
class Listed:
    """A file below the folder, by its path from there, as it was when it was listed."""

    path: str
    size: int
    changed_ns: int

    @property
    def key(self) -> tuple[str, int, int]:
        return self.path, self.size, self.changed_ns


Batch: TypeAlias = Sequence[Listed]
Work: TypeAlias = Callable[[Path, Path, Batch], int]
"""Reads a batch below a folder into a part; the number of files."""


def rows_of(root: Path, listed: Listed) -> list[Row]:
    """The rows of one file: its readings, or the sentence that says why there are none. Never raises."""
    try:
        with (root / listed.path).open("rb") as file:
            contents = read_file(file.read(LIMIT + 1), name=Path(listed.path).name, size=listed.size)
    except OSError as error:
        return [_refused(listed, "", f"打不开（{why(error)}）。请检查权限。")]
    except Unreadable as error:
        return [_refused(listed, "", error.sentence)]
    rows = [_refused(listed, each.name, each.sentence) for each in contents.refused]
    for text in contents.texts:
        member = text.name if len(contents.texts) + len(contents.refused) > 1 else ""
        rows.extend(_row(listed, member, reading) for reading in read(text))
    return rows


def _row(listed: Listed, member: str, reading: Reading) -> Row:
    meeting = reading.meeting
    return Row(
        path=listed.path,
        size=listed.size,
        changed_ns=listed.changed_ns,
        member=member,
        error=None,
        part=reading.part.index,
        genre=reading.genre,
        title=_printable(meeting.title.text) if meeting.title is not None else None,
        body=_printable(meeting.body.text) if meeting.body is not None else None,
        date=str(meeting.date.value) if meeting.date is not None and meeting.date.value is not None else None,
        statements=len(reading.statements),
        actions=sum(each.label == "action" for each in reading.statements),
        reading=json_lines.line(reading),
    )


def _refused(listed: Listed, member: str, sentence: str) -> Row:
    return Row(
        path=listed.path,
        size=listed.size,
        changed_ns=listed.changed_ns,
        member=member,
        error=_printable(sentence),
        part=None,
        genre=None,
        title=None,
        body=None,
        date=None,
        statements=None,
        actions=None,
        reading=None,
    )


def _printable(words: str) -> str:
    return words.encode("utf-8", "replace").decode("utf-8")


def read_batch(root: Path, folder: Path, batch: Batch) -> int:
    """Read files and write them as one part; the number of files. Runs in a process of its own."""
    rows = [row for listed in batch for row in rows_of(root, listed)]
    write_part(rows, folder / _part_name(batch))
    return len(batch)


def _part_name(batch: Batch) -> str:
    """The same batch gives the same name, so that a part is never there twice."""
    return (
        hashlib.sha256("\n".join(str(listed.key) for listed in batch).encode("utf-8", "replace")).hexdigest()[:24]
        + ".parquet"
    )


def files_below(root: Path, leave_out: Path) -> Iterator[Listed]:
    """Every file below a folder in the order of paths, but for hidden ones and for what this program writes."""
    for folder, folders, names in os.walk(root):
        here = Path(folder)
        folders[:] = sorted(
            each
            for each in folders
            if not each.startswith(".") and not (here / each).resolve().is_relative_to(leave_out)
        )
        for name in sorted(names):
            path = here / name
            if name.startswith((".", "~$")) or not path.is_file():
                continue
            state = path.stat()
            shown = path.relative_to(root).as_posix()
            yield Listed(
                shown.encode("utf-8", "surrogateescape").decode("utf-8", "replace"), state.st_size, state.st_mtime_ns
            )


@dataclass
class Progress:
    """A bar on a terminal, a line every so often elsewhere."""

    total: int
    to: TextIO
    done: int = 0
    _told: int = field(default=-1)

    def add(self, files: int) -> None:
        self.done += files
        percent = self.done * 100 // max(self.total, 1)
        if percent == self._told:
            return
        if self.to.isatty():
            bar = "█" * (percent // 4)
            self.to.write(f"\r{bar:·<25} {percent:3}% {self.done}/{self.total}")
        elif percent // 10 != self._told // 10:
            self.to.write(f"{percent}% {self.done}/{self.total}\n")
        self._told = percent
        self.to.flush()


def read_folder(
    root: Path, out: Path, *, workers: int, progress: TextIO = sys.stderr, work: Work = read_batch
) -> tuple[int, int]:
    """Read every file below ``root`` into ``out``; the number of readings and of refused files. Raises ``Unreadable``, ``OSError``."""
    polars()
    folder = out.with_name(out.name + ".parts")
    folder.mkdir(parents=True, exist_ok=True)
    known = done(folder)
    waiting = [
        listed
        for listed in files_below(root, folder.resolve())
        if listed.key not in known and (root / listed.path) != out
    ]
    job = _Job(work, root, folder, Progress(len(waiting), progress))
    batches: list[Batch] = [waiting[at : at + BATCH] for at in range(0, len(waiting), BATCH)]
    suspects: list[Batch] = []
    while batches:
        broken, batches = _read_until_broken(job, batches, (workers, workers * _AHEAD))
        suspects += broken
    singles: list[Batch] = [[listed] for batch in suspects for listed in batch]
    while singles:
        broken, singles = _read_until_broken(job, singles, (1, 1))
        for (killer,) in broken:
            write_part([_refused(killer, "", _KILLED)], folder / _part_name([killer]))
            job.bar.add(1)
    if not any(folder.glob("*.parquet")):
        raise Unreadable(f"文件夹 {root} 里没有文件。请检查路径。")
    return join(folder, out)


@dataclass(frozen=True, slots=True)
class _Job:
    work: Work
    root: Path
    folder: Path
    bar: Progress


def _end_with_parent() -> None:
    """Let this process end when the one that started it does: after a ``kill -9`` it would wait for work for ever."""
    parent = parent_process()

    def watch() -> None:
        if parent is not None:
            parent.join()
            os._exit(1)

    Thread(target=watch, daemon=True).start()


@contextmanager
def _interrupts(*, allowed: bool) -> Iterator[None]:
    """Whether Ctrl-C is heeded here. Processes started where it is not never heed it: in a terminal it reaches them all."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_UNBLOCK if allowed else signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _read_until_broken(
    job: _Job, batches: Sequence[Batch], at_once: tuple[int, int]
) -> tuple[list[Batch], list[Batch]]:
    """Read batches in ``at_once[0]`` processes, ``at_once[1]`` of them handed over at a time, until a process breaks.

    Gives the batches that were at work then, and those that were not begun.
    """
    resource_tracker.ensure_running()  # starting it later would let interrupts through again
    left, running, broken = deque(batches), dict[Future[int], Batch](), list[Batch]()
    # spawned, not forked: Polars runs threads, and a forked process would wait for locks they hold
    with (
        _interrupts(allowed=False),
        ProcessPoolExecutor(
            at_once[0], mp_context=get_context("spawn"), max_tasks_per_child=_RENEWED, initializer=_end_with_parent
        ) as pool,
    ):
        while running or (left and not broken):
            while left and not broken and len(running) < at_once[1]:
                try:
                    running[pool.submit(job.work, job.root, job.folder, left[0])] = left[0]
                except BrokenProcessPool:
                    break
                left.popleft()
            try:
                with _interrupts(allowed=True):
                    finished = wait(running, return_when=FIRST_COMPLETED).done
            except KeyboardInterrupt:  # what is being read is finished, and kept
                pool.shutdown(cancel_futures=True)
                raise
            for future in finished:
                batch = running.pop(future)
                try:
                    job.bar.add(future.result())
                except BrokenProcessPool:
                    broken.append(batch)
    return broken, list(left)


def parser() -> ChineseParser:
    """What the command takes."""
    made = ChineseParser(
        prog="python -m jiyao corpus", description="读一个文件夹里的全部会议文件，写成一个 Parquet 表。"
    )
    made.add_argument("folder", type=Path, metavar="文件夹")
    made.add_argument(
        "--out", type=Path, required=True, metavar="readings.parquet", help="输出文件；中断后再次运行会接着读"
    )
    made.add_argument(
        "--workers", type=count, default=os.cpu_count() or 1, metavar="个数", help="同时工作的进程数，默认用全部处理器"
    )
    return made


def main(argv: Sequence[str]) -> int:
    """The command; 2 where something could not be done."""
    args = parser().parse_args(argv)
    if not args.folder.is_dir():
        print(f"{args.folder} 不是文件夹。请检查路径。", file=sys.stderr)  # noqa: T201  (a command prints)
        return _FAILED
    try:
        read_count, refused = read_folder(args.folder, args.out, workers=max(1, args.workers))
    except Unreadable as error:
        print(error.sentence, file=sys.stderr)  # noqa: T201
        return _FAILED
    except OSError as error:
        print(f"{args.out} 写不进去（{why(error)}）。请检查磁盘和权限。", file=sys.stderr)  # noqa: T201
        return _FAILED
    print(f"\n已写入 {args.out}：{read_count} 份读数，{refused} 个文件没有读取（见 error 列）。", file=sys.stderr)  # noqa: T201
    return 0
