"""``python -m jiyao FILE…``: readings as JSON, one a line, or in another form (``--format``). ``evaluate GOLD TEXTS``: how well it reads.

``corpus DIR --out readings.parquet``: a whole archive, on all cores.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Protocol

from jiyao import corpus, evaluate, read
from jiyao.console import run
from jiyao.export import FORMS, json_lines, write
from jiyao.intake import LIMIT, Unreadable
from jiyao.intake.files import Contents, read_file
from jiyao.parser import ChineseParser, why
from jiyao.reading import Reading
from jiyao.text import Text

_FAILED = 2


class Command(Protocol):
    """A module that reads something else than files named one by one."""

    def parser(self) -> argparse.ArgumentParser: ...

    def main(self, argv: list[str]) -> int: ...


COMMANDS: dict[str, Command] = {"evaluate": evaluate, "corpus": corpus}


def main(argv: list[str] | None = None) -> int:
    """Run the command; the exit code is 2 where something could not be read or written."""
    given = sys.argv[1:] if argv is None else argv
    return run(lambda: _main(given))


def _main(argv: list[str]) -> int:
    """Print the readings of each file; a file that cannot be read is told on stderr."""
    if argv and argv[0] in COMMANDS:
        return COMMANDS[argv[0]].main(argv[1:])
    args = parser().parse_args(argv)
    if args.format == "xlsx" and args.out is None:
        print("工作簿不能打印在屏幕上。请加 --out 文件名.xlsx。", file=sys.stderr)
        return _FAILED
    told = _Told()
    pairs = [
        (text, reading) for path in args.files for text in told.texts(path, ocr=args.ocr) for reading in read(text)
    ]
    if not _put_out(pairs, args):
        return _FAILED
    return _FAILED if told.failed else 0


def parser() -> argparse.ArgumentParser:
    """What the command takes where no other command is named."""
    made = ChineseParser(
        prog="python -m jiyao",
        description="读会议通稿、纪要、任务分解表，输出结构化结果。文件可以是 txt、docx、pdf、ofd、html、xlsx、csv 或装有它们的 zip。",
        epilog="另有两个命令：python -m jiyao evaluate --help（按标准答案计分），python -m jiyao corpus --help（读整个文件夹）。",
    )
    made.add_argument("files", nargs="+", type=Path, metavar="文件")
    made.add_argument(
        "--format", choices=FORMS, default="json", help="输出格式：json（默认，每行一次会议）、csv、xlsx、md、akn"
    )
    made.add_argument("--out", type=Path, metavar="输出文件", help="写入文件，不打印")
    made.add_argument("--indent", action="store_true", help="JSON 缩进输出，便于阅读")
    made.add_argument("--ocr", action="store_true", help="扫描的 PDF 用文字识别来读（需要装 requirements/ocr.txt）")
    return made


class _Told:
    """Reads files and tells on stderr what could not be read and what was noted."""

    def __init__(self) -> None:
        self.failed = False

    def texts(self, path: Path, *, ocr: bool = False) -> Iterator[Text]:
        try:
            contents = _contents(path, ocr=ocr)
        except IsADirectoryError:
            self._tell(path, f"这是文件夹。读整个文件夹请用 python -m jiyao corpus {path} --out 输出文件.parquet。")
        except OSError as error:
            self._tell(path, f"打不开（{why(error)}）。请检查路径和权限。")
        except Unreadable as error:
            self._tell(path, error.sentence)
        else:
            for refusal in contents.refused:
                self._tell(f"{path}：{refusal.name}", refusal.sentence)
            for text in contents.texts:
                for remark in text.remarks:
                    print(f"{text.name or path}：{remark}", file=sys.stderr)
                yield text

    def _tell(self, what: Path | str, sentence: str) -> None:
        print(f"{what}：{sentence}", file=sys.stderr)
        self.failed = True


def _contents(path: Path, *, ocr: bool) -> Contents:
    with path.open("rb") as file:
        data = file.read(LIMIT + 1)
    if ocr and b"%PDF-" in data[:1024]:  # what is no PDF has its words as they are
        from jiyao.intake import ocr as recognition

        return Contents((recognition.read_bytes(data, name=path.name),))
    return read_file(data, name=path.name, size=max(len(data), path.stat().st_size))


def _put_out(pairs: Sequence[tuple[Text, Reading]], args: argparse.Namespace) -> bool:
    if args.format == "json" and args.indent:
        written = "".join(json_lines.line(reading, indent=2) + "\n" for _, reading in pairs).encode("utf-8")
    elif pairs:
        written = write(pairs, args.format)
    else:
        return True
    if args.out is None:
        sys.stdout.write(written.decode("utf-8"))
        return True
    try:
        args.out.write_bytes(written)
    except OSError as error:
        print(f"{args.out} 写不进去（{why(error)}）。请检查路径；文件若正被 WPS 打开，请关闭后再试。", file=sys.stderr)
        return False
    return True


if __name__ == "__main__":
    sys.exit(main())
