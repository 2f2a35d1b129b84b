"""Account slips: accounts for every body at once, their first passwords on paper and nowhere else."""

from __future__ import annotations

import io
import logging
import re
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.test import Client
from docx import Document

from cast import AT, DAY, PASSWORD, Cast
from luoshi.bodies.models import Body, BodyKind
from luoshi.bodies.operations import BodyDetails, found_body
from luoshi.cli import main
from luoshi.journal.acting import Acting
from luoshi.journal.models import AccessAct, AccessEntry, Event
from luoshi.journal.refusal import Denied, Refused, Stale, Unseen
from luoshi.journal.verify import verify
from luoshi.people.accounts.operations import open_account, set_active
from luoshi.people.directory.operations import appoint, found_person, found_post
from luoshi.people.models import Account, PostKind, Role, RoleGrant
from luoshi.people.starting import giving
from luoshi.people.starting.giving import give_out
from luoshi.people.starting.operations import open_by_slip
from luoshi.people.starting.slips import candidates, made_out

SYSTEM = Acting.system(None)
ADDRESS = "http://10.1.2.3:8000/"
SignIn = Callable[[str], Client]


@pytest.fixture
def finance(cast: Cast) -> Body:
    """A bureau without an account, whose liaison is 赵晴."""
    body = found_body(cast.city, by=SYSTEM, at=AT, details=BodyDetails(kind=BodyKind.DEPARTMENT, name="市财政局"))
    post = found_post(body, by=SYSTEM, at=AT, title="联络员", kind=PostKind.LIAISON)
    person = found_person(cast.city, by=SYSTEM, at=AT, values={"name": "赵晴"})
    appoint(post, by=SYSTEM, at=AT, person=person, on=None)
    return body


@pytest.fixture
def township(cast: Cast) -> Body:
    """A township without an account and without a liaison."""
    return found_body(cast.city, by=SYSTEM, at=AT, details=BodyDetails(kind=BodyKind.TOWNSHIP, name="云溪镇"))


def give(cast: Cast, *bodies: Body, by: str = "sysadmin", token: str = "") -> bytes:
    refs = [body.ref for body in bodies]
    return give_out(cast.city, refs, by=cast.acting(by), at=AT, address=ADDRESS, token=token)


def cells(paper: bytes) -> list[str]:
    """The words of every slip on the paper."""
    return [
        cell.text
        for table in Document(io.BytesIO(paper)).tables
        for row in table.rows
        for cell in row.cells
        if cell.text
    ]


def passwords(paper: bytes) -> dict[str, str]:
    """The first password by login."""
    found = (re.search(r"登录名：(\S+)\n一次性密码：(\S+)", words) for words in cells(paper))
    return {match[1]: match[2] for match in found if match}


def test_every_body_without_an_account_is_offered_and_nothing_is_for_the_government(
    cast: Cast, finance: Body, township: Body
) -> None:
    for kind, name in ((BodyKind.GOVERNMENT, "安澜市人民政府"), (BodyKind.SECTION, "预算股")):
        found_body(cast.city, by=SYSTEM, at=AT, details=BodyDetails(kind=kind, name=name))
    found = candidates(cast.city, DAY)
    assert [(each.body, each.name, each.role) for each in found.new] == [
        (finance, "赵晴", Role.LIAISON),
        (township, "云溪镇联络员", Role.TOWNSHIP),
    ]
    assert (found.unused, found.in_use) == ((), 2)


def test_one_press_opens_the_accounts_and_each_slip_signs_in(cast: Cast, finance: Body, township: Body) -> None:
    paper = give(cast, finance, township)
    given = passwords(paper)
    assert list(given) == ["czj", "yxz"]
    for login, password in given.items():
        answer = Client().post("/sign-in/", {"login": login, "password": password}, follow=True)
        assert answer.redirect_chain[-1][0] == "/password/"
    grants = RoleGrant.objects.filter(account__login__in=given)
    assert {(grant.account.login, grant.role, grant.body) for grant in grants} == {
        ("czj", Role.LIAISON, finance),
        ("yxz", Role.TOWNSHIP, township),
    }
    assert Account.objects.get_queryset().get(login="czj").person is not None
    assert verify().sound


def test_a_slip_says_whose_it_is_where_to_go_and_what_to_do(cast: Cast, finance: Body, township: Body) -> None:
    first, second = cells(give(cast, finance, township))
    for words in ("单位：市财政局", "姓名：赵晴", "登录名：czj", f"网址：{ADDRESS}", "首次登录须修改密码"):
        assert words in first
    assert "由单位填写" in second


