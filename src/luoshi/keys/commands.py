"""``luoshi keys init | status | rotate | retire | verify``."""

from __future__ import annotations

import argparse
import sys


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the verbs of the keys to the command line."""
    keys = subparsers.add_parser("keys", help="密钥：建立、查看、轮换、校验")
    verbs = keys.add_subparsers(dest="verb", required=True, metavar="动作", title="动作")
    verbs.add_parser("init", help="建立密钥文件（luoshi migrate 也会建立）").set_defaults(run=_init)
    verbs.add_parser("status", help="密钥文件在哪里、用什么算法、有多少数据密钥").set_defaults(run=_status)
    verbs.add_parser("rotate", help="换用新的主密钥；中断后再执行一次即可继续").set_defaults(run=_rotate)
    retire = verbs.add_parser("retire", help="从密钥文件中去掉已不使用的主密钥")
    retire.add_argument("key", metavar="主密钥编号")
    retire.set_defaults(run=_retire)
    verbs.add_parser("verify", help="逐个试开数据密钥，检查密钥文件与数据库是否配套").set_defaults(run=_verify)


def initialise() -> bool:
    """Make the key file where there is none, and say so; whether it was made."""
    from luoshi.keys.ring import key_path, make_ring

    known = key_path().exists()
    make_ring()
    if not known:
        print(f"已建立密钥文件：{key_path()}。请立即做一份离线备份，与数据库备份分开存放。")
    return not known


def _init(_args: argparse.Namespace) -> int:
    from luoshi.keys.ring import key_path, ring

    if not initialise():
        print(f"密钥文件已存在：{key_path()}，没有改动。当前主密钥 {ring().current}。")
    return 0


def _status(_args: argparse.Namespace) -> int:
    from luoshi.keys.cipher import Algorithm, preferred
    from luoshi.keys.models import SubjectKey
    from luoshi.keys.ring import key_path, ring
    from luoshi.keys.rotation import pending, used_by_master

    keys, used = ring(), used_by_master()
    print(f"密钥文件：{key_path()}")
    print(f"加密算法：{preferred().label}，身份证号比对：{keys.equality_algorithm}")
    if preferred() is not Algorithm.SM4_GCM:
        print(
            "注意：本机的 OpenSSL 不支持 SM4，改用 AES-256-GCM。需要国密算法时请换用支持 SM4 的 cryptography 安装包。"
        )
    for key in keys.masters.values():
        mark = "（当前）" if key.id == keys.current else ""
        print(f"主密钥 {key.id}{mark}：{used.get(key.id, 0)} 个数据密钥")
    print(f"已销毁的数据密钥：{SubjectKey.objects.exclude(destroyed_at=None).count()} 个")
    if waiting := pending(keys).count():
        print(f"还有 {waiting} 个数据密钥未换用当前主密钥。请执行：luoshi keys rotate")
    return 0


def _rotate(_args: argparse.Namespace) -> int:
    from django.utils import timezone

    from luoshi.keys.rotation import rotate

    done = rotate(at=timezone.now(), progress=_progress)
    if done.resumed:
        print(f"已接着完成上次中断的轮换，{done.rewrapped} 个数据密钥换用主密钥 {done.master}。")
    else:
        print(f"已换用新的主密钥 {done.master}，{done.rewrapped} 个数据密钥重新包裹。请更新密钥文件的离线备份。")
    return 0


def _progress(done: int) -> None:
    if sys.stderr.isatty():
        sys.stderr.write(f"\r已处理 {done} 个…\x1b[K\r")


def _retire(args: argparse.Namespace) -> int:
    from luoshi.keys.rotation import retire

    retire(args.key)
    print(f"主密钥 {args.key} 已从密钥文件中去掉。此前的数据库备份如仍用它加密，须用旧的密钥文件备份才能打开。")
    return 0


def _verify(_args: argparse.Namespace) -> int:
    from luoshi.keys.rotation import verify_keys

    number, findings = verify_keys()
    for sentence in findings:
        print(f"✗ {sentence}")
    print(f"共 {number} 个数据密钥，" + ("全部能打开。" if not findings else f"{len(findings)} 个打不开。"))
    return 1 if findings else 0
