"""``luoshi accounts first | reset | slips`` and ``luoshi directory import``: opening an installation, and the way back in."""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from luoshi import disk
from luoshi.arguments import day
from luoshi.bodies.named import add_office, named_office

if TYPE_CHECKING:
    from luoshi.people.directory.importing import Plan

_TABLES = {"机构名录": "bodies", "领导分工": "leaders", "通讯录": "contacts"}


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the verbs of accounts to the command line."""
    accounts = subparsers.add_parser("accounts", help="账号：开通第一个账号、重置密码、出账号单")
    verbs = accounts.add_subparsers(dest="verb", required=True, metavar="动作", title="动作")
    first = verbs.add_parser("first", help="建立办公机构并开通第一个账号（单人模式）")
    first.add_argument("--office", required=True, metavar="办公机构全称")
    first.add_argument("--login", required=True, metavar="登录名")
    first.add_argument("--name", required=True, metavar="姓名")
    first.set_defaults(run=_first)
    reset = verbs.add_parser("reset", help="重置一个账号的密码并解锁")
    reset.add_argument("login", metavar="登录名")
    reset.set_defaults(run=_reset)
    slips = verbs.add_parser("slips", help="给还没有账号的单位开通账号，账号单写成 Word 文件")
    slips.add_argument("file", type=Path, metavar="账号单.docx")
    slips.add_argument("--address", required=True, metavar="网址", help="印在单子上的网址，例如 http://10.1.2.3:8000/")
    slips.add_argument("--body", action="append", metavar="单位", help="只给这个单位出单，可以写几次；默认全部")
    add_office(slips)
    slips.set_defaults(run=_slips)
    _register_directory(subparsers)


def _register_directory(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    directory = subparsers.add_parser("directory", help="名录：导入机构名录、领导分工、通讯录")
    verbs = directory.add_subparsers(dest="verb", required=True, metavar="动作", title="动作")
    table = verbs.add_parser("import", help="先列出会改动什么；加 --confirm 才写入")
    table.add_argument("kind", choices=list(_TABLES), metavar="哪张表", help="、".join(_TABLES))
    table.add_argument("file", type=Path, metavar="文件", help="xlsx、xls、csv、docx 或 txt")
    table.add_argument("--on", type=day, metavar="日期", help="从哪一天起有效，默认今天")
    table.add_argument("--confirm", action="store_true", help="写入；有问题的行不写入")
    add_office(table)
    table.set_defaults(run=_import)


def _import(args: argparse.Namespace) -> int:
    from django.utils import timezone

    from luoshi.journal.acting import Acting, Through
    from luoshi.people.directory.importing import ImportKind, import_table, plan_table
    from luoshi.workdays import office_date

    office, now, kind = named_office(args.office), timezone.now(), ImportKind(_TABLES[args.kind])
    on = args.on or office_date(now)
    data = disk.read(args.file)
    plan = plan_table(office, kind, data, args.file.name, on=on)
    _tell(plan)
    if not args.confirm:
        print("以上还没有写入。核对后加 --confirm 再运行一次。")
        return 1 if plan.problems else 0
    by = Acting.system(office.pk, through=Through.COMMAND)
    given = {"kind": kind, "data": data, "name": args.file.name, "on": on, "shown": plan.digest}
    counts = import_table(office, by=by, at=now, **given)
    print(f"{kind.label}已导入：新增 {counts['new']} 项，更改 {counts['changed']} 项。")
    return 1 if plan.problems else 0


def _tell(plan: Plan) -> None:
    """What would be written, and what would not be, with what to do about it."""
    for change in (*plan.new, *plan.changed):
        print(f"第 {change.row} 行　{change.name}：{'；'.join(change.sentences)}")
    for problem in plan.problems:
        print(f"第 {problem.row} 行“{problem.column}”：{problem.wrong}{problem.todo}")
    for note in plan.notes:
        print(note)
    same, gone = len(plan.same), len(plan.gone)
    print(f"新增 {len(plan.new)} 项，更改 {len(plan.changed)} 项，一致 {same} 项，有问题 {len(plan.problems)} 处。")
    if gone:
        print(f"名录里有、表里没有的 {gone} 项保留不动；要撤销或离任的，请在页面上勾选。")


def _slips(args: argparse.Namespace) -> int:
    from django.utils import timezone

    from luoshi.journal.acting import Acting, Through
    from luoshi.journal.refusal import Refused
    from luoshi.people.starting.forms import require_address
    from luoshi.people.starting.giving import give_out
    from luoshi.people.starting.slips import candidates
    from luoshi.workdays import office_date

    office, now = named_office(args.office), timezone.now()
    try:
        address = require_address(args.address)
    except ValueError as error:
        raise Refused(str(error)) from error
    there = {str(each.body): each.body.ref for each in candidates(office, office_date(now)).new}
    if strangers := [name for name in args.body or () if name not in there]:
        raise Refused(f"{'、'.join(strangers)}不在要开账号的单位里。请写规范简称；已有账号的在页面上重新出单。")
    if not there:
        raise Refused("各单位都有账号了。要重新出单，请在账号单页面勾选。")
    refs = [there[name] for name in args.body or there]
    by = Acting.system(office.pk, through=Through.COMMAND)
    out = _only_mine(args.file)
    try:
        with out:
            out.write(give_out(office, refs, by=by, at=now, address=address))
    except Refused:
        args.file.unlink()
        raise
    print(f"已开通 {len(refs)} 个单位的账号，账号单在 {args.file}。打印后请删除这个文件：密码只在它里面。")
    return 0


def _only_mine(path: Path) -> BinaryIO:
    """A new file that nobody else may read, opened before any account is; a file that is there already is refused."""
    from luoshi.journal.refusal import Refused

    try:
        return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")
    except FileExistsError as error:
        raise Refused(f"{path} 已经有了。请换一个文件名，免得盖掉上一批账号单。") from error
    except OSError as error:
        raise Refused(f"不能写 {path}（{disk.why(error)}）。请换一个文件夹。") from error


def _first(args: argparse.Namespace) -> int:
    from django.utils import timezone

    from luoshi.bodies.models import Office
    from luoshi.bodies.operations import found_office
    from luoshi.journal.acting import Acting, Through
    from luoshi.people.accounts.operations import grant_role, open_account
    from luoshi.people.accounts.passwords import slip_password
    from luoshi.people.models import Role

    now, password = timezone.now(), slip_password()
    by = Acting.system(None, through=Through.COMMAND)
    office = Office.objects.filter(name=args.office).first() or found_office(None, by=by, at=now, name=args.office)
    account = open_account(office, by=by, at=now, login=args.login, name=args.name, password=password)
    for role in (Role.SUPERVISOR, Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDITOR):
        grant_role(account, by=by, at=now, role=role)
    print(
        f"已开通 {account}，办公机构：{office}。\n登录名：{account.login}\n初始密码：{password}\n首次登录须修改密码。"
    )
    return 0


def _reset(args: argparse.Namespace) -> int:
    from django.utils import timezone

    from luoshi.journal.acting import Acting, Through
    from luoshi.journal.refusal import Refused
    from luoshi.people.accounts.operations import reset_password
    from luoshi.people.accounts.passwords import slip_password
    from luoshi.people.models import Account

    account = Account.objects.filter(login__iexact=args.login).first()
    if account is None:
        raise Refused(f"没有登录名为“{args.login}”的账号。请核对登录名。")
    password = slip_password()
    reset_password(
        account, by=Acting.system(account.office_id, through=Through.COMMAND), at=timezone.now(), password=password
    )
    print(f"{account} 的密码已重置并解锁。\n初始密码：{password}\n首次登录须修改密码。")
    return 0