@pytest.fixture
def scratch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder where temporary files would be made."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def test_passwords_stand_on_the_paper_and_nowhere_else(
    cast: Cast, finance: Body, caplog: pytest.LogCaptureFixture, scratch: Path
) -> None:
    with caplog.at_level(logging.DEBUG):
        [password] = passwords(give(cast, finance, token="t")).values()
    kept = "\n".join(everything_kept())
    assert "czj" in kept
    assert password not in kept
    assert password not in caplog.text
    assert not list(scratch.iterdir())


def everything_kept() -> Iterator[str]:
    """Every value of every row of the database."""
    for model in apps.get_models(include_auto_created=True):
        for row in model._base_manager.values_list():
            yield repr(row)


def test_the_same_press_twice_opens_once_and_gives_no_second_paper(cast: Cast, finance: Body) -> None:
    first = passwords(give(cast, finance, token="once"))
    with pytest.raises(Stale, match="刚才已经出过"):
        give_again(cast, finance, token="once")
    account = Account.objects.get_queryset().get(login="czj")
    assert account.check_password(first["czj"])


def give_again(cast: Cast, body: Body, *, token: str) -> None:
    """A press that was made out before the first one was written: the body still counts as one without an account."""
    slips = made_out(candidates(cast.city, DAY).chosen([body.ref]))
    assert slips
    give(cast, body, token=token)


def test_two_administrators_at_one_time_open_one_account(cast: Cast, finance: Body) -> None:
    slips = made_out(candidates(cast.city, DAY).chosen([finance.ref]))
    give(cast, finance)
    with pytest.raises(Refused, match="刚刚已开通账号"):
        open_by_slip(cast.city, by=cast.acting("sysadmin"), at=AT, slips=slips, batch="b")
    assert RoleGrant.objects.filter(body=finance).count() == 1


def test_an_account_that_nobody_used_gets_a_new_slip_and_the_old_password_is_void(cast: Cast, finance: Body) -> None:
    old = passwords(give(cast, finance))["czj"]
    [unused] = candidates(cast.city, DAY).unused
    assert unused.body == finance
    new = passwords(give(cast, finance))["czj"]
    account = Account.objects.get_queryset().get(login="czj")
    assert (account.check_password(old), account.check_password(new)) == (False, True)


def test_an_account_that_was_used_meanwhile_keeps_its_password(cast: Cast, finance: Body) -> None:
    give(cast, finance)
    slips = made_out(candidates(cast.city, DAY).unused)
    Account.objects.get_queryset().filter(login="czj").update(must_change_password=False)
    with pytest.raises(Refused, match="刚刚已有人登录使用"):
        open_by_slip(cast.city, by=cast.acting("sysadmin"), at=AT, slips=slips, batch="b")


def test_a_liaison_who_signs_in_already_keeps_login_and_password(cast: Cast, finance: Body) -> None:
    person = candidates(cast.city, DAY).new[0].person
    own = open_account(
        cast.city,
        by=SYSTEM,
        at=AT,
        login="zhaoqing",
        name="赵晴",
        password=PASSWORD,
        person=person,
        must_change_password=False,
    )
    [words] = cells(give(cast, finance))
    assert "登录名：zhaoqing" in words
    assert "密码：用您现在登录的密码" in words
    assert RoleGrant.objects.get(body=finance).account == own
    own.refresh_from_db()
    assert own.check_password(PASSWORD)


def test_a_body_whose_only_account_is_closed_is_offered_again(cast: Cast) -> None:
    set_active(cast.accounts["liqiang"], by=cast.acting("sysadmin"), at=AT, active=False)
    assert [each.body for each in candidates(cast.city, DAY).new] == [cast.education]


@pytest.mark.parametrize("login", ["zhoumin", "liqiang", "auditor"])
def test_only_an_administrator_gives_slips_out(cast: Cast, finance: Body, login: str) -> None:
    with pytest.raises(Denied):
        give(cast, finance, by=login)
    assert not RoleGrant.objects.filter(body=finance).exists()


def test_the_next_county_has_no_slips_here(cast: Cast, finance: Body) -> None:
    with pytest.raises(Unseen):
        give(cast, finance, by="chenjing")


def test_giving_slips_out_is_in_the_access_log_and_each_account_in_the_journal(cast: Cast, finance: Body) -> None:
    give(cast, finance)
    entry = AccessEntry.objects.get(act=AccessAct.EXPORTED)
    assert (entry.account, entry.detail) == ("sysadmin", "账号单 1 张，新开账号 1 个")
    assert Event.objects.filter(kind="account.opened", payload__contains='"czj"').count() == 1


def test_seven_slips_take_two_pages_of_six(cast: Cast) -> None:
    names = [f"市第{number}局" for number in "一二三四五六七"]
    bodies = [
        found_body(cast.city, by=SYSTEM, at=AT, details=BodyDetails(kind=BodyKind.DEPARTMENT, name=name))
        for name in names
    ]
    document = Document(io.BytesIO(give(cast, *bodies)))
    [table] = document.tables
    heights = [row.height for row in table.rows]
    section = document.sections[0]
    assert None not in (section.page_height, section.top_margin, section.bottom_margin)
    room = section.page_height - section.top_margin - section.bottom_margin
    assert len(heights) == 4
    assert sum(heights[:3]) <= room < sum(heights)  # type: ignore[arg-type]  # every row has a height


