"""A wrong command is answered with a Chinese sentence and exit code 2, and changes nothing."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from jiyao.parser import in_chinese
from luoshi import cli
from luoshi.journal.refusal import Refused
from luoshi.serving import Address

CHINESE = re.compile(r"[一-鿿]")
ENGLISH = re.compile(r"\b(?:argument|error|usage|required|invalid|unrecognized|choose|positional|options)\b")


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ([], "还缺少：命令。"),
        (["nothing"], "没有 'nothing'"),
        (["serve", "--address"], "--address 后面缺少内容。"),
        (["serve", "--port", "8000"], "看不懂：--port 8000。"),
        (["serve", "--address", "here"], "here 不是可用的地址"),
        (["serve", "--address", "127.0.0.1:70000"], "不是可用的地址"),
    ],
)
def test_a_wrong_command_is_answered_in_chinese(
    command: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    try:
        code: object = cli.main(command)
    except SystemExit as stopped:
        code = stopped.code
    answer = capsys.readouterr().err
    assert code == 2
    assert said in answer
    assert not ENGLISH.search(answer)


def test_the_help_is_chinese_for_every_verb(capsys: pytest.CaptureFixture[str]) -> None:
    for command in ([], ["serve"], ["demo"], ["migrate"], ["journal"], ["journal", "export"]):
        with pytest.raises(SystemExit, match="0"):
            cli.main([*command, "--help"])
        said = capsys.readouterr().out
        assert CHINESE.search(said)
        assert not ENGLISH.search(said)


def test_a_complaint_without_a_sentence_is_handed_on() -> None:
    assert in_chinese("something else went wrong") == "something else went wrong。"


def test_a_refusal_of_a_command_is_its_sentence_and_code_2(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(_args: object) -> int:
        raise Refused("数据库正在升级，请稍后再试。")

    monkeypatch.setattr(cli, "_migrate", refuse)
    assert cli.main(["migrate"]) == 2
    assert capsys.readouterr().err == "数据库正在升级，请稍后再试。\n"


@pytest.mark.parametrize(("text", "address"), [("8000", "127.0.0.1:8000"), ("0.0.0.0:80", "0.0.0.0:80")])
def test_an_address_may_leave_out_the_host(text: str, address: str) -> None:
    assert str(Address.read(text)) == address


def test_a_taken_port_is_refused_with_the_way_out() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        obstacle = Address("127.0.0.1", port).obstacle()
    assert obstacle is not None
    assert f"--address 127.0.0.1:{port + 1}" in obstacle
    assert Address("127.0.0.1", port).obstacle() is None


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({"LUOSHI_DATABASE": "mysql://root@localhost/luoshi"}, "LUOSHI_DATABASE 应写成 postgresql://"),
        ({"LUOSHI_DATABASE": "postgresql://luoshi@localhost:port/luoshi"}, "LUOSHI_DATABASE 应写成 postgresql://"),
        ({"LUOSHI_DATABASE": "postgresql://luoshi@127.0.0.1:9/luoshi"}, "数据库不能用"),
        ({"LUOSHI_DATA": "/proc/nowhere"}, "/proc/nowhere"),
    ],
)
def test_an_environment_that_cannot_work_is_refused(environment: dict[str, str], said: str, tmp_path: Path) -> None:
    done = _run(["migrate"], {"LUOSHI_DATA": str(tmp_path)} | environment)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("command", ["migrate", "matters verify", "backup {}/备份"])
def test_a_database_that_is_none_is_refused(command: str, tmp_path: Path) -> None:
    (tmp_path / "luoshi.sqlite3").write_bytes(b"no database at all" * 400)
    done = _run(command.format(tmp_path).split(), {"LUOSHI_DATA": str(tmp_path)})
    assert done.returncode == 2
    assert done.stderr.startswith("数据库")
    assert "Traceback" not in done.stderr


def test_a_key_file_of_stray_bytes_is_refused(tmp_path: Path) -> None:
    (tmp_path / "keys").mkdir()
    (tmp_path / "keys" / "session.key").write_bytes(b"\xb1\xfe")
    done = _run(["migrate"], {"LUOSHI_DATA": str(tmp_path)})
    assert done.returncode == 2
    assert "请从备份恢复这个文件" in done.stderr


def test_an_unknown_command_of_django_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["manage", "nothing"]) == 2
    assert capsys.readouterr().err == "没有管理命令“nothing”。有哪些，请看 luoshi manage help。\n"


def test_a_host_of_elsewhere_is_refused_with_the_ways_to_write_it() -> None:
    for host in ("203.0.113.7", "nowhere.invalid"):
        assert "不是本机的地址。请写 127.0.0.1" in str(Address(host, 8000).obstacle())


def test_nothing_is_served_from_a_database_that_is_not_ready(tmp_path: Path) -> None:
    done = _run(["serve", "--address", f"127.0.0.1:{_free_port()}"], {"LUOSHI_DATA": str(tmp_path)})
    assert done.returncode == 2
    assert "luoshi migrate" in done.stderr


@pytest.mark.parametrize(
    "command",
    [
        "matters verify",
        "journal verify",
        "ledger import {}/台账.csv",
        "print one-page --out {}/一页纸.docx",
        "files sweep",
        "keys status",
        "worker",
        "accounts slips --address http://10.0.0.2:8000 {}/账号.docx",
        "search rebuild",
        "directory import 机构名录 {}/台账.csv",
        "backup {}/备份",
    ],
)
def test_every_command_says_what_to_do_where_no_database_is(command: str, tmp_path: Path) -> None:
    (tmp_path / "台账.csv").write_text("序号,事项\n1,修路\n")
    done = _run(command.format(tmp_path).split(), {"LUOSHI_DATA": str(tmp_path / "data")})
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert "luoshi migrate" in done.stderr


def test_the_demo_answers_its_address_and_the_second_start_keeps_the_data(tmp_path: Path) -> None:
    first, second = (_started(tmp_path) for _ in range(2))
    assert first[0] == second[0] == 200
    assert first[1] == second[1]
    assert any("/meetings/" in line for line in first[1])
    assert (tmp_path / "luoshi.sqlite3").exists()


def _started(data: Path) -> tuple[int, list[str]]:
    """Start the demo, ask for its first page, stop it; the status, and the paths of the pages it named."""
    address = f"127.0.0.1:{_free_port()}"
    env = _environment({"LUOSHI_DATA": str(data)})
    command = [sys.executable, "-m", "luoshi", "demo", "--address", address]
    with subprocess.Popen(command, env=env, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            until = time.monotonic() + 300
            named = []
            while "已就绪" not in (line := server.stdout.readline()):
                assert line
                assert time.monotonic() < until
                named += re.findall(rf"http://{address}(/\S+)", line)
            with urllib.request.urlopen(f"http://{address}/", timeout=30) as answer:
                return int(answer.status), named
        finally:
            server.terminate()


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _run(command: list[str], environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "luoshi", *command],
        env=_environment(environment),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def _environment(more: dict[str, str]) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("LUOSHI_", "DJANGO_"))}
    return kept | {"PYTHONPATH": str(Path(cli.__file__).parents[1])} | more
