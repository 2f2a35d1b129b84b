"""Coverage-guided fuzzing of everything between a file's bytes and its readings. See the README beside this file."""

from __future__ import annotations

import io
import sys
import zipfile
from pathlib import Path

import atheris
import openpyxl

with atheris.instrument_imports(include=["jiyao", "defusedxml", "ofdkit", "docx", "zipfile", "csv"]):
    from build_docx import docx, p, packed, table
    from build_pages import ofd, page
    from jiyao import read
    from jiyao.intake import Unreadable
    from jiyao.intake.files import read_file

WORDS = "3月9日，市长周远主持召开市政府第12次常务会议。会议要求，由市水利局牵头，于五月底前完成排查。"


def seeds() -> dict[str, bytes]:
    """One small file of each format; containers are stored, not deflated, so that a mutation reaches their markup."""
    return {
        "a.txt": WORDS.encode(),
        "b.txt": WORDS.encode("gb18030"),
        "c.html": f"<!doctype html><title>会议</title><div class=nav><a>首页</a></div><h1>会议</h1><table><tr><td><p>{WORDS}</table>".encode(),
        "d.csv": "序号,任务,牵头单位\n1,修订预案,市水利局\n".encode(),
        "e.docx": stored(docx(p(WORDS) + table(("任务", "牵头单位"), ("修订预案", "市水利局")))),
        "f.ofd": stored(ofd(page(WORDS))),
        "h.xlsx": stored(workbook()),
        "g.zip": stored(packed({"甲.txt": WORDS})),
    }


def workbook() -> bytes:
    out = io.BytesIO()
    book = openpyxl.Workbook()
    for row in (("序号", "任务", "牵头单位"), ("1", "修订预案", "市水利局")):
        book.worksheets[0].append(row)
    book.save(out)
    return out.getvalue()


def stored(data: bytes) -> bytes:

    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return packed({name: file.read(name) for name in file.namelist()}, zipfile.ZIP_STORED)


def one(data: bytes) -> None:
    """The promise: a text or ``Unreadable``, and every statement's words stand where it says."""
    try:
        contents = read_file(data, name="fuzz")
    except Unreadable:
        return
    for text in contents.texts:
        for reading in read(text):
            for statement in reading.statements:
                assert text.raw[statement.span.start : statement.span.end] == statement.text


def main() -> None:
    folders = [Path(argument) for argument in sys.argv[1:] if not argument.startswith("-")]
    for folder in folders[:1]:
        folder.mkdir(parents=True, exist_ok=True)
        for name, data in seeds().items():
            (folder / name).write_bytes(data)
    atheris.Setup(sys.argv, one)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
