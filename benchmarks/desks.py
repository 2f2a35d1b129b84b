"""How long the desks and 市长一页纸 take with thousands of matters, and how many queries each asks.

    python benchmarks/desks.py [--database sqlite|postgresql] [--matters 5000]

A third of the matters is over; of the rest every fourth is overdue, every second has a report, sixty wait for a leader's word. Figures are
medians of nine runs after one that warms up, of the page as it is put together, without the template.
"""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parent))
from journal import _database
from matters import DAY, fill, timed

if TYPE_CHECKING:
    from luoshi.bodies.models import Office

_AT = dt.datetime(2026, 3, 2, 9, 0, tzinfo=dt.UTC)
_ASKS = 60
_PROGRESS = "已排查在册点位，台账已经建立，正在逐项整改，下一步请有关单位按时限报送结果。" * 3


def lived_in(office: Office) -> None:
    """What the matters of ``fill`` lack for a desk: leaders, whose turn it is, reports, papers that wait."""
    from luoshi.bodies.models import Body
    from luoshi.matters.models import Matter, Report, Slip
    from luoshi.matters.models.matter import OPEN
    from luoshi.people.models import Post

    government = Body.objects.create(office=office, name="安澜市人民政府", kind="government", protocol_order=0)
    posts = Post.objects.bulk_create(
        Post(office=office, body=government, title=f"第{at}副市长" if at else "市长", kind="leader", protocol_order=at)
        for at in range(8)
    )
    rows = list(Matter.objects.filter(state__in=OPEN).order_by("pk"))
    for at, row in enumerate(rows):
        row.leader, row.holder, row.held_since = posts[1 + at % 7], f"b:{row.lead_id}", _AT
        row.progress, row.reported_on = (_PROGRESS, DAY - dt.timedelta(days=9)) if at % 2 else ("", None)
        row.docketed_on = DAY - dt.timedelta(days=40)
        if at % 9 == 0:
            row.state, row.holder = "in_review", f"o:{office.pk}"
    Matter.objects.bulk_update(
        rows,
        ["leader", "holder", "held_since", "progress", "reported_on", "docketed_on", "state"],
        batch_size=500,
    )
    Matter.objects.exclude(state__in=OPEN).update(docketed_on=DAY - dt.timedelta(days=50))
    Report.objects.bulk_create(
        Report(matter=row, body_id=row.lead_id, said="behind" if row.pk % 3 else "on_track", progress=_PROGRESS,
               reported_on=DAY, made_at=_AT, event_seq=1)
        for row in rows if row.progress
    )  # fmt: skip
    Slip.objects.bulk_create(
        Slip(matter=row, kind="claim", body_id=row.lead_id, words="两家互等，商定不下来。", options=["先行施工", "推迟"],
             holder=f"p:{posts[at % 3].ref}", asked_by="联络员", asked_at=_AT, asked_seq=1)
        for at, row in enumerate(rows[:_ASKS])
    )  # fmt: skip
    Slip.objects.bulk_create(
        Slip(matter=row, kind="completion", body_id=row.lead_id, words="已办结。", holder=row.holder, asked_by="联络员",
             asked_at=_AT, asked_seq=1)
        for row in rows if row.state == "in_review"
    )  # fmt: skip


def told(name: str, run: Callable[[], object]) -> None:
    """One line: how long, and with how many queries."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as queries:
        run()
    print(f"  {name:<28} {timed(run):8.1f} ms   {len(queries):4} queries")


def measure(office: Office) -> None:
    """The supervision office's desk, a liaison's, the head's, and the one page of the first leader and of a deputy."""
    from luoshi.journal.acting import Acting
    from luoshi.matters.desks.page import desk
    from luoshi.matters.prints.one_page import leaders_of, one_page
    from luoshi.matters.prints.one_page_paper import sheet_of

    leaders = leaders_of(office, on=DAY)
    some = office.bodies.order_by("pk")[3].pk
    keeper = Acting(office=office.pk, account="z", name="周敏", roles=frozenset({"supervisor"}))
    liaison = Acting(office=office.pk, account="l", name="李强", roles=frozenset({"liaison"}), bodies=frozenset({some}))
    head = Acting(
        office=office.pk, account="h", name="何静", roles=frozenset({"leader", "head"}), post=leaders[0].post.ref
    )
    for name, acting in (("desk, supervision office", keeper), ("desk, liaison", liaison), ("desk, head", head)):
        told(name, lambda acting=acting: desk(acting, office, on=DAY).title)
    for name, leader in (("one page, first leader", leaders[0]), ("one page, a deputy", leaders[1])):
        told(name, lambda leader=leader: sheet_of(one_page(office, leader, on=DAY)))
    told("one page of each leader", lambda: [sheet_of(one_page(office, each, on=DAY)) for each in leaders])


def main() -> None:
    """Fill a fresh database and print the figures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--matters", type=int, default=5_000)
    args = parser.parse_args()
    with _database(args.database):
        from django.db import connection

        office = fill(args.matters)
        lived_in(office)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        print(f"{args.database}: {args.matters:,} matters")
        measure(office)


if __name__ == "__main__":
    main()
