"""Changing the master key: a new one is added, every data key is wrapped again, then an old one may go."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Count, QuerySet

from luoshi.keys.keyfile import KeyRing, KeyTrouble, MasterKey
from luoshi.keys.models import SubjectKey
from luoshi.keys.ring import change_ring, ring
from luoshi.keys.subjects import unwrap, wrap

BATCH = 500


@dataclass(frozen=True, slots=True)
class Rotation:
    """What a rotation did: the master key now used, how many data keys it took over, and whether it went on with an older one."""

    master: str
    rewrapped: int
    resumed: bool


def pending(keys: KeyRing) -> QuerySet[SubjectKey]:
    """Data keys that the current master key does not wrap yet."""
    return SubjectKey.objects.filter(destroyed_at=None).exclude(master=keys.current)


def rotate(*, at: dt.datetime, progress: Callable[[int], None] = lambda _done: None) -> Rotation:
    """Add a master key and wrap every data key with it, a batch a transaction.

    A rotation that was cut short is finished first, without another new key: everything stays readable at every moment, because
    the old master key stays in the file.
    """
    keys = ring()
    resumed = pending(keys).exists()
    if not resumed:
        change_ring(keys.with_master(MasterKey.fresh(at)))
        keys = ring()
    done = 0
    while count := _rewrap_batch(keys):
        done += count
        progress(done)
    return Rotation(keys.current, done, resumed)


def _rewrap_batch(keys: KeyRing) -> int:
    with transaction.atomic():
        batch = list(pending(keys).select_for_update().order_by("pk")[:BATCH])
        for key in batch:
            key.wrapped = wrap(keys, unwrap(keys, key), key.key_id, key.subject_ref)
            key.master = keys.current
        SubjectKey.objects.bulk_update(batch, ["wrapped", "master"])
        return len(batch)


def retire(key_id: str) -> None:
    """Take an old master key out of the file; refused for the current one and for one that still wraps data keys."""
    keys = ring()
    if key_id not in keys.masters:
        raise KeyTrouble(f"密钥文件里没有编号 {key_id} 的主密钥。现有主密钥见：luoshi keys status。")
    if key_id == keys.current or SubjectKey.objects.filter(master=key_id).exists():
        raise KeyTrouble(f"主密钥 {key_id} 还在使用，不能停用。请先执行 luoshi keys rotate。")
    change_ring(keys.without_master(key_id))


def used_by_master() -> dict[str, int]:
    """How many data keys each master key wraps."""
    rows = SubjectKey.objects.filter(destroyed_at=None).values_list("master").annotate(number=Count("pk"))
    return dict(rows.order_by("master"))


def verify_keys() -> tuple[int, list[str]]:
    """Open every data key: how many there are, and a sentence for each that does not open."""
    keys, number, findings = ring(), 0, []
    for key in SubjectKey.objects.filter(destroyed_at=None).iterator():
        number += 1
        try:
            unwrap(keys, key)
        except KeyTrouble as trouble:
            findings.append(trouble.sentence)
    return number, findings
