"""Encrypting under a data subject's key, destroying it, rotating what wraps it, and what a wrong key file says."""

from __future__ import annotations

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.db import connection
from pytest_django import DjangoAssertNumQueries

from luoshi.cli import main
from luoshi.keys import api, rotation
from luoshi.keys.models import SubjectKey
from luoshi.keys.ring import make_ring, ring
from luoshi.keys.rotation import retire, rotate, verify_keys

AT = dt.datetime(2026, 3, 9, 1, 30, tzinfo=dt.UTC)
pytestmark = pytest.mark.django_db


def test_what_is_encrypted_for_a_subject_can_be_read_again(key_file: Path) -> None:
    text = api.encrypt_for("r7", "330102199001011234", purpose="id")
    assert text.startswith("enc1:")
    assert api.decrypt_for("r7", text, purpose="id") == "330102199001011234"


def test_a_subject_has_one_key_and_two_subjects_have_two(key_file: Path) -> None:
    for ref in ("r7", "r7", "r8"):
        api.encrypt_for(ref, "x")
    assert SubjectKey.objects.count() == 2


def test_the_same_text_never_looks_the_same(key_file: Path) -> None:
    assert api.encrypt_for("r7", "x") != api.encrypt_for("r7", "x")


@pytest.mark.parametrize("text", ["", "enc1:", "enc1:AAAA", "随便写的", "enc1:!!"])
def test_what_is_no_ciphertext_is_refused_with_a_sentence(key_file: Path, text: str) -> None:
    with pytest.raises(api.KeyTrouble, match="与所属对象不符"):
        api.decrypt_for("r7", text)


def test_a_ciphertext_moved_to_another_subject_is_refused(key_file: Path) -> None:
    api.encrypt_for("r8", "x")
    with pytest.raises(api.KeyTrouble, match="与所属对象不符"):
        api.decrypt_for("r8", api.encrypt_for("r7", "x"))


def test_after_destruction_nothing_can_be_read_or_written_for_the_subject(key_file: Path) -> None:
    text = api.encrypt_for("r7", "x")
    other = api.encrypt_for("r8", "y")
    assert api.destroy("r7", at=AT)
    with pytest.raises(api.Destroyed, match="已按规定销毁（2026年3月9日）"):
        api.decrypt_for("r7", text)
    with pytest.raises(api.Destroyed):
        api.encrypt_for("r7", "z")
    assert api.decrypt_for("r8", other) == "y"
    assert not bytes(SubjectKey.objects.get(subject_ref="r7").wrapped)


def test_destroying_again_keeps_the_day_of_the_first_time(key_file: Path) -> None:
    api.encrypt_for("r7", "x")
    api.destroy("r7", at=AT)
    assert not api.destroy("r7", at=AT + dt.timedelta(days=9))
    assert SubjectKey.objects.get().destroyed_at == AT


@pytest.mark.django_db(transaction=True)
def test_a_destroyed_key_is_overwritten_in_the_file_of_the_database(key_file: Path) -> None:
    if connection.vendor != "sqlite":
        return  # PostgreSQL's vacuum is not ours to test
    api.encrypt_for("r7", "x")
    api.encrypt_for("r8", "y")
    secret = bytes(SubjectKey.objects.get(subject_ref="r7").wrapped)[-48:]
    file = Path(str(connection.settings_dict["NAME"]))

    def left() -> list[int]:
        """Where in the key eight of its bytes still stand in the file."""
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        data = file.read_bytes()
        return [start for start in range(len(secret) - 7) if secret[start : start + 8] in data]

    assert len(left()) == 41
    api.destroy("r7", at=AT)
    assert left() == []


def test_rotation_keeps_everything_readable(key_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rotation, "BATCH", 2)
    texts = {f"r{number}": api.encrypt_for(f"r{number}", f"第{number}个") for number in range(5)}
    before = ring().current
    done = rotate(at=AT)
    assert (done.rewrapped, done.resumed) == (5, False)
    assert done.master == ring().current != before
    assert set(SubjectKey.objects.values_list("master", flat=True)) == {done.master}
    assert [api.decrypt_for(ref, text) for ref, text in texts.items()] == [f"第{number}个" for number in range(5)]


