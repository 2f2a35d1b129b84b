"""How long the list of matters takes at a million audience rows, against the same list asked in the naive way, in the same run.

    python benchmarks/matters.py [--database sqlite|postgresql] [--matters 200000]

Every matter stands in five lists: the office's, those of four bodies. The keeper sees all of them, a liaison one body's (a eightieth of
four rows a matter). The naive way asks the matters themselves with a condition on who may see them, pages by OFFSET, counts to the end and
searches with LIKE. Figures are medians of nine runs after one that warms up; the ratio says how many times longer the naive way takes.
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
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parent))
from journal import _database

if TYPE_CHECKING:
    from django.db.models import Q, QuerySet

    from luoshi.bodies.models import Office
    from luoshi.journal.acting import Acting
    from luoshi.matters.models import Audience, Matter

DAY = dt.date(2026, 3, 9)
BODIES, SHARE = 80, 4
WORDS = "水库 校舍 河道 道路 供水 防火 养老 就业 医保 清淤 排查 整治 改造 鉴定 销号 台账 方案 预案 资金 验收".split()
_BATCH = 5_000


def fill(matters: int) -> Office:
    """An office with its bodies, matters, audience and search rows; gives back the office."""
    from luoshi.bodies.models import Body, Office
    from luoshi.matters.models import Audience, Matter
    from luoshi.searchtext.index import put_new
    from luoshi.searchtext.models import SearchRow

    choose = random.Random(47)
    office = Office.objects.create(name="安澜市人民政府办公室")
    bodies = Body.objects.bulk_create(
        Body(office=office, name=f"第{n}局", kind="department", protocol_order=n) for n in range(BODIES)
    )
    states = ("under_way", "handed_out", "completed", "closed", "closed", "closed")
    for start in range(0, matters, _BATCH):
        rows = []
        for number in range(start, min(start + _BATCH, matters)):
            due = DAY + dt.timedelta(days=choose.randrange(-40, 400))
            rows.append(
                Matter(office=office, words=f"{choose.choice(WORDS)}{choose.choice(WORDS)}第{number}件", state=choose.choice(states),
                       lead=bodies[number % BODIES], due_on=due, yellow_from=due - dt.timedelta(days=3), red_from=due + dt.timedelta(days=1),
                       series="常务会", year=2026 - number % 5, number=number + 1, code=f"常务会〔2026〕{number}号", spoken=f"常务会{number // 30}-{number % 30}")
            )  # fmt: skip
        Matter.objects.bulk_create(rows)
        Audience.objects.bulk_create(
            Audience(matter=row, who=who, due_on=row.due_on, yellow_from=row.yellow_from, red_from=row.red_from,
                     open=row.state in ("under_way", "handed_out"))
            for at, row in enumerate(rows, start)
            for who in (f"o:{office.pk}", *(f"b:{bodies[(at + step) % BODIES].pk}" for step in range(SHARE)))
        )  # fmt: skip
        put_new(
            [
                SearchRow(office=office.pk, subject_type="matters.matter", subject_ref=row.ref, text=row.words)
                for row in rows
            ]
        )
    return office


def timed(run: Callable[[], object]) -> float:
    """Milliseconds of the median run."""
    run()
    took = []
    for _ in range(9):
        started = time.perf_counter()
        run()
        took.append((time.perf_counter() - started) * 1000)
    return statistics.median(took)


def compare(name: str, ours: Callable[[], object], naive: Callable[[], object]) -> None:
    """One line: both ways and how they stand to each other."""
    one, other = timed(ours), timed(naive)
    print(f"  {name:<34} {one:8.1f} ms   naive {other:8.1f} ms   ratio {other / one:7.1f}")


def seen_by(acting: Acting) -> Q:
    """The naive condition: of the office, and led or supported by a body one answers for."""
    from django.db.models import Exists, OuterRef, Q

    from luoshi.matters.models import Support

    of_office = Q(office=acting.office)
    if not acting.bodies:
        return of_office
    supports = Support.objects.filter(matter=OuterRef("pk"), body__in=acting.bodies)
    return of_office & (Q(lead__in=acting.bodies) | Exists(supports))


def measure(office: Office, who: str, acting: Acting) -> None:
    """Ask for the lists of one person."""
    from django.http import QueryDict

    from luoshi.matters.access import audience_of
    from luoshi.matters.listing.filters import ListFilter
    from luoshi.matters.listing.ordering import ORDERS, stretch
    from luoshi.matters.listing.page import counted
    from luoshi.matters.models import Matter

    several = len(audience_of(acting)) > 1
    body, mine = office.bodies.order_by("pk")[7], seen_by(acting)
    running = Matter.objects.filter(mine, state__in=("under_way", "handed_out", "docketed")).order_by("due_on", "pk")

    forms: dict[str, ListFilter] = {}

    def rows(query: str) -> QuerySet[Audience]:
        if query not in forms:
            forms[query] = ListFilter(QueryDict(query), acting=acting, office=office)
        return forms[query].chosen(acting, DAY)

    def page(query: str, order: str = "due", after: Matter | None = None) -> list[int]:
        return stretch(rows(query), ORDERS[order], after=after, several=several).pks

    middle = running.all()[min(5_000, running.count() // 2)]
    deep = min(5_000, running.count() // 2)
    print(f"\n{who}: {running.count():,} running")
    compare("first page", lambda: page(""), lambda: list(running.values_list("pk")[:51]))
    compare(
        "a page in the middle",
        lambda: page("", after=middle),
        lambda: list(running.values_list("pk")[deep : deep + 51]),
    )
    for order in ("newest", "number", "body"):
        compare(f"ordered by {order}", lambda order=order: page("", order),
                lambda order=order: list(running.order_by({"newest": "-pk", "number": "-year", "body": "lead__protocol_order"}[order]).values_list("pk")[:51]))  # fmt: skip
    compare(
        "everything on the docket",
        lambda: page("group=all"),
        lambda: list(Matter.objects.filter(mine).order_by("due_on", "pk").values_list("pk")[:51]),
    )
    compare("late and near, counted", lambda: [counted(rows(f"lamp={lamp}"), several=several) for lamp in ("red", "yellow")],
            lambda: [running.filter(due_on__lt=DAY).count(), running.filter(due_on__gte=DAY, yellow_from__lte=DAY).count()])  # fmt: skip
    compare(
        "how many", lambda: counted(rows("group=all"), several=several), lambda: Matter.objects.filter(mine).count()
    )
    compare(
        "search, a frequent word",
        lambda: page("q=水库&group=all"),
        lambda: list(Matter.objects.filter(mine, words__icontains="水库").order_by("due_on")[:51]),
    )
    compare(
        "search, a rare number",
        lambda: page("q=第1234件&group=all"),
        lambda: list(Matter.objects.filter(mine, words__icontains="第1234件")[:51]),
    )
    compare("one year", lambda: page("year=2025"), lambda: list(running.filter(year=2025)[:51]))
    compare("one body", lambda: page(f"body={body.ref}"), lambda: list(running.filter(lead=body)[:51]))
    compare(
        "visible_to, one matter",
        lambda: list(Matter.objects.visible_to(acting).filter(ref=middle.ref)),
        lambda: list(Matter.objects.filter(mine, ref=middle.ref)),
    )


def main() -> None:
    """Fill a fresh database and print the figures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--matters", type=int, default=200_000)
    args = parser.parse_args()
    with _database(args.database):
        from django.db import connection

        from luoshi.journal.acting import Acting
        from luoshi.matters.models import Audience

        started = time.perf_counter()
        office = fill(args.matters)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        number = Audience.objects.count()
        print(
            f"{args.database}: {args.matters:,} matters, {number:,} audience rows, filled in {time.perf_counter() - started:.0f} s"
        )
        keeper = Acting(office=office.pk, account="z", name="周敏", roles=frozenset({"supervisor"}))
        some = office.bodies.order_by("pk")[3].pk
        liaison = Acting(
            office=office.pk, account="l", name="李强", roles=frozenset({"liaison"}), bodies=frozenset({some})
        )
        measure(office, "keeper", keeper)
        measure(office, "liaison", liaison)


if __name__ == "__main__":
    main()
