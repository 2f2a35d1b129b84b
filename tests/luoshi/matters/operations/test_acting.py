"""The acts of a matter's life on the row: who may do them, what they ask for, what they leave behind, who holds the matter then."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from build_matters import DUE, docketed, done, given_for, handed_out, meeting_of, proposed, told
from cast import AT, DAY, Cast, cast
from luoshi.journal.events import history
from luoshi.journal.refusal import Denied, Refused, Stale, Unseen
from luoshi.matters.acts import SPECS, Given, Party
from luoshi.matters.life import Act, Check
from luoshi.matters.models import Frequency, Matter, MatterState, Slip, SlipKind, Sort, Source
from luoshi.matters.operations import act_on, act_on_all, docket, hand_out, report
from luoshi.matters.sentences import SENTENCES
from luoshi.matters.verify import verify
from luoshi.people.directory.operations import found_post
from luoshi.people.models import Post, PostKind

__all__ = ["cast"]
ONE_DAY = dt.timedelta(days=1)


def deputy_mayor(cast: Cast) -> Post:
    return found_post(cast.water, by=cast.acting("zhoumin"), at=AT, title="副市长", kind=PostKind.LEADER)


def office(cast: Cast) -> str:
    return f"o:{cast.city.pk}"


def bureau(cast: Cast) -> str:
    return f"b:{cast.education.pk}"


def waiting(matter: Matter, kind: SlipKind) -> Slip:
    return Slip.objects.waiting().get(matter=matter, kind=kind)


def act(matter: Matter, doing: Act, by: object, given: Given | None = None, **more: object) -> Matter:
    return act_on(matter, by=by, at=AT, act=doing, given=given, **more)  # type: ignore[arg-type]


def last_sentence(matter: Matter) -> str:
    event = list(history(matter))[-1]
    sentence = SENTENCES[event.kind]
    assert callable(sentence)
    return sentence(event.data)


def test_from_handing_out_to_the_close_everybody_sees_who_holds_it(cast: Cast) -> None:
    matter = handed_out(cast)
    held = [matter.holder]
    for doing in (Act.ACKNOWLEDGE, Act.ASK_COMPLETION, Act.FIND_DONE, Act.SUBMIT, Act.NOTE, Act.SIGN):
        matter = done(cast, matter, doing)
        held.append(matter.holder)
    assert held == [bureau(cast), bureau(cast), office(cast), office(cast), office(cast), office(cast), ""]
    assert (matter.state, matter.closed_on, matter.held_since, matter.chain) == ("closed", DAY, None, ["销号"])
    assert verify().findings == []


def test_since_when_somebody_holds_it_changes_with_the_holder_alone(cast: Cast) -> None:
    matter, later = handed_out(cast), AT + dt.timedelta(hours=5)
    by = told(cast.acting("zhoumin"))
    matter = act_on(matter, by=by, at=later, act=Act.ACKNOWLEDGE)
    assert matter.held_since == AT
    matter = act_on(matter, by=by, at=later, act=Act.ASK_COMPLETION, given=Given(words="办完了"))
    assert (matter.holder, matter.held_since) == (office(cast), later)


def test_what_the_office_enters_for_a_body_says_who_told_it(cast: Cast) -> None:
    matter = handed_out(cast)
    with pytest.raises(Refused, match="这一步是牵头单位的。代录时请写明"):
        act(matter, Act.ACKNOWLEDGE, cast.acting("zhoumin"))
    matter = act(matter, Act.ACKNOWLEDGE, told(cast.acting("zhoumin")))
    assert matter.acknowledged_on == DAY
    assert list(history(matter))[-1].by["on_behalf"]["said_by"] == "李强"


@pytest.mark.parametrize("doing", [each for each, spec in SPECS.items() if spec.party is not Party.ASKED])
def test_strangers_do_nothing_and_other_bodies_are_told_whose_step_it_is(cast: Cast, doing: Act) -> None:
    matter = handed_out(cast, supporting=[cast.water])
    given = given_for(cast, doing)
    with pytest.raises(Unseen):
        act(matter, doing, cast.acting("chenjing"), given)
    with pytest.raises(Denied):
        act(matter, doing, cast.acting("wangfang"), given)
    with pytest.raises(Unseen if SPECS[doing].party is not Party.OFFICE else Denied):
        act(handed_out(cast, "另一件"), doing, cast.acting("wangfang"), given)


@pytest.mark.parametrize(
    ("doing", "field"),
    [
        (doing, field)
        for doing, spec in SPECS.items()
        if spec.settles is not SlipKind.OPINION
        for field in spec.fields
        if field.needed
    ],
    ids=lambda each: each.name,
)
def test_what_an_act_needs_is_asked_for_beside_its_field(cast: Cast, doing: Act, field: object) -> None:
    matter = handed_out(cast)
    empty = {"options": (), "day": None, "body": None}.get(field.name, " ")  # type: ignore[attr-defined]
    given = replace(given_for(cast, doing), **{field.name: empty})  # type: ignore[attr-defined]
    if SPECS[doing].party is Party.LEADER and field.name == "who":  # type: ignore[attr-defined]
        by = cast.acting("zhoumin")
        with pytest.raises(Refused):
            act(matter, doing, by, given)
        return
    with pytest.raises(Refused) as refused:
        act(matter, doing, told(cast.acting("zhoumin")), given)
    assert (refused.value.sentence, refused.value.field) == (field.needed, field.name)  # type: ignore[attr-defined]


def test_the_lead_acts_in_its_own_name(cast: Cast) -> None:
    matter = act(handed_out(cast), Act.ACKNOWLEDGE, cast.acting("liqiang"))
    assert matter.state == MatterState.UNDER_WAY
    with pytest.raises(Denied, match="由牵头单位办理"):
        act(handed_out(cast, "第二件", supporting=[cast.water]), Act.ACKNOWLEDGE, cast.acting("wangfang"))


def test_a_matter_without_a_limit_gets_the_one_the_lead_proposes_and_the_office_fixes(cast: Cast) -> None:
    matter, wanted = handed_out(cast, due_on=None), DAY + 15 * ONE_DAY
    matter = act(matter, Act.ACKNOWLEDGE, cast.acting("liqiang"), Given(day=wanted))
    assert (matter.due_on, matter.holder, matter.pending) == (None, office(cast), ["拟报时限"])
    assert waiting(matter, SlipKind.LIMIT).wanted_on == wanted
    matter = act(matter, Act.FIX_LIMIT, cast.acting("zhoumin"), Given(day=DAY + 10 * ONE_DAY))
    assert (matter.due_on, matter.holder, matter.pending) == (DAY + 10 * ONE_DAY, bureau(cast), [])
    assert matter.red_from == DAY + 11 * ONE_DAY
    assert matter.origins["due_on"]["sentence"] == "督查室核定"


def test_an_extension_is_asked_before_the_due_date_and_the_first_one_is_kept(cast: Cast) -> None:
    matter, later = handed_out(cast), DUE + 30 * ONE_DAY
    with pytest.raises(Refused, match="应当晚于现在的时限"):
        act(matter, Act.ASK_EXTENSION, cast.acting("liqiang"), Given(words="雨季", day=DUE))
    matter = act(matter, Act.ASK_EXTENSION, cast.acting("liqiang"), Given(words="雨季", day=later))
    assert matter.holder == office(cast)
    with pytest.raises(Refused, match="已有一件延期申请在等答复"):
        act(matter, Act.ASK_EXTENSION, cast.acting("liqiang"), Given(words="再来", day=later))
    matter = act(matter, Act.GRANT_EXTENSION, cast.acting("zhoumin"), Given(day=later, who="常务副市长"))
    assert (matter.due_on, matter.original_due_on, matter.holder) == (later, DUE, bureau(cast))
    answered = Slip.objects.get(matter=matter, kind=SlipKind.EXTENSION)
    assert (answered.outcome, answered.answered_by, answered.body) == ("同意延期", "常务副市长", cast.education)


def test_a_matter_without_a_limit_needs_no_extension(cast: Cast) -> None:
    with pytest.raises(Refused, match="还没有完成时限"):
        done(cast, handed_out(cast, due_on=None), Act.ASK_EXTENSION)


def test_who_disputes_the_lead_waits_for_the_office_and_the_new_lead_acknowledges(cast: Cast) -> None:
    matter = handed_out(cast, supporting=[cast.water])
    asked = Given(words="三定规定由水务部门负责。", body=cast.water)
    matter = act(matter, Act.ASK_ADJUSTMENT, cast.acting("liqiang"), asked)
    assert (matter.holder, matter.state) == (office(cast), MatterState.HANDED_OUT)
    with pytest.raises(Refused, match="还有承办单位调整申请没有答复，答复后才能签收"):
        act(matter, Act.ACKNOWLEDGE, cast.acting("liqiang"))
    with pytest.raises(Refused, match="就是现在的承办单位"):
        act(matter, Act.GRANT_ADJUSTMENT, cast.acting("zhoumin"), Given(body=cast.education))
    matter = act(matter, Act.GRANT_ADJUSTMENT, cast.acting("zhoumin"), Given(body=cast.water))
    assert (matter.lead, matter.holder) == (cast.water, f"b:{cast.water.pk}")
    assert list(matter.supporting.all()) == []
    assert not Matter.objects.visible_to(cast.acting("liqiang")).exists()
    assert act(matter, Act.ACKNOWLEDGE, cast.acting("wangfang")).state == MatterState.UNDER_WAY


def test_a_claim_names_who_must_remove_the_obstacle_and_holds_there(cast: Cast) -> None:
    matter = handed_out(cast)
    claim = Given(words="用地未批", body=cast.water, options=("先行用地", "换址"))
    for missing, sentence in (
        (replace(claim, options=("一个",)), "两个以上"),
        (replace(claim, body=None), "由哪个单位"),
    ):
        with pytest.raises(Refused, match=sentence):
            act(matter, Act.CLAIM, cast.acting("liqiang"), missing)
    matter = act(matter, Act.CLAIM, cast.acting("liqiang"), claim)
    assert matter.holder == f"b:{cast.water.pk}"
    assert Matter.objects.visible_to(cast.acting("wangfang")).get() == matter
    matter = act(matter, Act.ANSWER_CLAIM, cast.acting("wangfang"), Given(words="同意先行用地"))
    assert (matter.holder, matter.asked_of, matter.pending) == (bureau(cast), "", [])


def test_a_claim_may_go_to_a_leader(cast: Cast) -> None:
    post = deputy_mayor(cast)
    claim = Given(words="两家意见不一", post=post, options=("由甲负责", "由乙负责"))
    matter = act(handed_out(cast), Act.CLAIM, cast.acting("liqiang"), claim)
    assert matter.holder == f"p:{post.ref}"


def test_a_review_ticks_all_five_points_or_sends_it_back(cast: Cast) -> None:
    matter = done(cast, handed_out(cast), Act.ACKNOWLEDGE, Act.ASK_COMPLETION)
    some = Given(words="好", checks=(Check.FACTS, Check.FORM))
    with pytest.raises(Refused, match="还没有核对：问题解决、任务完成、合法合规") as refused:
        act(matter, Act.FIND_DONE, cast.acting("zhoumin"), some)
    assert refused.value.field == "checks"
    matter = act(matter, Act.RETURN_SUPPLEMENT, cast.acting("zhoumin"), Given(words="缺验收单", checks=(Check.DONE,)))
    assert (matter.state, matter.holder, matter.decided_by) == ("under_way", bureau(cast), "周敏")
    assert last_sentence(matter) == "退回补充：任务完成；缺验收单"
    assert Slip.objects.get(matter=matter, kind=SlipKind.COMPLETION).outcome == "退回补充"
    matter = done(cast, matter, Act.ASK_COMPLETION, Act.FIND_DONE)
    assert [slip.outcome for slip in matter.slips.filter(kind=SlipKind.COMPLETION)] == ["退回补充", "认定办结"]


def test_what_nobody_applied_for_is_checked_all_the_same_or_the_reason_stands_in_the_entry(cast: Cast) -> None:
    matter, by = handed_out(cast), cast.acting("zhoumin")
    with pytest.raises(Refused, match="没有人申请办结而直接认定的，也要逐项核对") as refused:
        act(matter, Act.FIND_DONE, by, Given(words="好", checks=(Check.FACTS,)))
    assert refused.value.field == "checks"
    matter = act(matter, Act.FIND_DONE, by, Given(words="好", despite="市长办公会当场宣布办结"))
    assert last_sentence(matter) == "认定办结：好；没有逐项核对：市长办公会当场宣布办结"
    checked = act(handed_out(cast, "另一件"), Act.FIND_DONE, by, Given(words="好", checks=tuple(Check)))
    assert last_sentence(checked) == "认定办结：事实清楚、问题解决、任务完成、合法合规、格式规范；好"
    assert verify().findings == []


def test_what_is_verified_on_site_waits_before_it_is_submitted(cast: Cast) -> None:
    matter = done(cast, handed_out(cast), Act.FIND_DONE, Act.ASK_VERIFICATION)
    with pytest.raises(Refused, match="还有现场核查没有答复"):
        done(cast, matter, Act.SUBMIT)
    failed = done(cast, matter, Act.FAIL_VERIFICATION)
    assert (failed.state, failed.pending) == (MatterState.UNDER_WAY, [])


@pytest.mark.parametrize(
    ("doing", "state"), [(Act.NOTE, "closing"), (Act.CONTINUE, "under_way"), (Act.INSTRUCT, "closing")]
)
def test_what_the_leader_writes_decides_what_becomes_of_it(cast: Cast, doing: Act, state: str) -> None:
    matter, post = done(cast, handed_out(cast), Act.FIND_DONE), deputy_mayor(cast)
    matter = act(matter, Act.SUBMIT, cast.acting("zhoumin"), Given(post=post))
    assert matter.holder == f"p:{post.ref}"
    written = Given(words="请抓好落实", who="赵副市长", on=DAY, paper="呈报单第3号")
    matter = act(matter, doing, cast.acting("zhoumin"), written)
    slip = Slip.objects.get(matter=matter, kind=SlipKind.SUBMISSION)
    assert (matter.state, slip.answered_by, slip.paper) == (state, "赵副市长", "呈报单第3号")
    assert list(history(matter))[-1].by["on_behalf"]["party"] == "赵副市长"
    following = Matter.objects.filter(follows=matter)
    assert [(row.words, row.source, row.state) for row in following] == (
        [("请抓好落实", Source.INSTRUCTION, MatterState.PROPOSED)] if doing is Act.INSTRUCT else []
    )
    assert verify().findings == []


def test_a_new_instruction_is_docketed_under_its_own_series(cast: Cast) -> None:
    done(cast, handed_out(cast), Act.FIND_DONE, Act.SUBMIT, Act.INSTRUCT)
    new = Matter.objects.get(source=Source.INSTRUCTION)
    by = cast.acting("zhoumin")
    with pytest.raises(Unseen):
        docket(meeting_of(cast), by=by, at=AT, matters=[new], approved_by="市长", approved_on=DAY)
    docket(cast.city, by=by, at=AT, matters=[new], approved_by="市长", approved_on=DAY)
    [new] = hand_out(cast.city, by=by, at=AT, matters=[new], frequency=Frequency.MONTHLY)
    assert (new.code, new.spoken) == ("领导批示〔2026〕1号", "领导批示2026-01")
    assert (new.state, new.next_report_on) == (MatterState.HANDED_OUT, dt.date(2026, 3, 10))
    with pytest.raises(Unseen):
        hand_out(meeting_of(cast), by=by, at=AT, matters=[new])


def test_the_chain_of_the_list_is_signed_step_by_step(cast: Cast) -> None:
    matter = handed_out(cast)
    Matter.objects.filter(pk=matter.pk).update(chain=["验收", "公示", "审签"])
    matter = done(cast, Matter.objects.get(pk=matter.pk), Act.FIND_DONE)
    outcomes = []
    for _ in range(3):
        matter = done(cast, matter, Act.SIGN)
        outcomes.append((matter.state, matter.signed))
    assert outcomes == [("closing", 1), ("closing", 2), ("closed", 3)]
    assert [slip.outcome for slip in matter.slips.filter(kind=SlipKind.SIGNATURE)] == ["验收", "公示", "审签"]
    matter = done(cast, matter, Act.LOOK_BACK, Act.REOPEN)
    assert (matter.state, matter.closed_on, matter.signed) == (MatterState.UNDER_WAY, None, 0)


def test_what_lasts_gets_a_look_back_every_year(cast: Cast) -> None:
    matter = done(cast, handed_out(cast), Act.ACKNOWLEDGE, Act.MAKE_STANDING)
    assert (matter.state, matter.sort, matter.look_back_on) == ("standing", Sort.STANDING, dt.date(2027, 3, 9))
    assert act(
        matter, Act.LOOK_BACK, cast.acting("zhoumin"), Given(words="保持", who="周敏", on=DAY)
    ).look_back_on == dt.date(2027, 3, 9)


def test_what_was_not_acknowledged_is_recalled_in_one_click(cast: Cast) -> None:
    matter = act(handed_out(cast), Act.RECALL, cast.acting("zhoumin"))
    assert (matter.state, matter.holder) == (MatterState.DOCKETED, office(cast))
    assert not Matter.objects.visible_to(cast.acting("liqiang")).exists()
    with pytest.raises(Refused, match="不能撤回"):
        done(cast, done(cast, handed_out(cast, "又一件"), Act.ACKNOWLEDGE), Act.RECALL)


def test_suspended_and_ended_rest_on_a_decision(cast: Cast) -> None:
    matter = done(cast, handed_out(cast), Act.SUSPEND)
    decision = Slip.objects.get(matter=matter, kind=SlipKind.DECISION)
    assert (decision.outcome, decision.answered_by, matter.holder) == ("暂缓", "副市长", "")
    matter = act(matter, Act.RESUME, cast.acting("zhoumin"), Given(day=DUE + ONE_DAY))
    assert (matter.state, matter.due_on) == (MatterState.UNDER_WAY, DUE + ONE_DAY)
    assert done(cast, matter, Act.END).state == MatterState.ENDED


def test_whoever_decided_recuses_from_the_review_of_it(cast: Cast) -> None:
    matter = done(cast, handed_out(cast), Act.ACKNOWLEDGE)
    with pytest.raises(Refused, match="还没有作出可以复核的认定"):
        done(cast, matter, Act.ASK_RECONSIDERATION)
    matter = done(cast, matter, Act.END, Act.ASK_RECONSIDERATION)
    for name in ("周敏", "周 敏", "督查室周敏（经办）"):
        with pytest.raises(Refused, match="应当回避"):
            act(matter, Act.UPHOLD, cast.acting("zhoumin"), Given(words="维持", who=name))
    matter = done(cast, matter, Act.OVERTURN)
    assert (matter.state, matter.pending) == (MatterState.UNDER_WAY, [])


def test_a_review_is_asked_within_thirty_days(cast: Cast) -> None:
    matter = done(cast, handed_out(cast), Act.END)
    by, given = told(cast.acting("zhoumin")), Given(words="不服")
    late = replace(by, on_behalf=replace(by.on_behalf, said_on=DAY + 31 * ONE_DAY))  # type: ignore[type-var]
    with pytest.raises(Refused, match="起 30 日内提出，已经超过"):
        act_on(matter, by=late, at=AT + 31 * ONE_DAY, act=Act.ASK_RECONSIDERATION, given=given)
    with pytest.raises(Refused, match="起 30 日内提出，已经超过"):
        act_on(matter, by=cast.acting("liqiang"), at=AT + 31 * ONE_DAY, act=Act.ASK_RECONSIDERATION, given=given)
    in_time = replace(by, on_behalf=replace(by.on_behalf, said_on=DAY + 30 * ONE_DAY))  # type: ignore[type-var]
    act_on(matter, by=in_time, at=AT + 33 * ONE_DAY, act=Act.ASK_RECONSIDERATION, given=given)
    assert matter.slips.get(kind=SlipKind.RECONSIDERATION).wanted_on == DAY + 60 * ONE_DAY


def test_many_are_acknowledged_at_once_or_none(cast: Cast) -> None:
    ready, not_ready = handed_out(cast), proposed(cast, "没有交办")
    with pytest.raises(Refused, match="“没有交办”：这件事项现在是“拟立项”，不能签收"):
        act_on_all([ready, not_ready], by=told(cast.acting("zhoumin")), at=AT, act=Act.ACKNOWLEDGE)
    assert Matter.objects.get(pk=ready.pk).state == MatterState.HANDED_OUT
    [one] = act_on_all([ready], by=cast.acting("liqiang"), at=AT, act=Act.ACKNOWLEDGE)
    assert one.state == MatterState.UNDER_WAY
    with pytest.raises(Refused, match="还没有勾选"):
        act_on_all([], by=cast.acting("liqiang"), at=AT, act=Act.ACKNOWLEDGE)


def test_a_double_click_acts_once_and_a_stale_form_is_refused(cast: Cast) -> None:
    matter = handed_out(cast)
    seen, by = matter.seq, cast.acting("liqiang")
    first = act(matter, Act.ACKNOWLEDGE, by, token="t", seen_seq=seen)
    assert act(matter, Act.ACKNOWLEDGE, by, token="t", seen_seq=seen) == first
    with pytest.raises(Stale):
        act(matter, Act.CLAIM, by, given_for(cast, Act.CLAIM), token="u", seen_seq=seen)
    assert len([event for event in history(matter) if event.kind == "matter.acknowledged"]) == 1


def test_bodies_and_posts_of_another_office_are_not_there(cast: Cast) -> None:
    from luoshi.bodies.models import Body, BodyKind
    from luoshi.bodies.operations import BodyDetails, found_body

    elsewhere: Body = found_body(
        cast.county, by=cast.acting("chenjing"), at=AT, details=BodyDetails(kind=BodyKind.DEPARTMENT, name="县水务局", protocol_order=1)
    )  # fmt: skip
    with pytest.raises(Unseen):
        act(handed_out(cast), Act.CLAIM, cast.acting("liqiang"), replace(given_for(cast, Act.CLAIM), body=elsewhere))


def test_a_matter_that_reports_often_knows_its_next_day(cast: Cast) -> None:
    matter = proposed(cast)
    docketed(cast, matter)
    [matter] = hand_out(
        meeting_of(cast), by=cast.acting("zhoumin"), at=AT, matters=[matter], frequency=Frequency.WEEKLY
    )
    assert matter.next_report_on == DAY + 7 * ONE_DAY
    matter = report(matter, by=cast.acting("liqiang"), at=AT, body=cast.education, progress="已开工")
    assert matter.next_report_on == DAY + 14 * ONE_DAY
    assert done(cast, matter, Act.FIND_DONE).next_report_on is None
