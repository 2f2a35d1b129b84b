"""How long the list of one person's open matters takes at a million audience rows: in SQL, and against the way it is not done.

    python benchmarks/audience.py [--database sqlite|postgresql] [--rows 1000000]

The table is the one of the design, ``audience(who, matter, due_on, open, red_from)``; the app that keeps it comes with the matters, so it is
made here. The peer in the same run is the same list by OFFSET instead of by key, and a full count instead of one that stops at 1,000. The goal
is 5 ms a page.
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from journal import _database

DAY = dt.date(2026, 3, 9)
PEOPLE = 200


def _median(run: Callable[[int], object], times: int = 40) -> float:
    """Milliseconds of the median run; each for another person."""
    took = []
    for number in range(times):
        started = time.perf_counter()
        run(number % PEOPLE)
        took.append((time.perf_counter() - started) * 1000)
    return statistics.median(took)


def main() -> None:
    """Print the medians."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--rows", type=int, default=1_000_000)
    args = parser.parse_args()
    with _database(args.database):
        from django.db import connection

        with connection.cursor() as cursor:
            cursor.execute(
                "CREATE TABLE audience (who integer, matter integer, due_on date, open boolean, red_from date, PRIMARY KEY (who, matter))"
            )
            random.seed(47)
            for start in range(0, args.rows, 50_000):
                rows = []
                for n in range(start, min(start + 50_000, args.rows)):
                    due = DAY + dt.timedelta(days=random.randrange(-200, 200))
                    rows.append((n % PEOPLE, n, due.isoformat(), random.random() < 0.3, due.isoformat()))
                cursor.executemany("INSERT INTO audience VALUES (%s, %s, %s, %s, %s)", rows)
            cursor.execute("CREATE INDEX audience_open ON audience (who, open, due_on, matter)")
            cursor.execute("ANALYZE audience")

            def run(sql: str, *values: object) -> list[tuple[object, ...]]:
                cursor.execute(sql, values)
                return cursor.fetchall()

            page = "SELECT matter, due_on, red_from FROM audience WHERE who = %s AND open = %s"
            by_key = f"{page} AND (due_on, matter) > (%s, %s) ORDER BY due_on, matter LIMIT 50"
            deep = f"{page} ORDER BY due_on, matter LIMIT 50 OFFSET 1200"
            stopped = "SELECT count(*) FROM (SELECT 1 FROM audience WHERE who = %s AND open = %s LIMIT 1000) AS few"
            middle = DAY.isoformat()
            results = {
                "first page": _median(lambda who: run(f"{page} ORDER BY due_on, matter LIMIT 50", who, True)),
                "a page in the middle, by key": _median(lambda who: run(by_key, who, True, middle, 0)),
                "the same by OFFSET": _median(lambda who: run(deep, who, True)),
                "count up to 1,000": _median(lambda who: run(stopped, who, True)),
                "full count": _median(
                    lambda who: run("SELECT count(*) FROM audience WHERE who = %s AND open = %s", who, True)
                ),
                "overdue": _median(
                    lambda who: run(f"{page} AND due_on < %s ORDER BY due_on, matter LIMIT 50", who, True, middle)
                ),
            }
        for name, milliseconds in results.items():
            print(f"{args.database} {args.rows} rows: {name}: {milliseconds:.2f} ms")


if __name__ == "__main__":
    main()
