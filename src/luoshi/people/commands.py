"""``luoshi accounts first | reset``: the first account of an installation, and the way back in for one who is locked out."""

from __future__ import annotations

import argparse


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the verbs of accounts to the command line."""
    accounts = subparsers.add_parser("accounts", help="账号：开通第一个账号、重置密码")
    verbs = accounts.add_subparsers(dest="verb", required=True, metavar="动作", title="动作")
    first = verbs.add_parser("first", help="建立办公机构并开通第一个账号（单人模式）")
    first.add_argument("--office", required=True, metavar="办公机构全称")
    first.add_argument("--login", required=True, metavar="登录名")
    first.add_argument("--name", required=True, metavar="姓名")
    first.set_defaults(run=_first)
    reset = verbs.add_parser("reset", help="重置一个账号的密码并解锁")
    reset.add_argument("login", metavar="登录名")
    reset.set_defaults(run=_reset)


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
