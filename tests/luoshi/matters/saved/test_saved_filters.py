"""Saved filters: counted as whoever looks sees them, one's own to change, shared by the supervision office alone."""

from __future__ import annotations

import html
import re
from collections.abc import Callable

import pytest
from django.test import Client

from build_matters import handed_out
from cast import AT, Cast, cast, signed_in
from luoshi.journal.refusal import Denied, Refused, Unseen
from luoshi.matters.models import SavedView
from luoshi.matters.operations import keep_view, remove_view, revise_view

__all__ = ["cast", "signed_in"]
SignIn = Callable[[str], Client]


@pytest.fixture(autouse=True)
def _on_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: AT)


def chips(client: Client) -> list[str]:
    text = html.unescape(client.get("/matters/?group=all").content.decode())
    found = re.search(r'aria-label="常用筛选">(.*?)</ul>', text, re.DOTALL)
    each = re.findall(r"<a class=\"chip[^>]*>(.*?)</a>", found[1], re.DOTALL) if found else []
    return [" ".join(re.sub(r"<[^>]+>", " ", one).split()) for one in each if "管理" not in one]


def kept(cast: Cast, login: str = "zhoumin", name: str = "水务", **more: object) -> SavedView:
    query = f"body={cast.water.ref}"
    return keep_view(cast.city, by=cast.acting(login), at=AT, name=name, query=query, **more)  # type: ignore[arg-type]


def test_a_filter_is_kept_from_the_list_and_stands_above_it_with_its_count(cast: Cast, signed_in: SignIn) -> None:
    handed_out(cast, "水务的", lead=cast.water)
    handed_out(cast, "教育的")
    client = signed_in("zhoumin")
    answer = client.post(
        "/matters/saved/", {"name": "水务的事", "query": f"body={cast.water.ref}&after=x", "token": "t-1"}
    )
    assert answer["Location"] == f"/matters/?body={cast.water.ref}"
    again = client.post("/matters/saved/", {"name": "水务的事", "query": f"body={cast.water.ref}", "token": "t-1"})
    assert again.status_code == 302, "a second press is the same act"
    assert chips(client) == ["水务的事 1"]
    assert SavedView.objects.count() == 1


def test_a_shared_filter_counts_for_each_what_he_sees(cast: Cast, signed_in: SignIn) -> None:
    kept(cast, shared=True)
    kept(cast, name="我的")
    handed_out(cast, lead=cast.water)
    assert chips(signed_in("zhoumin")) == ["水务（共用） 1", "我的 1"]
    assert chips(signed_in("wangfang")) == ["水务（共用） 1"]
    assert chips(signed_in("liqiang")) == ["水务（共用） 0"]
    assert chips(signed_in("chenjing")) == []


def test_only_the_owner_changes_it_and_only_the_office_shares(cast: Cast, signed_in: SignIn) -> None:
    view = kept(cast, shared=True)
    given = {"name": "改名", "shared": True, "is_default": False}
    with pytest.raises(Denied):
        revise_view(view, by=cast.acting("wangfang"), at=AT, **given)  # type: ignore[arg-type]
    with pytest.raises(Unseen):
        revise_view(view, by=cast.acting("chenjing"), at=AT, **given)  # type: ignore[arg-type]
    with pytest.raises(Denied):
        remove_view(view, by=cast.acting("wangfang"), at=AT)
    with pytest.raises(Denied, match="由督查室设置"):
        kept(cast, "wangfang", name="王芳的", shared=True)
    own = kept(cast, name="另一个")
    assert signed_in("wangfang").post(f"/matters/saved/{own.ref}/remove/").status_code == 404


def test_a_name_is_given_once_and_not_too_long(cast: Cast, signed_in: SignIn) -> None:
    kept(cast)
    for name in ("水务", " 水务 ", "", "长" * 21):
        with pytest.raises(Refused):
            kept(cast, name=name)
    answer = signed_in("zhoumin").post("/matters/saved/", {"name": "水务", "query": "group=done"})
    assert answer.status_code == 422
    assert "您已有一个叫“水务”的筛选" in answer.content.decode()
    assert 'value="group=done"' in answer.content.decode(), "what was to be kept is not lost"
    remove_view(SavedView.objects.get(), by=cast.acting("zhoumin"), at=AT)
    assert kept(cast).name == "水务"


def test_the_default_opens_the_list_and_there_is_one(cast: Cast, signed_in: SignIn) -> None:
    first, second = kept(cast), kept(cast, name="另一个")
    client = signed_in("zhoumin")
    for view in (first, second):
        form = {"name": view.name, "is_default": "on", "seen_seq": view.seq}
        assert client.post(f"/matters/saved/{view.ref}/", form).status_code == 302
    assert [view.name for view in SavedView.objects.filter(is_default=True)] == ["另一个"]
    assert client.get("/matters/")["Location"] == f"/matters/?{second.query}"
    assert client.get("/matters/?group=running").status_code == 200, "there is a way to everything"
    assert signed_in("wangfang").get("/matters/").status_code == 200, "nobody else's list opens with it"


def test_a_stale_form_is_refused_with_what_was_typed(cast: Cast, signed_in: SignIn) -> None:
    view = kept(cast)
    seen = view.seq
    revise_view(view, by=cast.acting("zhoumin"), at=AT, name="换过名", shared=False, is_default=False)
    answer = signed_in("zhoumin").post(f"/matters/saved/{view.ref}/", {"name": "新名字", "seen_seq": seen})
    assert answer.status_code == 422
    assert 'value="新名字"' in answer.content.decode()
    assert SavedView.objects.get().name == "换过名"
