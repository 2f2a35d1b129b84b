"""What is kept beside the journal is compared with it, and each kind of tampering is found."""

from __future__ import annotations

import datetime as dt

import pytest

from build_matters import done, handed_out, proposed
from cast import AT, Cast, cast
from luoshi import cli
from luoshi.journal.models import Event
from luoshi.matters.life import Act
from luoshi.matters.models import Audience, Matter, MatterState, Report, Slip, SlipKind, Support
from luoshi.matters.operations import drop, merge, report, restore, revise_matter
from luoshi.matters.verify import About, verify
from luoshi.searchtext.models import SearchRow

__all__ = ["cast"]


def sentences(about: About) -> list[str]:
    found = verify().findings
    assert {finding.about for finding in found} <= {about}
    return [finding.sentence for finding in found]


@pytest.fixture
def matter(cast: Cast) -> Matter:
    made = handed_out(cast, supporting=[cast.water])
    acting = cast.acting("liqiang")
    return report(made, by=acting, at=AT, body=cast.education, progress="已排查 12 座。", said="on_track")


def test_a_life_as_the_operations_write_it_is_sound(cast: Cast, matter: Matter) -> None:
    by = cast.acting("zhoumin")
    other, third = proposed(cast, "修订防汛预案"), proposed(cast, "清理河道")
    revise_matter(matter, by=by, at=AT, values={"due_on": None, "supporting": [], "standard": "全部销号"})
    restore(drop(other, by=by, at=AT, reason="与第一件重复"), by=by, at=AT)
    merge(other, by=by, at=AT, others=[third])
    outcome = verify()
    assert (outcome.matters, outcome.findings, outcome.sound) == (3, [], True)


def test_a_field_changed_beside_the_journal_is_found(matter: Matter) -> None:
    Matter.objects.update(problems="资金不到位")
    assert sentences(About.ROW) == ["“存在问题及需协调事项”现在是“资金不到位”，按留痕应当是空。"]


def test_a_due_date_changed_beside_the_journal_is_found_in_row_and_list(matter: Matter) -> None:
    Matter.objects.update(due_on=dt.date(2027, 1, 1))
    assert {finding.about for finding in verify().findings} == {About.ROW, About.AUDIENCE}


def test_a_supporting_body_taken_out_beside_the_journal_is_found(cast: Cast, matter: Matter) -> None:
    Support.objects.all().delete()
    assert {finding.about for finding in verify().findings} == {About.ROW, About.AUDIENCE, About.SEARCH}


def test_an_entry_that_does_not_follow_is_found(matter: Matter) -> None:
    event = Event.objects.get(subject_ref=matter.ref, kind="matter.handed_out")
    Event.objects.filter(pk=event.pk).update(payload=event.payload.replace('"docketed"', '"completed"'))
    assert sentences(About.ROW) == ["第 3 条留痕改动“状态”时的原值，与前面的留痕接不上。"]


def test_a_matter_without_entries_is_found(matter: Matter) -> None:
    Event.objects.filter(subject_ref=matter.ref).delete()
    assert sentences(About.ROW) == ["没有留痕，不知道这件事项从哪里来。"]


@pytest.mark.parametrize("how", ["deleted", "reworded", "added"])
def test_a_report_that_was_never_made_or_reads_otherwise_is_found(matter: Matter, how: str) -> None:
    rows = Report.objects.all()
    if how == "deleted":
        rows.delete()
    elif how == "reworded":
        rows.update(progress="全部完成。")
    else:
        rows.create(matter=matter, progress="早就报过。", reported_on=AT.date(), made_at=AT, event_seq=2)
    assert len(sentences(About.REPORTS)) == 1


@pytest.fixture
def asked(cast: Cast, matter: Matter) -> Slip:
    """A claim that waits, after an extension that was granted."""
    done(cast, matter, Act.ASK_EXTENSION, Act.GRANT_EXTENSION, Act.CLAIM)
    assert verify().findings == []
    return Slip.objects.get(kind=SlipKind.CLAIM)


