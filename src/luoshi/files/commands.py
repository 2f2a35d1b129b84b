"""``luoshi files verify | sweep``."""

from __future__ import annotations

import argparse


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the verbs of the files to the command line."""
    files = subparsers.add_parser("files", help="文件：校验、清理")
    verbs = files.add_subparsers(dest="verb", required=True, metavar="动作", title="动作")
    verify = verbs.add_parser("verify", help="检查每个文件的内容是否都在、是否改动过")
    verify.add_argument("--quick", action="store_true", help="只比较大小，不重新计算摘要")
    verify.set_defaults(run=_verify)
    verbs.add_parser("sweep", help="清理一天前留下、没有登记的文件内容").set_defaults(run=_sweep)


def _verify(args: argparse.Namespace) -> int:
    from luoshi.files.check import damages
    from luoshi.files.models import File

    wrong = 0
    for damage in damages(quick=args.quick):
        wrong += 1
        print(f"✗ {damage.sentence}")
    total = File.objects.count()
    print(f"共 {total} 个文件，" + ("内容齐全，没有改动。" if not wrong else f"{wrong} 个有问题。"))
    return 1 if wrong else 0


def _sweep(_args: argparse.Namespace) -> int:
    from django.utils import timezone

    from luoshi.files.jobs import sweep_orphans

    done = sweep_orphans(at=timezone.now())
    print(f"移入回收 {done.trashed} 个，彻底删除 {done.deleted} 个，恢复 {done.restored} 个。")
    return 0
