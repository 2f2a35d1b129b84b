"""What a person does to one matter on the review page; all of it works as plain forms."""

from __future__ import annotations

import datetime as dt
import html
import re

import pytest

from cast import AT, DAY, cast, signed_in
from luoshi.matters.models import Difference, Matter, MatterState, Sort
from luoshi.matters.operations import revise_matter
from luoshi.matters.review.limits import limits_for
from luoshi.people.directory.operations import Line, appoint, found_person, found_post, set_portfolio
from luoshi.people.models import PostKind, Relation
from review_desk import Desk, desk

__all__ = ["cast", "desk", "signed_in"]


def typed(matter: Matter, **changed: object) -> dict[str, object]:
    """The form of a matter as the page sends it, with some fields changed."""
    return {
        "words": matter.words,
        "sort": matter.sort,
        "lead": str(matter.lead or ""),
        "supporting": "、".join(str(row.body) for row in matter.supports.all()),
        "leader": matter.leader.ref if matter.leader else "",
        "due_on": matter.due_on or "",
        "standard": matter.standard,
        "remark": matter.remark,
        "seen_seq": matter.seq,
        **changed,
    }


def test_the_form_opens_on_the_page_and_as_a_part(desk: Desk) -> None:
    matter = desk.matter("食堂台账")
    there = desk.get(f"items/{matter.ref}/")
    assert there["Location"] == f"{desk.address}?open={matter.ref}#m-{matter.ref}"
    assert f'id="panel-{matter.ref}"' in desk.get(f"?open={matter.ref}").content.decode()
    part = desk.get(f"items/{matter.ref}/", partly=True)
    assert part["HX-Retarget"] == f"#p-{matter.ref}"
    assert "<html" not in part.content.decode()


def test_names_are_taken_as_the_directory_knows_them(desk: Desk) -> None:
    matter = desk.matter("食堂台账")
    answer = desk.post(
        f"items/{matter.ref}/", typed(matter, lead="安澜市教育局", supporting="水务局", due_on="2026-04-30")
    )
    assert answer["Location"] == f"{desk.address}#m-{matter.ref}"
    matter.refresh_from_db()
    assert (str(matter.lead), matter.due_on) == ("市教育局", dt.date(2026, 4, 30))
    assert [str(body) for body in matter.supporting.all()] == ["市水务局"]


def test_an_unknown_name_is_said_beside_its_field_and_nothing_is_lost(desk: Desk) -> None:
    matter = desk.matter("食堂台账")
    answer = desk.post(f"items/{matter.ref}/", typed(matter, lead="市园林局", standard="逐校销号"))
    page = html.unescape(answer.content.decode())
    assert answer.status_code == 422
    assert "名录中没有“市园林局”" in page
    assert 'value="市园林局"' in page
    assert 'value="逐校销号"' in page
    matter.refresh_from_db()
    assert matter.seq == 1


def test_only_what_was_changed_is_the_person_s_word(desk: Desk) -> None:
    matter = desk.matter("校舍安全排查")
    desk.post(f"items/{matter.ref}/", typed(matter, remark="先排查危房"))
    matter.refresh_from_db()
    assert matter.remark == "先排查危房"
    assert {name for name, origin in matter.origins.items() if origin["how"] == "hand"} == {"remark"}


def test_the_second_of_two_people_is_told_and_loses_no_text(desk: Desk) -> None:
    matter = desk.matter("食堂台账")
    sent = typed(matter, standard="逐校销号", token="a" * 16)
    revise_matter(matter, by=desk.cast.acting("zhoumin"), at=AT, values={"remark": "先到的人"})
    answer = desk.post(f"items/{matter.ref}/", sent, partly=True)
    page = html.unescape(answer.content.decode())
    assert answer.status_code == 422
    assert "已被他人更新" in page
    assert 'value="逐校销号"' in page
    seen = re.search(r'name="seen_seq" value="(\d+)"', page)
    assert seen is not None
    assert desk.post(f"items/{matter.ref}/", {**sent, "seen_seq": seen[1], "remark": "先到的人"}).status_code == 302
    matter.refresh_from_db()
    assert (matter.standard, matter.remark) == ("逐校销号", "先到的人")


def test_pressing_save_twice_is_one_act(desk: Desk) -> None:
    matter = desk.matter("食堂台账")
    sent = typed(matter, standard="逐校销号", token="b" * 16)
    assert [desk.post(f"items/{matter.ref}/", sent).status_code for _ in range(2)] == [302, 302]
    matter.refresh_from_db()
    assert matter.seq == 2


def test_a_suggestion_is_taken_with_one_click_and_says_so(desk: Desk) -> None:
    matter = desk.matter("春灌用水调度")
    answer = desk.post(f"items/{matter.ref}/adopt/", {"lead": desk.cast.water.ref}, partly=True)
    page = answer.content.decode()
    assert "已采用建议：由市水务局牵头。" in page
    assert "建议立项 3 件，其中 1 件责任单位未明确" in page
    assert "周敏 3月9日采用建议（按职责建议：依据“春灌用水调度”、“供水”（市水务局职责））" in page
    assert page.count("<article") == 1


