"""Giving account slips out: who was chosen, their accounts, the paper. The page and the command line do the same."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from luoshi.bodies.models import Office
from luoshi.journal.accesslog import log_access
from luoshi.journal.acting import Acting
from luoshi.journal.models import AccessAct, new_ref
from luoshi.journal.refusal import Stale
from luoshi.people.accounts.operations import require_admin
from luoshi.people.starting.operations import open_by_slip
from luoshi.people.starting.slip_paper import slip_paper
from luoshi.people.starting.slips import candidates, made_out
from luoshi.workdays import office_date


def give_out(
    office: Office, refs: Iterable[str], *, by: Acting, at: dt.datetime, address: str, token: str = ""
) -> bytes:
    """Open the accounts of the chosen bodies and return their slips as a ``.docx``, with a line in the access log.

    The second call with a token is refused: the passwords of the first are on its paper only.
    """
    require_admin(by, office.pk)
    slips = made_out(candidates(office, office_date(at)).chosen(refs))
    batch = new_ref()
    done = open_by_slip(office, by=by, at=at, slips=slips, batch=batch, token=token)
    if done["batch"] != batch:
        raise Stale(
            "这一批账号单刚才已经出过，密码只出那一次。没有拿到文件的，在下面“已开通、还没有人用过”里勾选，重新出单。"
        )
    detail = f"账号单 {len(slips)} 张，新开账号 {done['opened']} 个"
    log_access(AccessAct.EXPORTED, by=by, at=at, operation="accounts.slips", detail=detail)
    return slip_paper(slips, address)