@pytest.mark.parametrize(
    ("kind", "changed", "sentence"),
    [
        ("claim", {"words": "没有障碍"}, "内容是“没有障碍”，留痕里是“用地没有批下来。”"),
        ("claim", {"asked_seq": 99}, "没有留痕，不知道是谁提出的"),
        ("claim", {"kind": "limit"}, "没有留痕，不知道是谁提出的"),
        ("claim", {"answered_seq": 3}, "答复没有写全"),
        ("extension", {"answer": "不同意"}, "与第 6 条留痕不一致"),
        ("extension", {"outcome": "不同意延期"}, "与第 6 条留痕不一致"),
        ("extension", {"answered_seq": 99}, "答复没有留痕"),
    ],
)
def test_a_paper_that_was_changed_beside_the_journal_is_found(
    asked: Slip, kind: str, changed: dict[str, object], sentence: str
) -> None:
    Slip.objects.filter(kind=kind).update(**changed)
    assert any(sentence in found for found in sentences(About.SLIPS)), sentences(About.SLIPS)


def test_a_paper_that_was_taken_away_is_found(asked: Slip) -> None:
    asked.delete()
    found = sentences(About.SLIPS)
    assert found == [
        f"第 {asked.asked_seq} 条留痕的“提请协调”单据不在了。",
        "写着等待答复的是提请协调事项，没有答复的单据是（没有）。",
    ]


def test_what_is_waited_for_follows_the_papers_that_nobody_answered(asked: Slip) -> None:
    Slip.objects.filter(pk=asked.pk).update(answered_at=AT, answered_seq=asked.asked_seq, outcome="无需答复")
    assert sentences(About.SLIPS) == ["写着等待答复的是提请协调事项，没有答复的单据是（没有）。"]


def test_someone_who_sees_too_much_or_too_little_is_found_and_repaired(cast: Cast, matter: Matter) -> None:
    Audience.objects.filter(who=f"b:{cast.education.pk}").delete()
    row = Audience.objects.get(who=f"b:{cast.water.pk}")
    Audience.objects.filter(pk=row.pk).update(who="b:0")
    assert len(sentences(About.AUDIENCE)) == 3
    assert verify(repair=True).sound
    assert verify().findings == []


@pytest.mark.parametrize(
    "field", [{"open": False}, {"due_on": "2030-01-01"}, {"red_from": "2030-01-01"}, {"yellow_from": "2020-01-01"}]
)
def test_a_list_that_repeats_something_else_is_found_and_repaired(matter: Matter, field: dict[str, object]) -> None:
    Audience.objects.filter(who__startswith="o:").update(**field)
    assert len(sentences(About.AUDIENCE)) == 1
    verify(repair=True)
    assert verify().findings == []


def test_words_missing_from_the_search_are_found_and_repaired(matter: Matter) -> None:
    SearchRow.objects.update(text="别的")
    assert len(sentences(About.SEARCH)) == 1
    assert verify(repair=True).repaired == 1
    assert verify().findings == []


def test_what_is_found_though_its_matter_is_gone_is_taken_out_of_the_search(cast: Cast, matter: Matter) -> None:
    SearchRow.objects.create(office=cast.city.pk, subject_type="matters.matter", subject_ref="2" * 16, text="旧事")
    assert sentences(About.SEARCH) == ["检索里还有它，事项本身却不在了。"]
    assert verify(repair=True).sound
    assert not SearchRow.objects.filter(subject_ref="2" * 16).exists()


def test_a_repair_leaves_the_row_as_it_is(matter: Matter) -> None:
    Matter.objects.update(state=MatterState.CLOSED)
    outcome = verify(repair=True)
    assert not outcome.sound
    assert Matter.objects.get().state == MatterState.CLOSED


def test_the_command_says_what_differs_and_ends_with_one(matter: Matter, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["matters", "verify"]) == 0
    assert capsys.readouterr().out == "核对 1 件。全部一致。\n"
    Audience.objects.update(open=False)
    assert cli.main(["matters", "verify"]) == 1
    said = capsys.readouterr().out
    assert "常务会47-01" in said
    assert "--repair" in said
    assert cli.main(["matters", "verify", "--repair"]) == 0
    assert "已重建 1 处。" in capsys.readouterr().out
    Matter.objects.update(remark="改过")
    assert cli.main(["matters", "verify", "--repair"]) == 1
    assert "请保留现场" in capsys.readouterr().out


def test_looking_costs_the_same_queries_for_one_matter_as_for_twenty(cast: Cast, matter: Matter) -> None:
    def queries() -> int:
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(connection) as captured:
            assert verify().sound
        return len(captured)

    alone = queries()
    for number in range(19):
        proposed(cast, f"第{number}件")
    assert queries() == alone
