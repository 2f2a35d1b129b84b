"""市长一页纸: figures that add up, who holds what is late in protocol order, what waits for the leader, and one page whatever there is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client

from build_matters import done, handed_out, proposed, told
from cast import AT, DAY, Cast
from luoshi.bodies.models import Body, Office
from luoshi.matters.acts import Given
from luoshi.matters.bulletin import with_last_said
from luoshi.matters.life import Act
from luoshi.matters.meeting.figures import ORDER, Figures, Standing, figures_in, figures_of
from luoshi.matters.models import Matter, SaidState, Slip, SlipKind
from luoshi.matters.operations import Part, act_on, break_down, report
from luoshi.matters.prints.one_page import Ask, Late, Leader, OnePage, leaders_for, leaders_of, one_page
from luoshi.matters.prints.one_page_paper import fit_of, sheet_of
from luoshi.matters.prints.paper import docx_of, fitting
from luoshi.people.models import Post
from read_papers import height, opened, words

SignIn = Callable[[str], Client]
LATER = DAY + dt.timedelta(days=30)
LONG = "由市住房和城乡建设局牵头，市财政局、市自然资源局配合，2027年1月23日前完成不少于38公里，并按ABC-2020标准组织竣工验收；"


def page(cast: Cast, at: int = 0, on: dt.date = LATER) -> OnePage:
    return one_page(cast.city, leaders_of(cast.city, on=on)[at], on=on)


def claim(cast: Cast, matter: Matter, post: Post) -> Matter:
    given = Given(words="用地没有批下来。", post=post, options=("先行用地", "换址"))
    return act_on(matter, by=told(cast.acting("zhoumin")), at=AT, act=Act.CLAIM, given=given)


def test_the_parts_add_up_to_the_whole_and_parts_count_in_it(cast: Cast, leaders: object) -> None:
    handed_out(cast, "没有启动的", due_on=None)
    whole = done(cast, handed_out(cast, "正在办的"), Act.ACKNOWLEDGE)
    break_down(whole, by=told(cast.acting("zhoumin")), at=AT, parts=[Part(words="其中一段", body=cast.water)])
    done(cast, handed_out(cast, "办结的"), Act.FIND_DONE)
    done(cast, handed_out(cast, "暂缓的"), Act.SUSPEND)
    found = page(cast)
    assert found.figures.docketed == sum(each.count for each in found.figures.standings) == 4
    assert found.title == "2 件在办，1 件逾期，0 件待您定"
    assert found.parts == ("共 4 件：已办结 1，正在办理 1（正常推进 0、进展滞后 1），未启动 1，长期坚持 0，暂缓 1。")


def test_who_holds_what_is_late_stands_in_protocol_order_and_adds_up(cast: Cast, leaders: object) -> None:
    late = dt.timedelta(days=1)
    done(cast, handed_out(cast, "水务一", lead=cast.water, due_on=DAY + late), Act.ACKNOWLEDGE)
    done(cast, handed_out(cast, "水务二", lead=cast.water, due_on=DAY + 5 * late), Act.ACKNOWLEDGE)
    done(cast, handed_out(cast, "教育一", due_on=DAY + 9 * late), Act.ACKNOWLEDGE)
    waits = done(cast, handed_out(cast, "等督查室"), Act.ACKNOWLEDGE, Act.ASK_EXTENSION)
    found = page(cast)
    assert [(each.who, each.count, each.longest) for each in found.late] == [
        ("督查室", 1, 10),
        ("市教育局", 1, 21),
        ("市水务局", 2, 29),
    ]
    assert found.late[0].matters == (waits,)
    assert found.late_count == found.figures.late == 4


def test_each_leader_sees_what_waits_for_him_and_the_mayor_what_names_nobody(cast: Cast, leaders: object) -> None:
    first, second = (done(cast, handed_out(cast, name), Act.ACKNOWLEDGE) for name in ("一", "二"))
    mayor, deputy = (each.post for each in leaders_of(cast.city, on=DAY))
    claim(cast, first, mayor)
    claim(cast, second, deputy)
    done(cast, handed_out(cast, "三"), Act.ACKNOWLEDGE, Act.ASK_COMPLETION, Act.FIND_DONE, Act.SUBMIT)
    asks = page(cast, on=DAY + dt.timedelta(days=2)).asks
    assert [(each.kind, each.asked_by, each.days) for each in asks] == [
        ("提请协调", "市教育局", 3),
        ("呈报", "督查室", 3),
    ]
    assert [each.slip.matter.words for each in page(cast, 1).asks] == ["二"]


def test_a_deputys_page_counts_his_own_matters_only(cast: Cast, leaders: object) -> None:
    deputy = leaders_of(cast.city, on=DAY)[1].post
    handed_out(cast, "他分管的", leader=deputy)
    handed_out(cast, "别人的")
    assert page(cast, 1).figures.docketed == 1
    assert page(cast, 0).figures.docketed == 2


def test_who_may_see_whose_page(cast: Cast, leaders: object) -> None:
    mayor, deputy = leaders_of(cast.city, on=DAY)
    liaison = cast.acting("liqiang")

    def seen(post: str) -> list[str]:
        return [each.words for each in leaders_for(replace(liaison, post=post), cast.city, on=DAY)]

    assert seen("") == []
    assert seen(deputy.post.ref) == ["副市长 方静姝"]
    assert seen(mayor.post.ref) == ["市长 沈怀远", "副市长 方静姝"]
    assert len(leaders_for(cast.acting("zhoumin"), cast.city, on=DAY)) == 2


def test_the_paper_has_options_to_tick_by_pen(cast: Cast, leaders: object) -> None:
    mayor = leaders_of(cast.city, on=DAY)[0].post
    claim(cast, done(cast, handed_out(cast), Act.ACKNOWLEDGE), mayor)
    done(cast, handed_out(cast, "三"), Act.ACKNOWLEDGE, Act.ASK_COMPLETION, Act.FIND_DONE, Act.SUBMIT)
    found = words(docx_of([sheet_of(page(cast))]))
    assert "□方案1：先行用地□方案2：换址□其他意见：＿" in found
    assert "□圈阅　□同意　□继续办理　□新批示：＿" in found
    assert "在办　1 件｜逾期　1 件｜待您定　2 件" in found


def test_a_page_for_each_leader_begins_on_a_new_page(cast: Cast, leaders: object) -> None:
    sheets = [sheet_of(page(cast, at)) for at in range(2)]
    document = opened(docx_of(sheets))
    titles = [each for each in document.paragraphs if each.text == "督查督办一页纸"]
    assert [bool(each.paragraph_format.page_break_before) for each in titles] == [False, True]


def made(asks: int, late: int, *, claims: bool) -> OnePage:
    """A page with as much as is wanted, every word of it long."""

    def matter(at: int) -> Matter:
        return Matter(words=LONG * 3, spoken=f"常务会147-{at:02d}", progress=LONG * 3)

    def ask(at: int) -> Ask:
        kind = SlipKind.CLAIM if claims else SlipKind.SUBMISSION
        slip = Slip(pk=at, kind=kind, words=LONG * 3, options=[LONG, LONG, LONG] if claims else [], matter=matter(at))
        return Ask(slip, "安澜市住房和城乡建设局", DAY, 120)

    held = tuple(Late(f"安澜市第{at}建设管理处办公室", 19, 365, tuple(map(matter, range(1, 9)))) for at in range(late))
    figures = Figures(tuple(Standing(state, 12345, 0) for state in ORDER))
    office = Office(name="安澜市人民政府办公室督查室")
    leader = Leader(Post(title="市委副书记、市长", body=Body(name="安澜市人民政府")), "欧阳怀远", is_first=True)
    return OnePage(office, leader, DAY, figures, held, tuple(map(ask, range(1, asks + 1))))


@pytest.mark.parametrize("claims", [True, False])
@pytest.mark.parametrize(("asks", "late"), [(0, 0), (1, 1), (3, 9), (40, 0), (0, 60), (40, 60)])
def test_it_is_one_page_whatever_there_is(asks: int, late: int, claims: bool) -> None:
    taken, room = height(docx_of([sheet_of(made(asks, late, claims=claims))]))
    assert taken <= room


def test_what_does_not_fit_is_counted(cast: Cast) -> None:
    found = words(docx_of([sheet_of(made(40, 60, claims=False))]))
    shown = found.count("□圈阅")
    assert shown >= 4
    assert f"另有 {40 - shown} 件待您定" in found
    rows = found.count("｜19 件｜")
    assert f"另有 {60 - rows} 家｜{(60 - rows) * 19} 件｜365 天" in found


@pytest.mark.parametrize(
    ("said", "room", "cut"), [("一二三", 3, "一二三"), ("一二三四", 3, "一二…"), ("ab一", 2, "ab一")]
)
def test_words_are_cut_to_full_widths(said: str, room: int, cut: str) -> None:
    assert fitting(said, room) == cut


def test_figures_counted_in_the_database_are_those_counted_one_by_one(cast: Cast, leaders: object) -> None:
    """Every state that the life reaches, overdue and not, with and without a report's word."""
    for day in (DAY + dt.timedelta(days=1), DAY + dt.timedelta(days=300)):
        for before in (
            (),
            (Act.ACKNOWLEDGE,),
            (Act.FIND_DONE,),
            (Act.FIND_DONE, Act.SUBMIT),
            (Act.SUSPEND,),
            (Act.END,),
        ):
            done(cast, handed_out(cast, due_on=day), *before)
        for said in ("behind", "on_track"):
            matter = done(cast, handed_out(cast, due_on=day), Act.ACKNOWLEDGE)
            report(matter, by=cast.acting("liqiang"), at=AT, body=cast.education, progress="已排查。", said=said)
    made_standing = done(cast, handed_out(cast, due_on=None), Act.ACKNOWLEDGE, Act.MAKE_STANDING)
    proposed(cast)
    rows = Matter.objects.filter(office=cast.city)
    for on in (DAY, LATER, LATER + dt.timedelta(days=400)):
        one_by_one = figures_of(((row, vars(row)["last_said"]) for row in with_last_said(rows)), on=on)
        assert figures_in(rows, on=on) == one_by_one
        assert one_by_one.count(SaidState.STANDING) == 1, made_standing


