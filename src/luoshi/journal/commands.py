"""``luoshi journal verify | seal | export``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the verbs of the journal to the command line."""
    journal = subparsers.add_parser("journal", help="留痕：校验、封存、导出")
    verbs = journal.add_subparsers(dest="verb", required=True, metavar="动作", title="动作")
    verbs.add_parser("verify", help="校验全部留痕，发现改动、缺失、调换、重算").set_defaults(run=_verify)
    verbs.add_parser("seal", help="立即封存尚未封存的留痕").set_defaults(run=_seal)
    export = verbs.add_parser("export", help="导出留痕（每行一个 JSON 对象）")
    export.add_argument("out", type=Path, metavar="输出文件")
    export.add_argument("--force", action="store_true", help="覆盖已有文件")
    export.set_defaults(run=_export)


def _verify(_args: argparse.Namespace) -> int:
    from luoshi.journal.verify import verify

    report = verify(progress=_progress)
    sys.stderr.write("\r\x1b[K")
    for finding in report.findings:
        print(f"✗ {finding.where}：{finding.sentence}")
    print(f"留痕 {report.entries} 条，{report.chains} 条链，封存 {report.seals} 次，未封存 {report.unsealed} 条。")
    print("校验通过。" if report.sound else f"发现 {len(report.findings)} 处问题。请保留现场，联系安全管理员。")
    return 0 if report.sound else 1


def _progress(done: int) -> None:
    if sys.stderr.isatty():
        sys.stderr.write(f"\r已校验 {done} 条…")


def _seal(_args: argparse.Namespace) -> int:
    from django.utils import timezone

    from luoshi.journal.seals import seal_entries

    seal = seal_entries(at=timezone.now())
    print("没有需要封存的留痕。" if seal is None else f"已封存第 {seal.number} 号，{seal.count} 条留痕。")
    return 0


def _export(args: argparse.Namespace) -> int:
    from luoshi import disk
    from luoshi.journal.export import exported
    from luoshi.journal.models import Event

    count = 0
    with disk.written(args.out, force=args.force) as file:
        for line in exported(Event.objects.all()):
            file.write(line.encode())
            count += 1
    print(f"已导出 {count} 条留痕到 {args.out}。")
    return 0
