"""A round: what was sent comes back in any shape; nothing is written before the clerk has looked, nothing is written twice."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from build_matters import handed_out, meeting_of, proposed
from build_returns import answered, dropped, members, table
from cast import AT, DAY, Cast, cast
from luoshi.documents.heap import Dropped
from luoshi.journal.acting import Channel
from luoshi.journal.models import Event
from luoshi.journal.refusal import Denied, Refused, Unseen
from luoshi.journal.sentences import told
from luoshi.matters.models import Asked, Matter, MatterState, Report, Round
from luoshi.matters.operations import complete_matter, report
from luoshi.matters.operations.rounds import RoundDetails, Said, TakenBack, open_round, take_back
from luoshi.matters.round.carried import carried, taken_out
from luoshi.matters.round.coming_back import Preview, preview
from luoshi.matters.round.standing import counts_of, standing_of
from luoshi.matters.round.workbooks import asked_of, round_zip

__all__ = ["cast"]
LATER = AT + dt.timedelta(hours=3)
DETAILS = RoundDetails(title="3月反馈", due_on=DAY + dt.timedelta(days=7), contact="周敏", phone="3120001")
EDUCATION, WATER = "市教育局_3月反馈_2项.xlsx", "市水务局_3月反馈_2项.xlsx"


@pytest.fixture
def matters(cast: Cast) -> list[Matter]:
    """47-01 led by the education bureau and supported by the water bureau, 47-02 by education, 47-03 by water."""
    return [
        handed_out(cast, "修订校园食堂采购目录", supporting=[cast.water]),
        handed_out(cast, "排查校舍消防隐患"),
        handed_out(cast, "完成水库除险加固", lead=cast.water),
    ]


@pytest.fixture
def opened(cast: Cast, matters: list[Matter]) -> Round:
    return open_round(cast.city, by=cast.acting("zhoumin"), at=AT, matters=matters, details=DETAILS)


@pytest.fixture
def sent(opened: Round) -> dict[str, bytes]:
    return members(round_zip(opened, asked_of(opened), on=DAY))


def take(cast: Cast, row: Round, found: Preview, *keys: str) -> Round:
    """What the page does with everything that is ticked as it comes, and some keys more."""
    ticked = {entry.key for entry in found.entries} | set(keys)
    back, files = taken_out(carried(row, found), row, ticked)
    return take_back(row, by=cast.acting("zhoumin"), at=LATER, back=back, files=files)


def came(row: Round, *files: Dropped) -> Preview:
    return preview(row, files, on=DAY)


def standing(row: Round) -> dict[str, str]:
    return {str(each.body): each.word for each in standing_of(row, asked_of(row), on=DAY).bodies}


def test_a_body_gets_only_what_it_leads_or_supports(sent: dict[str, bytes]) -> None:
    assert set(sent) == {"发放清单.xlsx", EDUCATION, WATER}


def test_bodies_that_only_support_may_be_left_out(cast: Cast, matters: list[Matter]) -> None:
    details = replace(DETAILS, with_supporting=False)
    row = open_round(cast.city, by=cast.acting("zhoumin"), at=AT, matters=matters[:2], details=details)
    assert {str(each.body) for each in asked_of(row)} == {"市教育局"}


def test_a_returned_workbook_is_looked_at_before_anything_is_written(opened: Round, sent: dict[str, bytes]) -> None:
    found = came(opened, dropped(EDUCATION, answered(sent[EDUCATION], {"常务会47-01": "已修订"})))
    assert [(str(e.said.matter), str(e.said.body), e.said.progress, e.state) for e in found.entries] == [
        ("常务会47-01", "市教育局", "已修订", "正常推进")
    ]
    assert not Report.objects.exists()


def test_what_is_taken_in_is_the_body_s_own_report_entered_for_it(
    cast: Cast, opened: Round, sent: dict[str, bytes]
) -> None:
    found = came(opened, dropped(EDUCATION, answered(sent[EDUCATION], {"常务会47-01": "已修订"})))
    take(cast, opened, found)
    made = Report.objects.get()
    assert (made.body, made.progress, made.said) == (cast.education, "已修订", "on_track")
    made.matter.refresh_from_db()
    assert made.matter.state == MatterState.UNDER_WAY
    [entry] = told(Event.objects.filter(subject_ref=made.matter.ref, kind="matter.reported"))
    assert entry.who == "周敏（代录：市教育局 市教育局_3月反馈_2项.xlsx 2026-03-09 Excel告知）"
    assert standing(opened) == {"市教育局": "漏填", "市水务局": "未报"}
    assert standing_of(opened, asked_of(opened), on=DAY).partly == 1
    assert counts_of([opened]) == {opened.pk: (1, 2)}


def test_the_same_file_dropped_twice_does_no_harm(cast: Cast, opened: Round, sent: dict[str, bytes]) -> None:
    file = dropped(EDUCATION, answered(sent[EDUCATION], {"常务会47-01": "已修订", "常务会47-02": "已查"}))
    take(cast, opened, came(opened, file, replace(file, name=f"副本{EDUCATION}")))
    again = came(opened, file)
    assert (again.entries, again.clashes, again.repeated) == ((), (), 2)
    take(cast, opened, again)
    assert Report.objects.count() == 2
    assert standing(opened)["市教育局"] == "已报"


def test_a_preview_that_is_taken_in_twice_is_entered_once(cast: Cast, opened: Round, sent: dict[str, bytes]) -> None:
    found = came(opened, dropped(EDUCATION, answered(sent[EDUCATION], {"常务会47-01": "已修订"})))
    take(cast, opened, found)
    take(cast, opened, found)
    assert Report.objects.count() == 1
    assert Event.objects.filter(kind="round.taken_back").count() == 1


def test_two_files_of_a_body_that_differ_stand_side_by_side_and_one_is_chosen(
    cast: Cast, opened: Round, sent: dict[str, bytes]
) -> None:
    files = [
        dropped(name, answered(sent[EDUCATION], {"常务会47-01": words}))
        for name, words in ((EDUCATION, "已修订"), ("市教育局_改.xlsx", "尚未修订"))
    ]
    found = came(opened, *files)
    [clash] = found.clashes
    assert [entry.said.progress for entry in clash.entries] == ["已修订", "尚未修订"]
    assert found.entries == ()
    take(cast, opened, found)
    assert not Report.objects.exists()
    take(cast, opened, found, clash.entries[1].key)
    assert Report.objects.get().progress == "尚未修订"


def test_a_report_made_since_stands_beside_what_the_file_says(
    cast: Cast, opened: Round, matters: list[Matter], sent: dict[str, bytes]
) -> None:
    report(matters[0], by=cast.acting("liqiang"), at=LATER, body=cast.education, progress="昨天已印发")
    found = came(opened, dropped(EDUCATION, answered(sent[EDUCATION], {"常务会47-01": "已修订"})))
    [clash] = found.clashes
    assert clash.standing is not None
    assert clash.standing.progress == "昨天已印发"


def test_the_words_of_the_last_round_say_nothing_new(cast: Cast, matters: list[Matter]) -> None:
    report(matters[2], by=cast.acting("wangfang"), at=AT, body=cast.water, progress="已完成 3 座")
    row = open_round(
        cast.city, by=cast.acting("zhoumin"), at=LATER, matters=Matter.objects.order_by("id"), details=DETAILS
    )
    out = members(round_zip(row, asked_of(row), on=DAY))
    found = came(row, dropped(WATER, answered(out[WATER], {"常务会47-03": "已完成 3座"}, state="未启动")))
    assert found.entries == ()
    assert (matters[2], cast.water) in found.unchanged
    take(cast, row, found)
    assert standing(row) == {"市教育局": "未报", "市水务局": "未更新"}


def test_nearly_the_words_of_the_last_report_are_shown_beside_it_and_count_as_nothing_new_unless_ticked(
    cast: Cast, matters: list[Matter]
) -> None:
    last = "水库除险加固正在施工，大坝防渗墙已完成，下一步抓紧推进溢洪道改造。"
    near, news = last.replace("抓紧", "加快"), "水库除险加固正在施工，大坝防渗墙已完成12米，下一步抓紧推进溢洪道改造。"
    report(matters[2], by=cast.acting("wangfang"), at=AT, body=cast.water, progress=last)
    row = open_round(cast.city, by=cast.acting("zhoumin"), at=LATER, matters=[matters[2]], details=DETAILS)
    [(name, sheet)] = [pair for pair in members(round_zip(row, asked_of(row), on=DAY)).items() if WATER[:4] in pair[0]]
    changed = came(row, dropped(name, answered(sheet, {"常务会47-03": news}, state="")))
    assert ([entry.said.progress for entry in changed.entries], changed.near) == ([news], ())
    found = came(row, dropped(name, answered(sheet, {"常务会47-03": near}, state="")))
    [entry] = found.near
    assert entry.last is not None
    assert (found.entries, found.title, entry.last.progress) == ((), "1 条与上次几乎相同", last)
    take(cast, row, found)
    assert Report.objects.count() == 1
    assert standing(row) == {"市水务局": "未更新"}
    take(cast, row, found, entry.key)
    assert Report.objects.latest("pk").progress == near
    assert standing(row) == {"市水务局": "已报"}


def test_an_untouched_workbook_is_not_updated(cast: Cast, opened: Round, sent: dict[str, bytes]) -> None:
    take(cast, opened, came(opened, dropped(WATER, sent[WATER])))
    assert standing(opened)["市水务局"] == "未更新"
    assert Asked.objects.exclude(came_back_at=None).count() == 2


def test_what_a_supporting_body_says_does_not_replace_what_the_lead_says(
    cast: Cast, opened: Round, sent: dict[str, bytes]
) -> None:
    files = [
        dropped(EDUCATION, answered(sent[EDUCATION], {"常务会47-01": "已修订"})),
        dropped(WATER, answered(sent[WATER], {"常务会47-01": "已提供水质报告", "常务会47-03": "过半"})),
    ]
    found = came(opened, *files)
    assert found.clashes == ()
    take(cast, opened, found)
    matter = Matter.objects.get(spoken="常务会47-01")
    assert matter.progress == "已修订"
    assert set(matter.reports.values_list("progress", flat=True)) == {"已修订", "已提供水质报告"}
    assert standing(opened) == {"市教育局": "漏填", "市水务局": "已报"}


@pytest.mark.parametrize(
    "code",
    [
        "常务会47-3",
        "常务会〔2026〕3号",
        "常务会（2026）03号",
        "常务会47-03 常务会〔2026〕3号",
        "常务会[2026]3号、常务会47-03",
        "",
    ],
)
def test_a_row_is_known_by_either_number_or_by_its_words(cast: Cast, opened: Round, code: str) -> None:
    words = "" if code else "完成水库除险加固"
    file = table("随便.xlsx", ("编号", "事项", "工作进展"), (code, words, "过半"), ("", "", ""))
    [entry] = came(opened, file).entries
    assert (str(entry.said.matter), entry.said.body) == ("常务会47-03", cast.water)


def test_a_row_the_body_added_is_offered_as_a_proposal_and_ignored_otherwise(
    cast: Cast, opened: Round, sent: dict[str, bytes]
) -> None:
    file = dropped(EDUCATION, answered(sent[EDUCATION], {"常务会47-02": "已查"}, added="整治校门口交通秩序"))
    found = came(opened, file)
    [addition] = found.additions
    take(cast, opened, found)
    assert Matter.objects.count() == 3
    take(cast, opened, found, addition.key)
    new = Matter.objects.get(state=MatterState.PROPOSED)
    assert (new.words, new.lead, new.meeting) == ("整治校门口交通秩序", cast.education, meeting_of(cast))
    [entry] = told(Event.objects.filter(subject_ref=new.ref))
    assert entry.sentence == f"承办单位在反馈表“{EDUCATION}”里新增，拟立项"


def test_a_file_that_cannot_be_read_is_told_and_the_others_go_on(opened: Round, sent: dict[str, bytes]) -> None:
    files = [
        dropped("合影.jpg", b"\xff\xd8\xff"),
        dropped("总表.xlsx", sent[EDUCATION]),
        dropped(EDUCATION, answered(sent[EDUCATION], {"常务会47-02": "已查"}, column="办理进展")),
    ]
    found = came(opened, *files)
    assert {each.name for each in found.rejected} == {"合影.jpg", "总表.xlsx"}
    assert len(found.entries) == 1


def test_done_is_the_body_s_word_and_the_matter_stays_open(cast: Cast, opened: Round, sent: dict[str, bytes]) -> None:
    file = dropped(EDUCATION, answered(sent[EDUCATION], {"常务会47-02": "全部整改"}, state="已办结"))
    found = came(opened, file)
    assert [str(entry.said.matter) for entry in found.done] == ["常务会47-02"]
    take(cast, opened, found)
    assert Matter.objects.get(spoken="常务会47-02").state == MatterState.UNDER_WAY


def test_a_matter_closed_meanwhile_takes_no_report_and_is_not_waited_for(
    cast: Cast, opened: Round, matters: list[Matter], sent: dict[str, bytes]
) -> None:
    complete_matter(matters[2], by=cast.acting("zhoumin"), at=LATER, result="全部完成", despite="会上说明已办结")
    found = came(opened, dropped(WATER, answered(sent[WATER], {"常务会47-03": "过半"})))
    assert found.entries == ()
    assert "已不在办理" in [each.kind for each in found.told]
    assert standing(opened) == {"市教育局": "未报"}


def test_what_a_body_says_on_the_telephone_counts_as_its_report(
    cast: Cast, opened: Round, matters: list[Matter]
) -> None:
    said = Said(matter=matters[2], body=cast.water, progress="过半", channel=Channel.PHONE, said_by="王芳", said_on=DAY)
    take_back(opened, by=cast.acting("zhoumin"), at=LATER, back=TakenBack(said=[said]))
    assert standing(opened)["市水务局"] == "已报"
    [entry] = told(Event.objects.filter(subject_ref=matters[2].ref, kind="matter.reported"))
    assert "代录：市水务局 王芳 2026-03-09 电话告知" in entry.who


def test_all_of_a_heap_is_taken_in_or_nothing(cast: Cast, opened: Round, matters: list[Matter]) -> None:
    complete_matter(matters[2], by=cast.acting("zhoumin"), at=AT, result="全部完成", despite="会上说明已办结")
    both = [
        Said(matter=matter, body=matter.lead or cast.water, progress="过半", said_by="表", said_on=DAY)
        for matter in (matters[0], matters[2])
    ]
    with pytest.raises(Refused, match="不能再录入反馈"):
        take_back(opened, by=cast.acting("zhoumin"), at=LATER, back=TakenBack(said=both))
    assert not Report.objects.exists()


@pytest.mark.parametrize(("login", "refusal"), [("liqiang", Denied), ("chenjing", Unseen)])
def test_only_those_who_keep_the_office_s_matters_open_a_round(
    cast: Cast, matters: list[Matter], login: str, refusal: type[Refused]
) -> None:
    with pytest.raises(refusal):
        open_round(cast.city, by=cast.acting(login), at=AT, matters=matters, details=DETAILS)


@pytest.mark.parametrize(
    ("details", "field"), [({"title": " "}, "title"), ({"due_on": DAY - dt.timedelta(days=1)}, "due_on")]
)
def test_a_round_without_a_name_or_in_the_past_is_refused(
    cast: Cast, matters: list[Matter], details: dict[str, object], field: str
) -> None:
    with pytest.raises(Refused) as refused:
        open_round(cast.city, by=cast.acting("zhoumin"), at=AT, matters=matters, details=replace(DETAILS, **details))
    assert refused.value.field == field


def test_a_proposal_is_asked_of_nobody(cast: Cast) -> None:
    with pytest.raises(Refused, match="不需要反馈"):
        open_round(cast.city, by=cast.acting("zhoumin"), at=AT, matters=[proposed(cast)], details=DETAILS)


def test_a_page_that_was_tampered_with_takes_nothing_in(opened: Round) -> None:
    with pytest.raises(Refused, match="已经失效"):
        taken_out("x", opened, {"0-0"})
