"""The demonstration: the sample city, its logins, a worker beside the pages. The second start finds everything as it was left."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management import call_command
from django.utils import timezone

from luoshi.jobs.supervisor import GRACE
from luoshi.people.accounts.sample import LOGINS, NEXT_LOGINS, PASSWORD, open_accounts
from luoshi.people.models import Role
from luoshi.people.sample import load


def prepare() -> None:
    """Database, sample offices and logins; what is there already stays as it is."""
    print("正在准备数据库 …", flush=True)
    call_command("migrate", verbosity=0)
    print("正在准备样例城市 …", flush=True)
    now = timezone.now()
    city, county = load(at=now)
    open_accounts(city, county, at=now)


def tell() -> None:
    """The logins, for whoever tries it out."""
    print(f"\n  可以用这些账号登录（密码都是 {PASSWORD}）：")
    for login, name, role, body in (*LOGINS, *NEXT_LOGINS):
        print(f"    {login:<10}{name}（{' '.join(filter(None, (body, Role(role).label)))}）")
    print("  不登录也可以直接使用首页：粘贴会议通稿，得到责任分解表。", flush=True)


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
