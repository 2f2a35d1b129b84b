"""The demonstration: the sample city, its logins and meetings, a worker beside the pages. The second start finds everything as it was left."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from luoshi.jobs.supervisor import GRACE
from luoshi.matters.sample import load_meetings, load_supervision
from luoshi.meetings.models import Meeting
from luoshi.people.accounts.sample import LOGINS, NEXT_LOGINS, PASSWORD, open_accounts
from luoshi.people.models import Role
from luoshi.people.sample import CITY, load
from luoshi.serving import Address


def prepare() -> None:
    """Database, sample offices and logins; what is there already stays as it is."""
    print("正在准备数据库 …", flush=True)
    call_command("migrate", verbosity=0)
    print("正在准备样例城市 …", flush=True)
    now = timezone.now()
    city, county = load(at=now)
    open_accounts(city, county, at=now)
    load_meetings(city, at=now)
    load_supervision(city, at=now)


def tell(address: Address) -> None:
    """The logins and the pages worth opening first, for whoever tries it out."""
    print(f"\n  可以用这些账号登录（密码都是 {PASSWORD}）：")
    for login, name, role, body in (*LOGINS, *NEXT_LOGINS):
        print(f"    {login:<14}{name}（{' '.join(filter(None, (body, Role(role).label)))}）")
    print("  用 zhoumin 登录后可以看：")
    for said, path in pages():
        print(f"    {said}　http://{address}{path}")
    print("  不登录也可以直接使用首页：粘贴会议通稿，得到责任分解表。", flush=True)


def pages() -> list[tuple[str, str]]:
    """What each page shows, and its path: one meeting under way, one waiting for review, one text not yet read; an inspection."""
    city = Meeting.objects.filter(office__name=CITY)
    under_way, waiting = (city.filter(number=number).order_by("pk").first() for number in (31, 32))
    found = [("会议", reverse("matters:meetings"))]
    found += [("正在办理的一次", reverse("matters:meeting", args=[under_way.ref]))] if under_way else []
    found += [("等着校核的一次", reverse("matters:review", args=[waiting.ref]))] if waiting else []
    found += [("还没有研读的一份", reverse("matters:texts"))]
    found += [("正在开展的一次督查", reverse("matters:inspections"))]
    return [*found, ("名录、分工、通讯录齐不齐", reverse("people:start"))]


@contextmanager
def worker() -> Iterator[None]:
    """A worker in a process of its own, for as long as the pages are served."""
    process = subprocess.Popen([sys.executable, "-m", "luoshi", "worker"], stdout=subprocess.DEVNULL)
    try:
        yield
    finally:
        process.terminate()
        try:
            process.wait(GRACE)
        except subprocess.TimeoutExpired:
            process.kill()