def test_the_leader_follows_from_the_portfolio_and_is_never_guessed(desk: Desk) -> None:
    city, by = desk.cast.city, desk.cast.acting("zhoumin")
    matter = desk.matter("春灌用水调度")
    desk.post(f"items/{matter.ref}/", typed(matter, lead="市教育局"))
    matter.refresh_from_db()
    assert matter.leader is None
    post = found_post(desk.cast.water, by=by, at=AT, title="副市长", kind=PostKind.LEADER)
    person = found_person(city, by=by, at=AT, values={"name": "闻一舟"})
    appoint(post, by=by, at=AT, person=person, on=None)
    set_portfolio(post, by=by, at=AT, lines=[Line(Relation.MANAGES, desk.cast.water)], on=None)
    desk.post(f"items/{matter.ref}/", typed(matter, lead="市水务局"))
    matter.refresh_from_db()
    assert matter.leader == post
    page = html.unescape(desk.get(f"?open={matter.ref}").content.decode())
    assert "按领导分工（市水务局）" in page
    assert "闻一舟（副市长）" in page


def test_a_due_date_by_rule_is_offered_with_its_source_and_not_filled_in(desk: Desk) -> None:
    matter = desk.matter("食堂台账")
    [limit] = limits_for(matter, on=DAY)
    assert limit.day == DAY + dt.timedelta(days=20)
    page = html.unescape(desk.get(f"?open={matter.ref}").content.decode())
    assert "自今天起20日（3月29日）" in " ".join(page.split())
    assert limit.basis in page
    field = re.search(r'<input[^>]*id="id_[^"]*_due_on"[^>]*>', page)
    assert field is not None
    assert "value=" not in field.group()
    desk.post(f"items/{matter.ref}/", typed(matter, due_on=limit.day.isoformat()))
    matter.refresh_from_db()
    assert "自今天起20日" in matter.origins["due_on"]["sentence"]


def test_enter_in_a_field_saves_and_takes_no_offer(desk: Desk) -> None:
    """A browser presses the first button of a form then: it must be the one that only saves, or drops with the reason typed."""
    page = desk.get(f"?open={desk.matter('食堂台账').ref}").content.decode()
    for form in re.findall(r"<form(?![^>]*hidden).*?</form>", page, re.DOTALL):
        first = re.search(r'<button[^>]*type="submit"[^>]*>', form)
        assert first is not None
        assert not re.search(r'name="(due_on|common|word)"|value="docket', first.group()), first.group()


def test_another_class_moves_the_row_and_says_who_chose(desk: Desk) -> None:
    matter = desk.matter("食堂台账")
    answer = desk.post(f"items/{matter.ref}/", typed(matter, sort=Sort.GENERAL), partly=True)
    assert answer["HX-Retarget"] == "#beside"
    assert "建议立项 2 件" in answer.content.decode()
    matter.refresh_from_db()
    assert matter.sort_reason == "人工分类"


def test_leaving_off_needs_a_reason(desk: Desk) -> None:
    matter = desk.matter("食堂台账")
    refused = desk.post(f"items/{matter.ref}/drop/", {})
    assert refused.status_code == 422
    assert "请写明不立项的理由" in refused.content.decode()
    desk.post(f"items/{matter.ref}/drop/", {"common": "已经办结"})
    matter.refresh_from_db()
    assert (matter.state, matter.drop_reason) == (MatterState.DROPPED, "已经办结")


def test_a_matter_is_split_by_lines(desk: Desk) -> None:
    matter = desk.matter("食堂台账")
    refused = desk.post(f"items/{matter.ref}/split/", {"parts": "建立学校食堂台账"})
    assert "每段一行" in refused.content.decode()
    desk.post(f"items/{matter.ref}/split/", {"parts": "建立学校食堂台账\r\n逐校整改\r\n"})
    assert list(Matter.objects.filter(position=matter.position).values_list("words", flat=True)) == [
        "建立学校食堂台账",
        "逐校整改",
    ]


@pytest.mark.parametrize(("take", "standard"), [("ours", "逐校销号"), ("theirs", "每校一册")])
def test_what_two_texts_say_differently_is_decided_on_the_row(desk: Desk, take: str, standard: str) -> None:
    matter = desk.matter("食堂台账")
    revise_matter(matter, by=desk.cast.acting("zhoumin"), at=AT, values={"standard": "逐校销号"})
    asked = Difference.objects.create(
        matter=matter,
        document=desk.document,
        field="standard",
        ours="逐校销号",
        theirs="每校一册",
        value={"plain": "每校一册"},
    )
    assert "现为“逐校销号”，该文本为“每校一册”" in " ".join(desk.get().content.decode().split())
    desk.post(f"items/{matter.ref}/decide/", {"take": f"{take}:{asked.pk}"})
    matter.refresh_from_db()
    assert matter.standard == standard
    assert "该文本为" not in desk.get().content.decode()
