"""What came back to a body stands on its desk at once, with the words that came with it, until it has acted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client

from build_matters import DUE, done, handed_out, told
from cast import AT, DAY, Cast
from luoshi.matters.acts import Given
from luoshi.matters.desks.lines import Line, waiting
from luoshi.matters.life import Act
from luoshi.matters.models import Matter
from luoshi.matters.operations import act_on, report
from luoshi.matters.prints.holders import Holders

TO_REVIEW = (Act.ACKNOWLEDGE, Act.ASK_COMPLETION)
CAME_BACK = [
    ((*TO_REVIEW, Act.RETURN_SUPPLEMENT), "退回补充，补充后再申请办结", Act.ASK_COMPLETION),
    ((*TO_REVIEW, Act.RETURN_REDO), "退回重办，先反馈重办情况", Act.REPORT),
    ((*TO_REVIEW, Act.ASK_VERIFICATION, Act.FAIL_VERIFICATION), "核查未通过，整改后反馈", Act.REPORT),
    ((*TO_REVIEW, Act.FIND_DONE, Act.SUBMIT, Act.CONTINUE), "领导要求继续办理", Act.REPORT),
    ((*TO_REVIEW, Act.FIND_DONE, Act.ASK_RECONSIDERATION, Act.OVERTURN), "复核后改变，继续办理", Act.REPORT),
    ((*TO_REVIEW, Act.FIND_DONE, Act.REOPEN), "重新办理", Act.REPORT),
    ((Act.ACKNOWLEDGE, Act.SUSPEND, Act.RESUME), "恢复办理", Act.REPORT),
    ((Act.ACKNOWLEDGE, Act.ASK_EXTENSION, Act.REFUSE_EXTENSION), "不同意延期，按原时限办", Act.REPORT),
    ((Act.ACKNOWLEDGE, Act.CLAIM, Act.ANSWER_CLAIM), "协调有了答复，继续办理", Act.REPORT),
]


def lines(cast: Cast, login: str = "liqiang", on: dt.date = DAY) -> list[Line]:
    return waiting(cast.acting(login), Holders(cast.city, on), on=on)


@pytest.mark.parametrize(("acts", "words", "act"), CAME_BACK)
def test_it_waits_there_though_nothing_is_due_yet(cast: Cast, acts: tuple[Act, ...], words: str, act: Act) -> None:
    done(cast, handed_out(cast), *acts)
    [line] = lines(cast)
    assert (line.todo.words, line.todo.act) == (words, act)
    assert line.said in ("有理由。", "理由成立。")
    assert not line.answered_here
    assert lines(cast, "wangfang") == []


def test_it_is_gone_once_the_body_has_acted(cast: Cast) -> None:
    returned = done(cast, handed_out(cast), *TO_REVIEW, Act.RETURN_SUPPLEMENT)
    done(cast, returned, Act.ASK_COMPLETION)
    reported = done(cast, handed_out(cast, "乙"), *TO_REVIEW, Act.RETURN_REDO)
    report(reported, by=cast.acting("liqiang"), at=AT, body=cast.education, progress="重新排查了一遍。")
    assert lines(cast) == []


def test_of_several_returns_the_last_one_stands(cast: Cast) -> None:
    matter = done(cast, handed_out(cast), *TO_REVIEW, Act.RETURN_SUPPLEMENT, Act.ASK_COMPLETION, Act.RETURN_REDO)
    [line] = lines(cast)
    assert line.todo.words == "退回重办，先反馈重办情况"
    assert [row.todo.words for row in lines(cast, on=DUE + dt.timedelta(days=1))] == ["退回重办，先反馈重办情况"]
    assert matter.pending == []


def test_the_desk_shows_the_words_of_the_return(cast: Cast, signed_in: Callable[[str], Client]) -> None:
    matter = done(cast, handed_out(cast), *TO_REVIEW)
    given = Given(words="请附验收意见。")
    act_on(matter, by=cast.acting("zhoumin"), at=AT, act=Act.RETURN_SUPPLEMENT, given=given)
    page = signed_in("liqiang").get("/desk/").content.decode()
    assert "退回补充，补充后再申请办结" in page
    assert "请附验收意见。" in page
    assert f"/matters/{matter.ref}/acts/ask_completion/" in page


def test_a_redone_matter_is_reported_before_it_is_called_done_again(cast: Cast) -> None:
    from luoshi.journal.refusal import Refused

    matter = done(cast, handed_out(cast), *TO_REVIEW, Act.RETURN_REDO)
    with pytest.raises(Refused, match="请先反馈重办情况"):
        done(cast, matter, Act.ASK_COMPLETION)
    report(matter, by=told(cast.acting("zhoumin")), at=AT, body=cast.education, progress="重新排查了一遍。")
    assert done(cast, Matter.objects.get(pk=matter.pk), Act.ASK_COMPLETION).state == "in_review"
    again = done(cast, handed_out(cast, "乙"), *TO_REVIEW, Act.RETURN_SUPPLEMENT)
    assert done(cast, again, Act.ASK_COMPLETION).state == "in_review", "what is only supplemented needs no new report"


def test_the_office_sees_what_is_overdue_whoever_holds_it(cast: Cast, signed_in: Callable[[str], Client]) -> None:
    done(cast, handed_out(cast, "早该办的", due_on=DAY - dt.timedelta(days=3)), Act.ACKNOWLEDGE)
    page = signed_in("zhoumin").get("/desk/").content.decode()
    assert "已逾期 1 件" in page
    assert "1 件逾期" in page
    assert "市教育局牵头，现由市教育局办理" in page
    assert "已逾期" not in signed_in("liqiang").get("/desk/").content.decode().replace("1 件逾期", "")


def test_whether_a_body_signs_is_asked_of_those_who_send_alone(cast: Cast, signed_in: Callable[[str], Client]) -> None:
    assert "启用本单位审签" in signed_in("liqiang").get("/desk/").content.decode()
    assert "启用本单位审签" not in signed_in("zhoumin").get("/desk/").content.decode()