# ——— the page ———


def ticked(page: str) -> dict[str, Any]:
    """What a browser would send: the fields, and the boxes that are ticked."""
    fields = dict(re.findall(r'<input type="(?:hidden|text)" name="(\w+)" value="([^"]*)"', page))
    return fields | {"bodies": re.findall(r'name="bodies"\s+value="(\w+)"[^>]*\schecked', page)}


def test_the_page_gives_a_word_file_once(cast: Cast, finance: Body, township: Body, signed_in: SignIn) -> None:
    client = signed_in("secadmin")
    page = client.get("/start/slips/").content.decode()
    sent = ticked(page) | {"address": ADDRESS}
    assert sent["bodies"] == [finance.ref, township.ref]
    answer = client.post("/start/slips/", sent)
    assert answer["Content-Type"].endswith("wordprocessingml.document")
    assert "no-store" in answer["Cache-Control"]
    assert list(passwords(answer.content)) == ["czj", "yxz"]
    again = client.post("/start/slips/", sent, follow=True).content.decode()
    assert "刚才已经出过" in again
    assert ticked(again)["bodies"] == []


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [({"address": "10.1.2.3"}, "网址写成"), ({"bodies": []}, "请至少选一个单位"), ({"address": ""}, "必填")],
)
def test_what_is_missing_is_said_and_no_account_is_opened(
    cast: Cast, township: Body, signed_in: SignIn, typed: dict[str, Any], sentence: str
) -> None:
    client = signed_in("sysadmin")
    sent = ticked(client.get("/start/slips/").content.decode()) | {"bodies": [township.ref]} | typed
    answer = client.post("/start/slips/", sent)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert ticked(answer.content.decode())["bodies"] == sent["bodies"]
    assert not RoleGrant.objects.filter(body=township).exists()


def test_a_supervisor_has_no_page_of_slips(cast: Cast, signed_in: SignIn) -> None:
    assert signed_in("zhoumin").get("/start/slips/").status_code == 403


def test_an_office_without_bodies_is_sent_to_the_directory_first(cast: Cast, signed_in: SignIn) -> None:
    Body.objects.filter(office=cast.city).update(closed_on=DAY)
    assert "还没有单位" in signed_in("sysadmin").get("/start/slips/").content.decode()


# ——— the command ———


def test_the_command_writes_slips_that_only_the_owner_reads(
    cast: Cast, finance: Body, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "账号单.docx"
    command = ["accounts", "slips", str(out), "--address", ADDRESS, "--office", cast.city.name]
    assert main(command) == 0
    given = passwords(out.read_bytes())
    assert list(given) == ["czj"]
    assert out.stat().st_mode & 0o077 == 0
    assert given["czj"] not in capsys.readouterr().out
    assert main(command) == 2
    assert "各单位都有账号了" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        (["--address", "10.1.2.3"], "网址写成"),
        (["--address", ADDRESS, "--body", "市外星局"], "市外星局不在"),
        (["--address", ADDRESS, "--office", "哪里也没有"], "请用 --office 写明"),
    ],
)
@pytest.mark.usefixtures("finance")
def test_a_command_that_cannot_be_done_opens_nothing_and_leaves_no_file(
    cast: Cast, tmp_path: Path, capsys: pytest.CaptureFixture[str], more: list[str], sentence: str
) -> None:
    out = tmp_path / "账号单.docx"
    assert main(["accounts", "slips", str(out), "--office", cast.city.name, *more]) == 2
    assert sentence in capsys.readouterr().err
    assert not out.exists()
    assert not RoleGrant.objects.filter(body__name="市财政局").exists()


def test_a_batch_that_is_refused_leaves_no_file(
    cast: Cast, finance: Body, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(*_: object, **__: object) -> bytes:
        raise Refused("别人刚刚开通了。")

    monkeypatch.setattr(giving, "give_out", refuse)
    out = tmp_path / "账号单.docx"
    assert main(["accounts", "slips", str(out), "--address", ADDRESS, "--office", cast.city.name]) == 2
    assert "别人刚刚开通了" in capsys.readouterr().err
    assert not out.exists()


def test_a_file_that_is_there_is_not_written_over(
    cast: Cast, finance: Body, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "账号单.docx"
    out.write_bytes(b"earlier")
    assert main(["accounts", "slips", str(out), "--address", ADDRESS, "--office", cast.city.name]) == 2
    assert "已经有了" in capsys.readouterr().err
    assert out.read_bytes() == b"earlier"