def test_a_rotation_cut_short_is_finished_by_the_next_one(key_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rotation, "BATCH", 2)
    texts = {f"r{number}": api.encrypt_for(f"r{number}", "x") for number in range(5)}

    def stop(done: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rotate(at=AT, progress=stop)
    assert {api.decrypt_for(ref, text) for ref, text in texts.items()} == {"x"}
    done = rotate(at=AT)
    assert (done.rewrapped, done.resumed) == (3, True)
    assert len(ring().masters) == 2
    assert verify_keys() == (5, [])


def test_an_old_master_key_leaves_only_when_nothing_needs_it(key_file: Path) -> None:
    api.encrypt_for("r7", "x")
    old = ring().current
    with pytest.raises(api.KeyTrouble, match="还在使用"):
        retire(old)
    rotate(at=AT)
    retire(old)
    assert old not in ring().masters
    assert verify_keys() == (1, [])


def test_rotation_leaves_seals_and_digests_alone(key_file: Path) -> None:
    before = api.seal_key(), api.equality_digest("id", "330102199001011234")
    rotate(at=AT)
    assert (api.seal_key(), api.equality_digest("id", "330102199001011234")) == before


def test_equal_numbers_have_equal_digests_however_they_are_typed(key_file: Path) -> None:
    digest = api.equality_digest("id", "33010219900101123X")
    assert api.equality_digest("id", " 33010219900101１２３x ") == digest
    assert api.equality_digest("phone", "33010219900101123X") != digest
    assert api.equality_digest("id", "330102199001011234") != digest


def test_the_key_file_of_another_installation_is_recognised(key_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = api.encrypt_for("r7", "x")
    SubjectKey.objects.all().update(subject_ref="aside")
    kept = list(SubjectKey.objects.values())
    SubjectKey.objects.all().delete()
    key_file.unlink()
    make_ring()
    SubjectKey.objects.create(**{**kept[0], "subject_ref": "r7"})
    with pytest.raises(api.KeyTrouble, match="可能用错了密钥文件"):
        api.decrypt_for("r7", text)
    assert main(["keys", "verify"]) == 1
    assert "1 个打不开" in capsys.readouterr().out


def test_a_wrapped_key_that_was_changed_is_found(key_file: Path) -> None:
    api.encrypt_for("r7", "x")
    row = SubjectKey.objects.get()
    row.wrapped = bytes(row.wrapped)[:-1] + bytes([bytes(row.wrapped)[-1] ^ 1])
    row.save()
    assert [sentence[:5] for sentence in verify_keys()[1]] == ["数据密钥 "]


def test_a_lost_key_file_is_never_replaced_in_silence(key_file: Path) -> None:
    api.encrypt_for("r7", "x")
    key_file.unlink()
    with pytest.raises(api.KeyTrouble, match="数据库中已有加密数据"):
        ring()
    assert not key_file.exists()


def test_a_lost_key_file_is_missed_too_where_only_seals_were_made(key_file: Path) -> None:
    (key_file.parents[1] / "seals.jsonl").write_text("{}\n")
    with pytest.raises(api.KeyTrouble, match="留痕已经封存过"):
        api.seal_key()


@pytest.mark.django_db(transaction=True)
def test_processes_that_start_together_agree_on_one_key_file_and_one_key_a_subject(key_file: Path) -> None:
    def first_use(number: int) -> str:
        text = api.encrypt_for("r7", f"第{number}个")
        connection.close()
        return text

    with ThreadPoolExecutor(8) as pool:
        texts = list(pool.map(first_use, range(16)))
    assert [api.decrypt_for("r7", text) for text in texts] == [f"第{number}个" for number in range(16)]
    assert SubjectKey.objects.count() == 1
    assert [path.name for path in key_file.parent.iterdir()] == [key_file.name]


@pytest.mark.parametrize("content", ["", "{", "[]", '{"luoshi_keys": 2}', '{"luoshi_keys": 1, "masters": {}}', "钥"])
def test_a_damaged_key_file_is_refused_with_a_sentence(key_file: Path, content: str) -> None:
    key_file.parent.mkdir()
    key_file.touch(mode=0o600)
    key_file.write_text(content, encoding="utf-8")
    with pytest.raises(api.KeyTrouble, match="不完整或已损坏"):
        ring()
    assert key_file.read_text(encoding="utf-8") == content


def test_the_key_file_is_for_its_owner_only(key_file: Path) -> None:
    make_ring()
    assert key_file.stat().st_mode & 0o777 == 0o600
    key_file.chmod(0o640)
    with pytest.raises(api.KeyTrouble, match="chmod 600"):
        ring()


def test_reading_costs_one_query_a_value(key_file: Path, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    text = api.encrypt_for("r7", "x")
    with django_assert_num_queries(1):
        api.decrypt_for("r7", text)


def test_the_commands_say_what_there_is(key_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["keys", "init"]) == 0
    assert "已建立密钥文件" in capsys.readouterr().out
    assert main(["keys", "init"]) == 0
    assert "已存在" in capsys.readouterr().out
    assert main(["keys", "rotate"]) == 0
    old = next(iter(ring().masters))
    assert main(["keys", "retire", old]) == 0
    assert main(["keys", "retire", old]) == 2
    assert main(["keys", "status"]) == 0
    shown = capsys.readouterr().out
    assert f"主密钥 {ring().current}（当前）：0 个数据密钥" in shown
    assert "SM4-GCM" in shown
