"""本单位审签: what a liaison prepares waits for the body's own leaders before it goes to the office."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import pytest
from django.test import Client

from build_matters import done, handed_out, told
from cast import AT, Cast
from luoshi.journal.acting import Acting
from luoshi.journal.refusal import Refused, Unseen
from luoshi.matters.acts import Given
from luoshi.matters.life import Act
from luoshi.matters.models import Draft, DraftKind, DraftState, Matter, MatterState, Report
from luoshi.matters.operations import Prepared, Signed, act_on, report, set_countersigning
from luoshi.matters.operations.countersigning import correct, give_back, prepare, sign, withdraw
from luoshi.people.directory.operations import found_post
from luoshi.people.models import PostKind

PAPER = Signed(who="刘局", paper="反馈表第3号")


@pytest.fixture
def matter(cast: Cast) -> Matter:
    set_countersigning(cast.education, by=cast.acting("liqiang"), at=AT, is_on=True)
    return done(cast, handed_out(cast), Act.ACKNOWLEDGE)


def drafted(cast: Cast, matter: Matter, kind: DraftKind = DraftKind.REPORT) -> Draft:
    day = AT.date() + dt.timedelta(days=60) if kind == DraftKind.EXTENSION else None
    prepared = Prepared(kind=kind, words="已排查312栋。", day=day)
    return prepare(matter, by=cast.acting("liqiang"), at=AT, prepared=prepared)


def test_it_is_off_until_a_body_wants_it(cast: Cast) -> None:
    row = handed_out(cast)
    report(row, by=cast.acting("liqiang"), at=AT, body=cast.education, progress="已排查。")
    assert Report.objects.count() == 1


def test_nothing_of_it_goes_past_the_signatures(cast: Cast, matter: Matter) -> None:
    by = cast.acting("liqiang")
    with pytest.raises(Refused, match="送审签"):
        report(matter, by=by, at=AT, body=cast.education, progress="已排查。")
    with pytest.raises(Refused, match="送审签"):
        act_on(matter, by=by, at=AT, act=Act.ASK_COMPLETION, given=Given(words="办完了。"))
    assert Report.objects.count() == 0


def test_what_the_office_enters_from_a_paper_needs_no_second_signature(cast: Cast, matter: Matter) -> None:
    report(matter, by=told(cast.acting("zhoumin")), at=AT, body=cast.education, progress="已排查。")
    assert Report.objects.count() == 1


def test_the_last_signature_sends_the_report(cast: Cast, matter: Matter) -> None:
    draft, by = drafted(cast, matter), cast.acting("liqiang")
    assert draft.next_step == PostKind.DEPUTY
    draft = sign(draft, by=by, at=AT, signed=PAPER)
    assert (draft.state, draft.next_step, Report.objects.count()) == (DraftState.WAITING, PostKind.HEAD, 0)
    draft = sign(draft, by=by, at=AT, signed=PAPER)
    assert draft.state == DraftState.SENT
    assert Report.objects.get().progress == "已排查312栋。"
    assert [step.entered_by for step in draft.steps.all()] == ["李强", "李强"], "entered for them, from paper"


@pytest.mark.parametrize(
    ("kind", "state", "pending"),
    [
        (DraftKind.COMPLETION, MatterState.IN_REVIEW, []),
        (DraftKind.EXTENSION, MatterState.UNDER_WAY, ["延期申请"]),
    ],
)
def test_completion_and_extension_go_the_same_way(
    kind: DraftKind, state: str, pending: list[str], cast: Cast, matter: Matter
) -> None:
    draft, by = drafted(cast, matter, kind), cast.acting("liqiang")
    for _ in range(2):
        draft = sign(draft, by=by, at=AT, signed=PAPER)
    matter.refresh_from_db()
    assert (matter.state, matter.pending) == (state, pending)


def test_another_s_signature_needs_its_paper_one_s_own_does_not(cast: Cast, matter: Matter) -> None:
    draft, by = drafted(cast, matter), cast.acting("liqiang")
    with pytest.raises(Refused, match="签在哪份文件上"):
        sign(draft, by=by, at=AT, signed=Signed(who="刘局"))
    deputy = found_post(cast.education, by=Acting.system(None), at=AT, title="副局长", kind=PostKind.DEPUTY)
    draft = sign(draft, by=replace(by, post=deputy.ref), at=AT, signed=Signed())
    assert [(step.signed_by, step.entered_by) for step in draft.steps.all()] == [("李强", "")]


def test_what_was_given_back_starts_again_at_the_first_signature(cast: Cast, matter: Matter) -> None:
    by = cast.acting("liqiang")
    draft = sign(drafted(cast, matter), by=by, at=AT, signed=PAPER)
    draft = give_back(draft, by=by, at=AT, reason="数字不对")
    with pytest.raises(Refused, match="不在等审签"):
        sign(draft, by=by, at=AT, signed=PAPER)
    draft = correct(draft, by=by, at=AT, words="已排查310栋。")
    assert (draft.signed, draft.next_step, draft.reason) == (0, PostKind.DEPUTY, "")


def test_one_draft_of_a_kind_waits_at_a_time(cast: Cast, matter: Matter) -> None:
    draft = drafted(cast, matter)
    with pytest.raises(Refused, match="已有一份进展反馈在审签"):
        drafted(cast, matter)
    withdraw(draft, by=cast.acting("liqiang"), at=AT)
    drafted(cast, matter)


def test_a_draft_is_the_body_s_own(cast: Cast, matter: Matter, signed_in: Callable[[str], Client]) -> None:
    draft = drafted(cast, matter)
    for login in ("wangfang", "chenjing"):
        with pytest.raises(Unseen):
            sign(draft, by=cast.acting(login), at=AT, signed=PAPER)
    assert signed_in("liqiang").get(f"/desk/drafts/{draft.ref}/").status_code == 200
    for login in ("wangfang", "chenjing", "zhoumin"):
        assert signed_in(login).get(f"/desk/drafts/{draft.ref}/").status_code == 404


def test_signing_is_not_switched_off_over_a_waiting_draft(cast: Cast, matter: Matter) -> None:
    drafted(cast, matter)
    with pytest.raises(Refused, match="还有材料在审签中"):
        set_countersigning(cast.education, by=cast.acting("liqiang"), at=AT, is_on=False)
    with pytest.raises(Unseen):
        set_countersigning(cast.education, by=cast.acting("wangfang"), at=AT, is_on=True)


def test_the_liaison_does_it_all_on_the_pages(cast: Cast, matter: Matter, signed_in: Callable[[str], Client]) -> None:
    client = signed_in("liqiang")
    answer = client.post(f"/desk/drafts/new/{matter.ref}/completion/", {"words": "全部办完。"}, follow=True)
    draft = Draft.objects.get()
    assert "等分管负责人签" in answer.content.decode()
    assert "本单位审签 1 件" in client.get("/desk/").content.decode()
    refused = client.post(f"/desk/drafts/{draft.ref}/sign/", {"who": "刘局"})
    assert refused.status_code == 422
    assert "刘局" in refused.content.decode(), "what was typed is kept"
    for _ in range(2):
        client.post(f"/desk/drafts/{draft.ref}/sign/", {"who": "刘局", "paper": "办结申请", "on": "2026-03-09"})
    matter.refresh_from_db()
    assert matter.state == MatterState.IN_REVIEW
