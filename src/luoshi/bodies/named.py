"""``--office``: the office that a command is about."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from luoshi.journal.refusal import Refused

if TYPE_CHECKING:
    from luoshi.bodies.models import Office


def add_office(command: argparse.ArgumentParser) -> None:
    """Let a command be about one office."""
    command.add_argument("--office", default="", metavar="办公机构", help="名称；只有一个办公机构时可以不写")


def named_office(name: str) -> Office:
    """The office of this name, or the only one whose name holds it; without a name the only one there is. Raises ``Refused``."""
    from luoshi.bodies.models import Office  # noqa: PLC0415 - commands are listed before Django is ready

    found = list(Office.objects.filter(name__contains=name))
    exact = [office for office in found if office.name == name] or found
    if len(exact) == 1:
        return exact[0]
    known = "、".join(str(office) for office in Office.objects.all()) or "（还没有，先运行 luoshi accounts first）"
    wrong = f"没有名为“{name}”的办公机构，" if name and not found else ""
    raise Refused(f"{wrong}请用 --office 写明是哪个办公机构。现有：{known}。")
