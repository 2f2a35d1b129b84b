"""Real workers on a real database, killed in the middle of their work."""

from __future__ import annotations

import itertools
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.utils import timezone

from luoshi.jobs.models import Job, Worker
from luoshi.jobs.queue import enqueue
from luoshi.jobs.supervisor import Supervisor

CHILD = Path(__file__).with_name("child_worker.py")
SRC = Path(__file__).resolve().parents[3] / "src"
Start = Callable[[], "subprocess.Popen[bytes]"]


@pytest.fixture
def effects(transactional_db: None) -> Iterator[Callable[[], Counter[str]]]:
    """A table that handlers write into; called, it counts what they wrote."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE jobs_effect (name varchar(40))")

    def count() -> Counter[str]:
        with connection.cursor() as cursor:
            cursor.execute("SELECT name FROM jobs_effect")
            return Counter(name for (name,) in cursor.fetchall())

    yield count
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE jobs_effect")


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Starts a worker; what still runs at the end of the test is killed."""
    running: list[subprocess.Popen[bytes]] = []
    numbers = itertools.count()
    env = os.environ | {"LUOSHI_DATA": str(tmp_path / "data"), "PYTHONPATH": str(SRC)}

    def run() -> subprocess.Popen[bytes]:
        database, outside = str(connection.settings_dict["NAME"]), str(tmp_path / "outside.txt")
        command = [sys.executable, str(CHILD), f"w{next(numbers)}", database, outside]
        running.append(subprocess.Popen(command, env=env))
        return running[-1]

    yield run
    for process in running:
        process.kill()
        process.wait()


def wait_until(condition: Callable[[], bool], *, seconds: float = 60) -> None:
    limit = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < limit, "it took too long"
        time.sleep(0.05)


def test_killed_workers_lose_nothing_and_do_nothing_in_the_database_twice(
    effects: Callable[[], Counter[str]], start: Start, tmp_path: Path
) -> None:
    with transaction.atomic():
        for number in range(150):
            enqueue("test.inside", {"name": f"n{number}"}, key=f"n{number}", at=timezone.now())
            enqueue("test.outside", {}, key=f"n{number}", at=timezone.now())
    for round_number in range(3):
        workers = [start(), start()]
        seen = Job.objects.exclude(done_at=None).count()
        wait_until(lambda seen=seen: Job.objects.exclude(done_at=None).count() > seen + 20)  # type: ignore[misc]
        for worker in workers:
            worker.send_signal(signal.SIGKILL)
            worker.wait()
        assert Job.objects.open().exists(), f"round {round_number}: the workers were killed too late to prove anything"
    start()
    wait_until(lambda: not Job.objects.open().exists())
    assert effects() == Counter(f"n{number}" for number in range(150))
    outside = Counter((tmp_path / "outside.txt").read_text().split("\n")[:-1])
    assert outside.keys() == {f"test.outside n{number}" for number in range(150)}
    assert outside.total() <= 150 + 6, (
        "each of six killed workers may have repeated one job that is not in the database"
    )
    assert not Job.objects.stuck().exists()


def test_a_worker_shows_itself_and_leaves_when_its_supervisor_is_gone(
    effects: Callable[[], Counter[str]], tmp_path: Path
) -> None:
    database, outside = str(connection.settings_dict["NAME"]), str(tmp_path / "outside.txt")
    child = [sys.executable, str(CHILD), "orphan", database, outside]
    program = f"import subprocess; subprocess.Popen({child!r}).wait()"
    env = os.environ | {"LUOSHI_DATA": str(tmp_path / "data"), "PYTHONPATH": str(SRC)}
    parent = subprocess.Popen([sys.executable, "-c", program], env=env)
    wait_until(lambda: Worker.objects.filter(name="orphan").exists())
    parent.kill()
    parent.wait()
    wait_until(lambda: not Worker.objects.filter(name="orphan").exists(), seconds=15)


def test_the_supervisor_starts_a_dead_child_again_and_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("luoshi.jobs.supervisor.SHORTEST_WAIT", 0.01)
    monkeypatch.setattr("luoshi.jobs.supervisor.LONGEST_WAIT", 0.02)
    said: list[str] = []
    supervisor = Supervisor([sys.executable, "-c", "import os; os._exit(7)"], say=said.append)

    def say(sentence: str) -> None:
        said.append(sentence)
        if len(said) == 3:
            supervisor.stop.set()

    supervisor.say = say
    supervisor.run()
    assert len(said) == 3
    assert said[0].startswith("后台进程意外结束（代码 7）")


def test_a_supervisor_told_to_stop_lets_the_child_finish(tmp_path: Path) -> None:
    ready, finished = tmp_path / "ready", tmp_path / "finished"
    program = (
        "import pathlib, signal, sys, time\n"
        "def stop(*_):\n    time.sleep(0.2)\n    pathlib.Path(sys.argv[2]).touch()\n    sys.exit(0)\n"
        "signal.signal(signal.SIGTERM, stop)\npathlib.Path(sys.argv[1]).touch()\ntime.sleep(60)\n"
    )
    supervisor = Supervisor([sys.executable, "-c", program, str(ready), str(finished)], say=lambda _sentence: None)

    import threading

    thread = threading.Thread(target=supervisor.run)
    thread.start()
    wait_until(ready.exists)
    supervisor.stop.set()
    thread.join(10)
    assert finished.exists()
    assert not thread.is_alive()
