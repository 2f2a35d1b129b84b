"""An argument parser that speaks Chinese, so that a wrong command is answered in the language of whoever typed it."""

from __future__ import annotations

import argparse
import errno
import re
from collections.abc import Iterable
from typing import Any, NoReturn

_SENTENCES = (
    (r"the following arguments are required: (.+)", r"还缺少：\1。"),
    (r"unrecognized arguments: (.+)", r"看不懂：\1。"),
    (r"argument (.+): expected .*argument.*", r"\1 后面缺少内容。"),
    (r"argument (.+): invalid choice: (.+?) \(choose from (.+)\)", r"\1 没有 \2，可用的有：\3。"),
    (r"argument (.+): invalid \w+ value: (.+)", r"\1 不能是 \2。"),
    (r"argument (.+): not allowed with argument (.+)", r"\1 不能与 \2 同时使用。"),
    (r"one of the arguments (.+) is required", r"以下各项须选一项：\1。"),
    (r"ambiguous option: (.+) could match (.+)", r"\1 不够明确，可能是：\2。"),
    (r"argument (.+?): (“.+)", r"\1：\2"),  # a kind of argument that says itself what is wrong
)


class ChineseParser(argparse.ArgumentParser):
    """``argparse.ArgumentParser`` with Chinese help and errors; its subparsers are of the same kind."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - handed on as they are
        kwargs.setdefault("formatter_class", _ChineseFormatter)
        super().__init__(*args, **{**kwargs, "add_help": False})
        self._positionals.title = "参数"
        self._optionals.title = "选项"
        self.add_argument("-h", "--help", action="help", help="显示这份说明")

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and where the help is; exit code 2."""
        self.exit(2, f"{in_chinese(message)}用法见：{self.prog} --help\n")


class _ChineseFormatter(argparse.HelpFormatter):
    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)


def in_chinese(message: str) -> str:
    """What argparse complains about as a Chinese sentence; a complaint it has no sentence for is handed on."""
    for pattern, sentence in _SENTENCES:
        if re.fullmatch(pattern, message, re.DOTALL):
            return re.sub(pattern, sentence, message, flags=re.DOTALL)
    return f"{message}。"


def count(text: str) -> int:
    """A kind of argument: a whole number, 0 or more."""
    if not (text.isascii() and text.isdecimal() and len(text) < 10):
        raise argparse.ArgumentTypeError(f"“{text}”不是个数，请写成 20 这样的整数。")
    return int(text)


_WHY = {
    errno.ENOENT: "没有这个文件或文件夹",
    errno.EISDIR: "这是文件夹，不是文件",
    errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.ENOSPC: "磁盘已满",
    errno.EROFS: "磁盘只能读",
    errno.ENAMETOOLONG: "文件名太长",
    errno.ELOOP: "链接绕成了圈",
    errno.EADDRINUSE: "已被别的程序占用",
    errno.EEXIST: "已经有同名的文件",
}


def why(error: OSError) -> str:
    """What the system complains about, in Chinese."""
    return _WHY.get(error.errno or 0, error.strerror or "系统没有说明原因")
