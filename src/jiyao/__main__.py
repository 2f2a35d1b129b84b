"""``python -m jiyao FILE…``: readings as JSON, one a line; ``--indent`` for people. ``evaluate GOLD TEXTS``: how well it reads."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from jiyao import evaluate, read
from jiyao.intake import Unreadable
from jiyao.intake.plain import read_bytes


def main(argv: list[str] | None = None) -> int:
    """Print the readings of each file; a file that cannot be read is told on stderr, and the exit code is 2."""
    argv = sys.argv[1:] if argv is None else argv
    if argv[:1] == ["evaluate"]:
        return evaluate.main(argv[1:])
    parser = argparse.ArgumentParser(
        prog="python -m jiyao", description="读会议通稿、纪要，输出结构化结果（JSON，每行一次会议）。"
    )
    parser.add_argument("files", nargs="+", type=Path, metavar="文件")
    parser.add_argument("--indent", action="store_true", help="缩进输出，便于阅读")
    args = parser.parse_args(argv)
    failed = 0
    for path in args.files:
        try:
            text = read_bytes(path.read_bytes(), name=path.name)
        except OSError as error:
            print(f"{path}：打不开（{error.strerror}）。请检查路径和权限。", file=sys.stderr)
            failed = 2
        except Unreadable as error:
            print(f"{path}：{error.sentence}", file=sys.stderr)
            failed = 2
        else:
            for reading in read(text):
                print(json.dumps(reading.as_dict(), ensure_ascii=False, indent=2 if args.indent else None))
    return failed


if __name__ == "__main__":
    sys.exit(main())
