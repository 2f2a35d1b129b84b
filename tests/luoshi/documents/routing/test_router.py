"""Proposals of a whole office: what the text says, what duties say, what clerks chose."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jiyao.reading import Owner
from jiyao.text import Span
from luoshi.bodies.models import Body, BodyKind, Office
from luoshi.bodies.operations import BodyDetails, DutyText, close_body, found_body, rename
from luoshi.documents.routing import Choice, Routed, Router, Suggestion

from .conftest import AT, BODIES, DAY, SYSTEM, entered, owner


def names(suggestions: tuple[Suggestion, ...]) -> list[str]:
    return [str(each.body) for each in suggestions]


def body(name: str) -> Body:
    return Body.objects.get(short_name=name)


def holds(routed: Routed, words: str) -> None:
    """Every cue in the words stands where it says."""
    for suggestion in (*routed.lead, *routed.supporting):
        for cue in suggestion.because:
            assert cue.where == "topic" or words[cue.start : cue.end] == cue.text


def test_a_body_named_in_the_text_leads_whatever_duties_say(office: Office) -> None:
    words = "由市财政局牵头，市教育局配合，开展校园安全和校车检查。"
    owners = [owner(words, "市财政局", "lead"), owner(words, "市教育局", "support")]
    routed = Router.of(office, DAY).propose(words, owners=owners)
    assert (names(routed.lead), names(routed.supporting)) == (["市财政局"], ["市教育局"])
    assert {each.how for each in (*routed.lead, *routed.supporting)} == {"text"}
    assert routed.sentence == "原文写明由“市财政局”牵头"
    holds(routed, words)


def test_an_explicit_owner_wins_over_an_earlier_choice(office: Office) -> None:
    words = "市财政局要检查校车。"
    router = Router.of(office, DAY, [Choice("检查校车。", body("市教育局").pk, "lead", DAY)])
    assert names(router.propose(words, owners=[owner(words, "市财政局")]).lead) == ["市财政局"]


def test_without_an_owner_duties_propose_the_lead_with_the_words_that_decided(office: Office) -> None:
    words = "秋季开学前完成校车检验。"
    routed = Router.of(office, DAY).propose(words)
    assert names(routed.lead)[0] == "市教育局"
    assert routed.lead[0].how == "duty"
    assert routed.lead[0].sentence == "按职责建议：依据“校车”（市教育局职责）"
    assert routed.lead[0].duty == "负责校园安全的指导监督"
    assert routed.sentence == routed.lead[0].sentence
    holds(routed, words)


@pytest.mark.parametrize("words", ["要进一步细化任务，确保按时完成。", "主要负责人要亲自抓。", "", "……", "1234567"])
def test_words_that_are_nobodys_duty_get_no_proposal_and_say_so(office: Office, words: str) -> None:
    routed = Router.of(office, DAY).propose(words)
    assert (routed.lead, routed.supporting) == ((), ())
    assert routed.sentence == "未找到对应职责，请人工确定"


def test_another_body_with_a_keyword_of_its_own_is_proposed_to_support(office: Office) -> None:
    routed = Router.of(office, DAY).propose("开展校车和校园安全检查，排查学校周边交通事故隐患。")
    assert names(routed.lead)[0] == "市教育局"
    assert names(routed.supporting) == ["市公安局"]
    assert [cue.text for cue in routed.supporting[0].because] == ["交通事故"]


def test_a_stray_pair_of_characters_is_not_enough_to_support(office: Office) -> None:
    routed = Router.of(office, DAY).propose("检查校车和学校门前交通标线。")
    assert (names(routed.lead)[0], routed.supporting) == ("市教育局", ())


def test_generic_words_stay_words_and_one_lead_collects(office: Office) -> None:
    words = "全市各级各部门要抓好校车检查。"
    routed = Router.of(office, DAY).propose(words, owners=[owner(words, "全市各级各部门")])
    assert routed.collects
    assert [(group.text, group.bodies) for group in routed.groups] == [("全市各级各部门", ())]
    assert names(routed.lead)[0] == "市教育局"
    assert routed.supporting == ()
    assert routed.sentence == (
        "原文面向“全市各级各部门”，不逐单位立项，由牵头单位汇总；按职责建议：依据“校车”（市教育局职责）"
    )


def test_generic_words_without_a_duty_leave_the_lead_open(office: Office) -> None:
    words = "各责任单位要按时完成。"
    routed = Router.of(office, DAY).propose(words, owners=[owner(words, "各责任单位")])
    assert (routed.lead, routed.collects) == ((), True)
    assert routed.sentence.endswith("牵头单位未找到对应职责，请人工确定")


def test_all_townships_are_one_group_with_their_bodies(office: Office) -> None:
    words = "各乡镇（街道）要完成春耕任务。"
    routed = Router.of(office, DAY).propose(words, owners=[owner(words, "各乡镇（街道）")])
    assert [str(each) for each in routed.groups[0].bodies] == ["云溪镇", "青石镇", "白鹭镇"]
    assert names(routed.lead) == ["市农业农村局"]
    assert routed.collects


def test_a_list_of_townships_supports_and_a_department_collects(office: Office) -> None:
    words = "云溪镇、青石镇要保障饮水安全。"
    owners = [owner(words, "云溪镇"), owner(words, "青石镇")]
    routed = Router.of(office, DAY).propose(words, owners=owners)
    assert (names(routed.lead), names(routed.supporting)) == (["市水务局"], ["云溪镇", "青石镇"])
    assert routed.collects
    assert routed.sentence.startswith("原文面向多个乡镇（街道），不逐单位立项")


def test_one_township_named_alone_leads(office: Office) -> None:
    words = "云溪镇要保障饮水安全。"
    routed = Router.of(office, DAY).propose(words, owners=[owner(words, "云溪镇")])
    assert (names(routed.lead), routed.collects) == (["云溪镇"], False)


def test_a_township_is_never_proposed_to_lead_by_duty(office: Office) -> None:
    routed = Router.of(office, DAY).propose("修复云溪镇辖区水毁道路。")
    assert "云溪镇" not in names(routed.lead)


def test_in_a_list_without_roles_the_first_leads_and_the_note_says_it_is_a_convention(office: Office) -> None:
    words = "市教育局、市公安局要检查校车。"
    owners = [owner(words, "市教育局"), owner(words, "市公安局")]
    routed = Router.of(office, DAY).propose(words, owners=owners)
    assert (names(routed.lead), names(routed.supporting)) == (["市教育局"], ["市公安局"])
    assert routed.notes == ("原文未分主次，按惯例列首位者牵头",)


def test_an_elided_list_names_bodies_at_the_offices_level(office: Office) -> None:
    words = "发展改革、财政、审计部门要主动对接。"
    routed = Router.of(office, DAY).propose(words, owners=[owner(words, "发展改革、财政、审计部门")])
    assert (names(routed.lead), names(routed.supporting)) == (["市发改局"], ["市财政局", "市审计局"])
    assert "“发展改革、财政、审计”按名称对应“市发改局”“市财政局”“市审计局”" in routed.notes


def test_what_an_elided_list_names_that_the_directory_lacks_is_said(office: Office) -> None:
    words = "财政、气象部门要主动对接。"
    routed = Router.of(office, DAY).propose(words, owners=[owner(words, "财政、气象部门")])
    assert names(routed.lead) == ["市财政局"]
    assert any("“气象”未找到对应单位" in note for note in routed.notes)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("市国资委", "市财政局"),
        ("市水利局", "市水务局"),
        ("市发展改革委", "市发改局"),
        ("市住房城乡建设局", "市住建局"),
        ("市公安局交警支队", "市公安局"),
        ("市教育局主要负责同志", "市教育局"),
        ("市发改局（市能源局）", "市发改局"),
        ("住建部门", "市住建局"),
        ("市住建部门", "市住建局"),
    ],
)
def test_aliases_short_forms_and_divisions_lead_to_the_body(office: Office, name: str, expected: str) -> None:
    words = f"由{name}负责落实。"
    assert names(Router.of(office, DAY).propose(words, owners=[owner(words, name, "lead")]).lead) == [expected]


@pytest.mark.parametrize("on", [dt.date(2023, 3, 1), DAY])
def test_a_former_name_leads_to_its_successor_with_a_note(office: Office, on: dt.date) -> None:
    words = "市乡村振兴局要抓好监测。"
    routed = Router.of(office, on).propose(words, owners=[owner(words, "市乡村振兴局")])
    assert names(routed.lead) == ["市农业农村局"]
    assert routed.lead[0].note == "“市乡村振兴局”现为“市农业农村局”"


@pytest.mark.parametrize("on", [dt.date(2025, 3, 1), DAY])
@pytest.mark.parametrize(("name", "note"), [("市水务局", "“市水务局”现为“市水利水电局”"), ("市水利水电局", "")])
def test_a_renamed_body_is_found_by_both_names_on_either_day(office: Office, on: dt.date, name: str, note: str) -> None:
    rename(
        body("市水务局"), by=SYSTEM, at=AT, name="安澜市水利水电局", short_name="市水利水电局", on=dt.date(2026, 1, 1)
    )
    words = f"{name}要检修水库。"
    routed = Router.of(office, on).propose(words, owners=[owner(words, name)])
    assert (names(routed.lead), routed.lead[0].note) == (["市水利水电局"], note)


def test_duties_of_a_former_day_stand_with_the_successor_and_the_note_says_whose_they_were(office: Office) -> None:
    routed = Router.of(office, dt.date(2023, 3, 1)).propose("做好防返贫监测。")
    assert names(routed.lead) == ["市农业农村局"]
    assert routed.lead[0].note == "含原“市乡村振兴局”的职责"


def test_a_body_closed_without_a_successor_is_unknown_and_the_note_says_why(office: Office) -> None:
    close_body(body("市审计局"), by=SYSTEM, at=AT, on=dt.date(2026, 1, 1), reason="机构改革")
    words = "市审计局要跟进审计整改。"
    routed = Router.of(office, DAY).propose(words, owners=[owner(words, "市审计局")])
    assert (routed.lead, routed.unknown) == ((), ("市审计局",))
    assert routed.notes == ("“市审计局”已撤销，名录中没有承接单位，请人工确定",)


@pytest.mark.parametrize("name", ["州财政局", "省教育厅", "热力公司"])
def test_who_leads_by_the_text_but_is_not_in_the_directory_is_replaced_by_nobody(office: Office, name: str) -> None:
    words = f"{name}要主动对接，检查校车。"
    routed = Router.of(office, DAY).propose(words, owners=[owner(words, name)])
    assert (routed.lead, routed.unknown) == ((), (name,))
    assert routed.notes == (f"单位名录中没有“{name}”，请核对名称或补充名录",)
    assert routed.sentence == f"原文写明由“{name}”承办，单位名录中没有该单位，请人工确定"


def test_a_person_who_leads_is_no_body_and_duties_propose_one(office: Office) -> None:
    words = "副市长韦临风牵头，开展校车检查。"
    owners = [owner(words, "韦临风", "lead")]
    routed = Router.of(office, DAY).propose(words, owners=owners, people=frozenset({"韦临风"}))
    assert (names(routed.lead), routed.unknown) == (["市教育局"], ())
    assert "原文写明由负责同志牵头，牵头单位为系统建议" in routed.notes


def test_a_body_that_the_text_lets_support_is_not_proposed_to_lead(office: Office) -> None:
    words = "检查校车和校园安全，市教育局配合。"
    routed = Router.of(office, DAY).propose(words, owners=[owner(words, "市教育局", "support")])
    assert "市教育局" not in names(routed.lead)
    assert names(routed.supporting) == ["市教育局"]


def test_spans_hold_where_the_statement_begins_inside_the_source(office: Office) -> None:
    words = "学习市 教育局的做法，市 教育局要检查校车。"
    named = Owner(text="市 教育局", span=Span(511, 516), rule="test", role="listed")
    routed = Router.of(office, DAY).propose(words, owners=[named], at=500)
    assert names(routed.lead) == ["市教育局"]
    assert [(cue.start, cue.end, cue.text) for cue in routed.lead[0].because] == [(11, 16, "市 教育局")]


def test_who_is_reported_to_does_not_do_the_work(office: Office) -> None:
    routed = Router.of(office, DAY).propose("每月底前将校车情况报送市审计局。")
    assert names(routed.lead) == ["市教育局"]


def test_the_body_that_reported_on_the_topic_is_proposed_where_the_words_say_nothing(office: Office) -> None:
    routed = Router.of(office, DAY).propose(
        "10月底前全部完成。", topic="听取市水务局关于水库除险的汇报", reported_by="市水务局"
    )
    assert [(str(each.body), each.how) for each in routed.lead] == [("市水务局", "topic")]
    assert routed.sentence == "按议题建议：该议题由“市水务局”提出"
    assert [(cue.where, cue.text) for cue in routed.lead[0].because] == [("topic", "水务"), ("topic", "水库")]


def test_a_keyword_in_the_words_outweighs_the_topic(office: Office) -> None:
    topic = "听取市水务局关于水库除险和农村饮水安全的汇报"
    routed = Router.of(office, DAY).propose("追加预算。", topic=topic, reported_by="市水务局")
    assert names(routed.lead) == ["市财政局", "市水务局"]


def test_a_correction_leads_the_next_proposal_and_says_why(office: Office) -> None:
    first, again = "年内建成公共充电桩群12处。", "公共充电桩群逐处核验。"
    assert Router.of(office, DAY).propose(again).lead == ()
    routed = Router.of(office, DAY, [Choice(first, body("市发改局").pk, "lead", DAY)]).propose(again)
    assert [(str(each.body), each.how) for each in routed.lead] == [("市发改局", "remembered")]
    assert routed.sentence == "按以往办理建议：因您1次将含“充电桩群”的事项交给该单位"
    holds(routed, again)


def test_a_correction_outweighs_a_duty_for_the_same_words(office: Office) -> None:
    words = "对经营性场所的校车标识逐台登记造册。"
    assert names(Router.of(office, DAY).propose(words).lead) == ["市教育局"]
    routed = Router.of(office, DAY, [Choice(words, body("市公安局").pk, "lead", DAY)]).propose(words)
    assert names(routed.lead)[0] == "市公安局"


def test_of_the_same_words_only_the_latest_choice_counts(office: Office) -> None:
    words = "公共充电桩群逐处核验。"
    choices = [
        Choice(words, body("市住建局").pk, "lead", dt.date(2026, 2, 1)),
        Choice(words, body("市发改局").pk, "lead", dt.date(2026, 1, 1)),
    ]
    for remembered in (choices, choices[::-1]):
        assert names(Router.of(office, DAY, remembered).propose(words).lead) == ["市住建局"]


def test_a_choice_for_a_body_that_was_merged_speaks_for_its_successor(office: Office) -> None:
    choice = Choice("公共充电桩群12处。", body("市乡村振兴局").pk, "lead", dt.date(2023, 1, 1))
    routed = Router.of(office, DAY, [choice]).propose("公共充电桩群逐处核验。")
    assert names(routed.lead) == ["市农业农村局"]


def test_a_choice_for_support_is_proposed_to_support_and_not_to_lead(office: Office) -> None:
    choice = Choice("校车加装定位终端。", body("市住建局").pk, "support", DAY)
    routed = Router.of(office, DAY, [choice]).propose("校车定位终端逐台核验。")
    assert names(routed.lead) == ["市教育局"]
    assert [(str(each.body), each.how) for each in routed.supporting] == [("市住建局", "remembered")]


def test_a_choice_of_a_body_that_the_office_does_not_have_is_passed_over(office: Office) -> None:
    routed = Router.of(office, DAY, [Choice("公共充电桩群", 10**9, "lead", DAY)]).propose("公共充电桩群")
    assert routed.lead == ()


def test_the_number_of_queries_does_not_grow_with_the_directory(office: Office) -> None:
    with CaptureQueriesContext(connection) as few:
        router = Router.of(office, DAY)
    for at in range(20):
        details = BodyDetails(
            kind=BodyKind.INSTITUTION, name=f"安澜市第{at}中心", duties=(DutyText(f"办理事务{at}", ("事务",)),)
        )
        found_body(office, by=SYSTEM, at=AT, details=details)
    with CaptureQueriesContext(connection) as many:
        Router.of(office, DAY)
    assert len(few) == len(many) <= 5
    with CaptureQueriesContext(connection) as none:
        words = "发展改革、财政部门和市教育局要检查校车。"
        router.propose(words, owners=[owner(words, "市教育局"), owner(words, "发展改革、财政部门")])
    assert len(none) == 0


def test_proposals_do_not_depend_on_the_order_in_the_database(db: None) -> None:
    texts = ["检查校车、饮水安全和施工安全。", "资金拨付和审计整改。", "辖区春耕、粮油、投资。"]

    def told(order: tuple[int, ...]) -> list[list[tuple[str, str, float]]]:
        router = Router.of(entered(order), DAY)
        return [[(str(s.body), s.sentence, s.score) for s in router.propose(text).lead] for text in texts]

    forward = tuple(range(len(BODIES)))
    assert told(forward) == told(forward[::-1])
    assert all(told(forward))
