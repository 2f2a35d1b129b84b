"""How entries about accounts and roles are told."""

from __future__ import annotations

from luoshi.journal.sentences import Sentence

SENTENCES: dict[str, Sentence | str] = {
    "account.activity": "启用或停用账号",
    "account.opened": "开通账号",
    "account.password_changed": "修改密码",
    "account.reset": "重置密码并解锁",
    "account.second_factor_set": "开通动态口令",
    "installation.profile": "设置安全模式",
    "role.granted": "授予角色",
    "role.revoked": "收回角色",
}
