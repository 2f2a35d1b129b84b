"""The writes of the start: accounts by the batch, and the government's own row where a table left it out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from luoshi.bodies.models import Body, BodyKind, Office
from luoshi.bodies.operations import BodyDetails, found_body
from luoshi.journal.acting import Acting
from luoshi.journal.canonical import Json
from luoshi.journal.operation import operation
from luoshi.journal.refusal import Refused
from luoshi.people.accounts.operations import grant_role, open_account, require_admin, reset_password
from luoshi.people.models import Account, RoleGrant
from luoshi.people.starting.slips import ANSWERS_FOR, AccountSlip
from luoshi.workdays import office_date

OFFICE_OF_GOVERNMENT = "人民政府办公室"


@operation("accounts.slips")
def open_by_slip(
    office: Office, *, by: Acting, at: dt.datetime, slips: Sequence[AccountSlip], batch: str, token: str = ""
) -> dict[str, Json]:
    """Open an account for every slip, or give a new first password to one that was never used.

    Returns ``batch`` and how many were opened. With a token that was seen before it returns the first batch, whose passwords
    nobody has any more: the caller compares ``batch`` and must not hand out these slips.
    """
    require_admin(by, office.pk)
    if not slips:
        raise Refused("请至少选一个单位。", field="bodies")
    opened = 0
    for slip in slips:
        account = slip.candidate.account
        if account is None:
            account = _opened(office, slip, by, at)
            opened += 1
        elif slip.password:
            _refuse_used(account, slip)
            reset_password(account, by=by, at=at, password=slip.password, hashed=slip.hashed)
        _let_answer(account, slip, by, at)
    return {"batch": batch, "opened": opened}


def _opened(office: Office, slip: AccountSlip, by: Acting, at: dt.datetime) -> Account:
    body = slip.candidate.body
    answering = RoleGrant.objects.on(office_date(at)).filter(role__in=ANSWERS_FOR, body=body, account__is_active=True)
    if answering.exists():
        raise Refused(f"“{body}”刚刚已开通账号，这一批都没有开通。请刷新页面后重新选择。", field="bodies")
    return open_account(
        office,
        by=by,
        at=at,
        login=slip.login,
        name=slip.candidate.name,
        password=slip.password,
        hashed=slip.hashed,
        person=slip.candidate.person,
    )


def _refuse_used(account: Account, slip: AccountSlip) -> None:
    if not Account.objects.get_queryset().filter(pk=account.pk, must_change_password=True).exists():
        sentence = f"“{slip.candidate.body}”的账号刚刚已有人登录使用，这一批都没有出单。请刷新页面后重新选择。"
        raise Refused(sentence, field="bodies")


def _let_answer(account: Account, slip: AccountSlip, by: Acting, at: dt.datetime) -> None:
    """Let the account answer for the body from the day on, unless it does."""
    body, role, on = slip.candidate.body, slip.candidate.role, office_date(at)
    if not RoleGrant.objects.filter(account=account, role__in=ANSWERS_FOR, body=body).overlapping(on, None).exists():
        grant_role(account, by=by, at=at, role=role, body=body, valid_from=on)


def government_of(office: Office) -> str:
    """The government whose office this is (安澜市人民政府 of 安澜市人民政府办公室); empty where its name does not say."""
    return office.name.removesuffix("办公室") if office.name.endswith(OFFICE_OF_GOVERNMENT) else ""


@operation("directory.found_government")
def found_government(office: Office, *, by: Acting, at: dt.datetime, token: str = "") -> Body:
    """Enter the government itself, whose leaders' posts the division of work needs; first in protocol order."""
    name = government_of(office)
    if not name:
        raise Refused("从办公机构的名称看不出是哪一级政府。请在名录里录入，类别选“本级政府”。")
    short_name = f"{name.removesuffix('人民政府')[-1:]}政府"
    details = BodyDetails(kind=BodyKind.GOVERNMENT, name=name, short_name=short_name, protocol_order=1)
    return found_body(office, by=by, at=at, details=details)
