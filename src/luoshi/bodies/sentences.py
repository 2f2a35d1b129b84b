"""How the journal tells what happened to offices, divisions and bodies."""

from __future__ import annotations

from luoshi.journal.sentences import Sentence


def _renamed(data: dict[str, list[str | None]]) -> str:
    old, new = data.get("name") or data.get("short_name") or ["", ""]
    return f"更名：{old or '（无）'} → {new or '（无）'}"


SENTENCES: dict[str, Sentence | str] = {
    "office.found": "开设办公机构",
    "jurisdiction.found": "录入区划",
    "jurisdiction.succeeded": "区划由新的区划接替",
    "body.found": "录入机构",
    "body.revised": "更改机构信息",
    "body.renamed": _renamed,
    "body.name_corrected": "更正名称",
    "body.aliases_set": "更改别名",
    "body.duties_set": "更改职责",
    "body.closed": lambda data: f"撤销，依据：{data.get('reason', '未写明')}",
    "body.merged": "并入其他单位",
    "body.split": "分设为其他单位",
    "body.gave_duties": "划出职责",
    "body.took_over": "承接其他单位的职责",
}
"""A renaming says from what to what; a closing says on what basis."""
