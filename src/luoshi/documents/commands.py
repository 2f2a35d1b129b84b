"""``luoshi read FILE… --table OUT.docx|.xlsx [--json]``: the table from the command line; it needs no database."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from luoshi import disk
from luoshi.journal.refusal import Refused

if TYPE_CHECKING:
    from jiyao.text import Text
    from luoshi.documents.reader import ReadText

_COULD_NOT_RUN = 2


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add ``read`` to the command line."""
    parser = subparsers.add_parser("read", help="读会议通稿、纪要，生成责任分解表（不需要数据库）")
    parser.add_argument(
        "files",
        nargs="+",
        type=Path,
        metavar="文件",
        help="txt、docx、pdf、ofd、html、xlsx、csv 或装有它们的 zip；多个文件合成一张表",
    )
    parser.add_argument("--table", type=Path, metavar="输出文件", help="责任分解表，.docx 或 .xlsx")
    parser.add_argument("--json", action="store_true", help="把读出的全部内容按 JSON 打印，每行一次会议")
    parser.add_argument("--force", action="store_true", help="覆盖已有的输出文件")
    parser.set_defaults(run=run)
    from luoshi.documents import heap_commands

    heap_commands.register(subparsers)


def run(args: argparse.Namespace) -> int:
    """Read the files; 0 when everything was done, 2 when something could not be, and then nothing is written."""
    from luoshi.documents.reader import read_text

    try:
        _check_output(args)
        texts = [read_text(text) for path in args.files for text in _received(path)]
        if args.json:
            for text in texts:
                for reading in text.readings:
                    print(json.dumps(reading.as_dict(), ensure_ascii=False))
        if args.table is not None:
            _write(args, texts)
        elif not args.json:
            _tell(texts)
    except Refused as refused:
        print(refused.sentence, file=sys.stderr)
        return _COULD_NOT_RUN
    return 0


def _check_output(args: argparse.Namespace) -> None:
    from luoshi.documents.written import MEDIA_TYPES

    out: Path | None = args.table
    if out is None:
        return
    if out.suffix.lower().lstrip(".") not in MEDIA_TYPES:
        raise Refused(f"{out}：不认识这种格式。分解表可以存为 .docx 或 .xlsx，请改输出文件的扩展名。")
    if any(out.absolute() == path.absolute() for path in args.files):
        raise Refused(f"{out} 就是要读的文件，不会覆盖它。请换一个输出文件名。")
    disk.refuse_taken(out, force=args.force)


def _received(path: Path) -> tuple[Text, ...]:
    """The texts of a file; what was noted in it, and what an archive holds that cannot be read, is told on stderr."""
    from luoshi.documents.received import unpacked

    contents = unpacked(disk.read(path), path.name)
    for refused in contents.refused:
        print(f"{path}：“{refused.name}”没有读取：{refused.sentence}", file=sys.stderr)
    for text in contents.texts:
        for remark in text.remarks:
            print(f"{text.name}：{remark}", file=sys.stderr)
    return contents.texts


def _write(args: argparse.Namespace, texts: Sequence[ReadText]) -> None:
    from luoshi.documents.tables import task_table
    from luoshi.documents.written import written

    table = task_table(texts)
    disk.write(args.table, written(table, args.table.suffix.lower().lstrip(".")), force=args.force)
    print(f"已写入 {args.table}：{len(table.rows)} 件。", file=sys.stderr)


def _tell(texts: Sequence[ReadText]) -> None:
    from luoshi.documents.tables import task_table

    table = task_table(texts)
    print(table.title)
    for row in table.rows:
        print(f"{row.number:>3}  {row.origin}  {row.matter}")
