"""Handing files in and out: refused before it is stored, seen by those who may, never run in the browser."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

import pytest
from django.db.models import Q
from django.http import HttpResponseBase
from django.test import RequestFactory

from luoshi.bodies.models import Office
from luoshi.cli import main
from luoshi.files import access, operations, views
from luoshi.files.jobs import sweep_orphans
from luoshi.files.models import Confidentiality, File
from luoshi.files.operations import clean_name, known_to, store
from luoshi.journal.acting import Acting
from luoshi.journal.events import history
from luoshi.journal.models import AccessAct, AccessEntry
from luoshi.journal.refusal import Denied, Refused, Unseen

Keep = Callable[..., File]


def get(file: File, by: Acting) -> HttpResponseBase:
    request = RequestFactory().get(f"/files/{file.ref}")
    request.acting = by  # type: ignore[attr-defined]
    return views.download(request, file.ref)


def body(response: HttpResponseBase) -> bytes:
    return b"".join(response)  # type: ignore[arg-type]


def test_a_file_is_stored_named_and_journalled(keep: Keep, liqiang: Acting) -> None:
    file = keep(liqiang)
    [entry] = history(file)
    assert entry.data["sha256"] == [None, file.sha256]
    assert (file.name, file.size, file.media_type, file.uploaded_by) == ("报告.pdf", 15, "application/pdf", "liqiang")
    assert store().path(file.sha256).exists()


def test_a_refused_file_has_never_been_on_the_disk(keep: Keep, liqiang: Acting, folder: Path) -> None:
    def secret(name: str, content: BinaryIO) -> None:
        if "机密".encode() in content.read():
            raise Refused("标有密级，没有保存。")

    with pytest.raises(Refused, match="标有密级"):
        keep(liqiang, "机密★1年".encode(), refuse_if=secret)
    assert not folder.exists()
    assert not File.objects.exists()
    assert keep(liqiang, "公开".encode(), refuse_if=secret).size == 6, "looking does not use the content up"


@pytest.mark.parametrize(
    ("data", "given", "sentence"),
    [
        (b"", {}, "空文件"),
        (b"x" * 2_000_000, {"limit": 1024 * 1024}, "超过 1 MB"),
        (b"x", {"label": "secret"}, "请选择标识"),
    ],
)
def test_what_cannot_be_kept_is_refused_with_a_sentence(
    keep: Keep, liqiang: Acting, data: bytes, given: dict[str, object], sentence: str
) -> None:
    with pytest.raises(Refused, match=sentence):
        keep(liqiang, data, **given)
    assert not File.objects.exists()


def test_the_same_token_keeps_a_file_once(keep: Keep, liqiang: Acting) -> None:
    assert keep(liqiang, token="t1") == keep(liqiang, token="t1")
    assert File.objects.count() == 1


def test_the_auditor_and_the_next_county_hand_nothing_in(keep: Keep, office: Office, chenjing: Acting) -> None:
    with pytest.raises(Unseen):
        keep(chenjing)
    with pytest.raises(Denied, match="只能查看"):
        keep(Acting(office=office.pk, account="a", name="审计", roles=frozenset({"auditor"})))


def test_a_file_is_seen_by_its_uploader_and_by_the_office_and_by_nobody_else(
    keep: Keep, zhoumin: Acting, liqiang: Acting, wangfang: Acting, chenjing: Acting
) -> None:
    file = keep(liqiang)
    assert [body(get(file, person)) for person in (zhoumin, liqiang)] == [b"%PDF-1.7 report"] * 2
    for person in (wangfang, chenjing):
        with pytest.raises(Unseen):
            get(file, person)


def test_what_a_file_is_attached_to_lets_others_see_it(
    keep: Keep, liqiang: Acting, wangfang: Acting, chenjing: Acting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(access, "_sights", [])
    access.grants_sight(
        lambda acting: Q(name="共同办理.pdf") if acting.account in {"wangfang", "chenjing"} else Q(pk=0)
    )
    shared, own = keep(liqiang, name="共同办理.pdf"), keep(liqiang)
    assert list(File.objects.visible_to(wangfang)) == [shared]
    assert not File.objects.visible_to(chenjing).exists()
    assert set(File.objects.visible_to(liqiang)) == {shared, own}


def test_that_a_file_is_known_is_said_only_to_who_may_see_it(
    keep: Keep, zhoumin: Acting, liqiang: Acting, wangfang: Acting
) -> None:
    file = keep(liqiang)
    assert [known_to(person, file.sha256) for person in (zhoumin, liqiang, wangfang)] == [file, file, None]


@pytest.mark.parametrize("data", [b"<html><script>alert(1)</script>", b"<svg onload='alert(1)'>", b"%PDF-1.7", b"text"])
def test_what_a_browser_could_run_is_only_ever_saved(keep: Keep, liqiang: Acting, data: bytes) -> None:
    response = get(keep(liqiang, data, name="x.png"), liqiang)
    assert response.headers["Content-Type"] == "application/octet-stream"
    assert response.headers["Content-Disposition"] == 'attachment; filename="x.png"'
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response.headers["Content-Security-Policy"]
    assert response.headers["Cache-Control"] == "private, no-store"


def test_a_chinese_name_arrives_whole(keep: Keep, liqiang: Acting) -> None:
    shown = get(keep(liqiang, b"\x89PNG\r\n\x1a\n", name='督办 "台账".png'), liqiang)
    assert shown.headers["Content-Type"] == "image/png"
    assert shown.headers["Content-Disposition"].startswith("inline; filename*=utf-8''%E7%9D%A3%E5%8A%9E")


def test_a_look_at_a_work_secret_is_noted(keep: Keep, liqiang: Acting, zhoumin: Acting) -> None:
    get(keep(liqiang), zhoumin)
    assert not AccessEntry.objects.filter(act=AccessAct.LOOKED).exists()
    get(keep(liqiang, label=Confidentiality.WORK_SECRET), zhoumin)
    assert AccessEntry.objects.get(act=AccessAct.LOOKED).account == "zhoumin"


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("C:\\文件\\纪要.docx", "纪要.docx"),
        ("../../etc/passwd", "passwd"),
        ("报告\u202egpj.exe", "报告gpj.exe"),
        ("\0\n", "未命名"),
        ("长" * 300 + ".docx", "长" * 195 + ".docx"),
    ],
)
def test_a_name_is_kept_without_what_deceives(given: str, kept: str) -> None:
    assert clean_name(given) == kept


def test_verify_reports_what_is_missing_or_changed(
    keep: Keep, liqiang: Acting, capsys: pytest.CaptureFixture[str]
) -> None:
    sound, gone, changed = keep(liqiang, b"1"), keep(liqiang, b"22", name="丢失.pdf"), keep(liqiang, b"333")
    assert main(["files", "verify"]) == 0
    store().path(gone.sha256).unlink()
    store().path(changed.sha256).write_bytes(b"334")
    capsys.readouterr()
    assert main(["files", "verify"]) == 1
    shown = capsys.readouterr().out
    assert f"“丢失.pdf”（{gone.ref}）的内容找不到" in shown
    assert f"（{changed.ref}）的内容与登记时不一致" in shown
    assert sound.ref not in shown
    assert main(["files", "verify", "--quick"]) == 1
    assert "共 3 个文件，1 个有问题" in capsys.readouterr().out
    with pytest.raises(Refused, match="内容找不到了"):
        get(gone, liqiang)


def test_a_crash_between_write_and_commit_leaves_an_orphan_that_the_sweep_removes(
    keep: Keep, liqiang: Acting, monkeypatch: pytest.MonkeyPatch, folder: Path
) -> None:
    def crash(*_args: object, **_given: object) -> None:
        raise KeyboardInterrupt

    kept = keep(liqiang, b"kept")
    monkeypatch.setattr(operations, "found", crash)
    with pytest.raises(KeyboardInterrupt):
        keep(liqiang, b"orphan")
    assert File.objects.get() == kept
    assert len(list(store().digests())) == 2
    later = dt.datetime.now(tz=dt.UTC) + dt.timedelta(days=2)
    assert sweep_orphans(at=later).trashed == 1
    assert sweep_orphans(at=later + dt.timedelta(days=2)).deleted == 1
    assert list(store().digests()) == [kept.sha256]
    assert not [path for path in folder.rglob("*") if path.is_file() and path.name != kept.sha256]
