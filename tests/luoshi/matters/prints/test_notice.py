"""交办通知: each body gets its own rows and nobody else's, after what the meeting stressed."""

from __future__ import annotations

import datetime as dt

import pytest

from build_matters import handed_out, proposed
from cast import DAY, Cast
from luoshi.journal.refusal import Refused
from luoshi.matters.models import Frequency, Matter
from luoshi.matters.prints.notice import Excerpt, excerpt_of, excerpts_of, notice_file, notices_zip, sender
from luoshi.matters.prints.of_matter import loaded
from luoshi.meetings.models import Meeting
from read_papers import members, words


def excerpts(cast: Cast, meeting: Meeting) -> list[Excerpt]:
    return excerpts_of(meeting, cast.acting("zhoumin"))


def paper(cast: Cast, excerpt: Excerpt, ask_days: int = 0) -> str:
    sent = sender(cast.city, cast.acting("zhoumin"), on=DAY)
    return words(notice_file(excerpt, type(sent)(sent.office, DAY, "周敏", "0000-1234567", ask_days)))


def test_a_body_finds_what_it_leads_and_supports_and_nothing_of_another(cast: Cast, under_way: Meeting) -> None:
    education, water = excerpts(cast, under_way)
    assert (education.body, water.body) == (cast.education, cast.water)
    school, quota = "校舍安全排查", "用水定额"
    theirs, ours = paper(cast, education), paper(cast, water)
    assert school in theirs
    assert "校车管理办法" in theirs
    assert quota not in theirs
    assert quota in ours
    assert school in ours, "the water bureau supports it"
    assert "校车管理办法" not in ours
    assert "其中牵头 2 项，请抓好落实" in theirs
    assert "牵头 1 项、配合 1 项" in ours


def test_what_the_meeting_stressed_stands_before_the_list(cast: Cast, under_way: Meeting) -> None:
    found = paper(cast, excerpts(cast, under_way)[0])
    assert found.index("校园安全责任重于泰山") < found.index("编号｜议定事项")
    assert "根据安澜市人民政府十届第47次常务会议（2026年2月9日）议定" in found


def test_time_limit_contact_and_receipt_stand_on_it(cast: Cast, under_way: Meeting) -> None:
    found = paper(cast, excerpts(cast, under_way)[0], ask_days=5)
    assert "3月20日" in found
    assert "联系人：周敏 0000-1234567" in found
    assert "在到期前 5 日提出延期申请" in found
    assert "收到单位｜市教育局｜收到日期" in found
    assert "安澜市人民政府办公室\n2026年3月9日" in found


def test_without_a_rule_the_days_before_an_extension_are_not_named(cast: Cast, under_way: Meeting) -> None:
    assert "请在到期前提出延期申请" in paper(cast, excerpts(cast, under_way)[0])


def test_the_receipt_asks_for_the_limits_that_are_missing(cast: Cast) -> None:
    matter = handed_out(cast, due_on=None)
    assert f"拟报完成时限｜{matter.spoken}：" in paper(cast, excerpt_of(_seen(cast, matter), cast.acting("zhoumin")))


def test_the_frequency_stands_on_it(cast: Cast) -> None:
    matter = handed_out(cast)
    Matter.objects.filter(pk=matter.pk).update(frequency=Frequency.MONTHLY)
    found = paper(cast, excerpt_of(_seen(cast, matter), cast.acting("zhoumin")))
    assert "请按频次反馈进展：每月反馈 1 项。" in found


def _seen(cast: Cast, matter: Matter) -> Matter:
    row = loaded(matter.ref, cast.acting("zhoumin"))
    assert row is not None
    return row


def test_all_bodies_go_into_one_zip_a_file_each(cast: Cast, under_way: Meeting) -> None:
    sent = sender(cast.city, cast.acting("zhoumin"), on=DAY)
    found = members(notices_zip(excerpts(cast, under_way), sent))
    assert list(found) == ["市教育局_交办通知_2项.docx", "市水务局_交办通知_2项.docx"]
    assert "校车管理办法" not in words(found["市水务局_交办通知_2项.docx"])


def test_an_internal_text_is_labelled_on_the_file_and_on_the_paper(cast: Cast, under_way: Meeting) -> None:
    under_way.texts.get().document.file.__class__.objects.update(label="internal")
    first = excerpts(cast, under_way)[0]
    assert first.file == "市教育局_交办通知_2项（内部）.docx"
    assert "内部资料，请妥善保管" in paper(cast, first)


def test_a_meeting_without_docketed_matters_has_no_notice(cast: Cast, waiting: Meeting) -> None:
    with pytest.raises(Refused, match="请先立项"):
        excerpts(cast, waiting)


def test_a_matter_that_nobody_leads_is_handed_to_nobody(cast: Cast) -> None:
    matter = proposed(cast, lead=None, due_on=DAY + dt.timedelta(days=9))
    with pytest.raises(Refused, match="还没有明确牵头单位"):
        excerpt_of(matter, cast.acting("zhoumin"))