def test_the_screen_shows_as_much_as_the_paper_and_the_rest_behind_a_link(
    cast: Cast, leaders: Any, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: AT + dt.timedelta(days=30))
    for number in range(1, 15):
        claim(cast, done(cast, handed_out(cast, f"第{number}件", due_on=None), Act.ACKNOWLEDGE), leaders.mayor)
    for number in range(1, 11):
        done(cast, handed_out(cast, f"教育{number}", due_on=DAY), Act.ACKNOWLEDGE)
    client = signed_in("zhoumin")
    shown = page(cast, on=LATER)
    fits = len(fit_of(shown).asks)
    assert 0 < fits < 14
    cut = client.get("/brief/").content.decode()
    assert (cut.count('class="ask"'), f"还有 {14 - fits} 件待您定" in cut, "还有 2 件" in cut) == (fits, True, True)
    whole = client.get("/brief/?all=1").content.decode()
    assert (whole.count('class="ask"'), "件待您定</a>" in whole) == (14, False)
    last = shown.asks[-1].slip.pk
    sent = {f"words_{last}": "同意先行用地。", "who": "市长", "on": str(LATER)}
    refused = client.post("/brief/enter/", sent)
    assert (refused.status_code, "同意先行用地。" in refused.content.decode()) == (422, True), (
        "what stood behind the link is not lost"
    )
