"""Refusals: sentences for the person who asked, saying what to do about it."""

from __future__ import annotations

from luoshi.refusal import Refused

__all__ = ["Denied", "Refused", "Stale", "Unseen"]


class Denied(Refused):
    """The person may see the subject but not do this to it."""

    status = 403


class Unseen(Refused):
    """The person may not know that the subject exists; shown like a page that is not there."""

    status = 404

    def __init__(self, sentence: str = "没有找到这项内容，可能已被移走，或者您没有查看权限。") -> None:
        super().__init__(sentence)


class Stale(Refused):
    """Someone else changed the subject since the form was opened; what was typed goes back to the person."""

    status = 409

    def __init__(
        self, sentence: str = "在您填写期间，这项内容已被他人更新。您填写的内容已保留，请核对最新情况后再次提交。"
    ) -> None:
        super().__init__(sentence)
