"""``luoshi matters verify``."""

from __future__ import annotations

import argparse
import sys


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the verb that checks the matters against the journal."""
    matters = subparsers.add_parser("matters", help="督办事项：核对")
    verbs = matters.add_subparsers(dest="verb", required=True, metavar="动作", title="动作")
    verify = verbs.add_parser("verify", help="按留痕核对全部事项、可见范围和检索内容")
    verify.add_argument("--repair", action="store_true", help="重建不一致的可见范围和检索内容（不改动事项本身）")
    verify.set_defaults(run=_verify)


def _verify(args: argparse.Namespace) -> int:
    from luoshi.matters.verify import REPAIRABLE, verify

    outcome = verify(repair=args.repair, progress=_progress)
    sys.stderr.write("\r\x1b[K")
    for finding in outcome.findings:
        print(f"✗ {finding.where}：{finding.sentence}")
    if outcome.repaired:
        print(f"已重建 {outcome.repaired} 处。")
    left = len(outcome.findings) - outcome.repaired
    print(f"核对 {outcome.matters} 件。" + ("全部一致。" if outcome.sound else f"有 {left} 处不一致。"))
    if not args.repair and any(finding.about in REPAIRABLE for finding in outcome.findings):
        print("可见范围和检索内容可以用 luoshi matters verify --repair 重建。")
    if any(finding.about not in REPAIRABLE for finding in outcome.findings):
        print("事项、反馈或单据与留痕不一致，不能自动改。请保留现场，先运行 luoshi journal verify，再联系安全管理员。")
    return 0 if outcome.sound else 1


def _progress(done: int) -> None:
    if sys.stderr.isatty():
        sys.stderr.write(f"\r已核对 {done} 件…")
