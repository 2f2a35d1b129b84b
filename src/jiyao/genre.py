"""What kind of text a part is: communiqué, minutes, task table, notice or something else."""

from __future__ import annotations

import re
from itertools import islice

from jiyao.parts import Zone
from jiyao.reading import Genre, Meeting
from jiyao.text import View

_TABLE = re.compile(
    r"分解表|分工表|任务表|责任清单|责任分解|责任分工|工作分工|分工方案|任务分工|任务分解|任务清单|工作清单"
)
_NOTICE = re.compile(
    r"(?:督查|督办|交办|任务分解).{0,20}通知|关于.{2,60}的通知|督查通知单|交办单|督办单|(?:情况|结果|督查|督办)的?通报$"
)
_MINUTES = re.compile(r"纪要(?!》|精神|要求)")
_MINUTES_BELOW = re.compile(r"纪要如下|议定事项如下|会议纪要(?!》|精神|要求)")
_TO_ALL = re.compile(
    r"^各[^。；：\n]{2,110}(?:政府|单位|部门|机构|委员会|管委会|办事处|街道|乡镇)：\n(?=[^\n]{0,400}(?:现[将就]|督查|分解|任务|责任单位))",
    re.MULTILINE,
)
"""A paper without a title that is addressed to all and hands out or inspects tasks."""
_FIRST_ITEM = re.compile(r"^一、会议", re.MULTILINE)
"""What opens with 一、会议听取… and tells of no meeting before it are minutes without their head."""
_NOTIFIES = re.compile(
    r"(?:有关|相关)?(?:事项|要求|工作|落实)?通知如下|现(?:予以?|将[^。；\n]{0,80})?(?:印发|下发|转发)给你们|现(?:将|就)?[^。；\n]{0,60}通报如下"
)
_DUTIES = re.compile(r"(?:牵头|责任|主办|承办|配合|协办)(?:单位|部门|领导)：")
_HEAD, _START = 60, 600
"""How much of the text stands for a missing title, and how far down minutes and notices say what they are."""


_REPORTS = re.compile("召开|举行|主持")
"""What a title says that reports a meeting: its 任务分工 is what was on the table there."""
_POINTS = re.compile("工作要点|重点工作(?:安排|计划)|目标任务")
_GIVES_DUTIES = re.compile(r"（[^（）\n]{2,80}(?:牵头|负责|配合)[^（）\n]{0,40}）|(?:牵头|责任)(?:单位|部门)：")
"""Work points that say who does each are a list of tasks."""
_FEW = 2
"""From so many tasks on that say who does each, a text without a title is a list of tasks."""
_TOLD_OF = re.compile("传达|学习|根据|按照|落实")
_SPEECH = re.compile(r"(?:^|\n)(?:同志们|各位(?:领导|同志|代表|委员))[^\n，。]{0,12}：")
"""A speech, or the chair's script, is no report of a meeting."""
_BUREAU = re.compile(r"(?:局|厅|室|中心|大队|支队|公司|集团|医院|学校|学院|协会|(?<![市县区州省旗盟党纪常工法务])委)$")
_GOVERNS = re.compile(r"(?:[省市县区州旗盟镇乡]长|专员|管委会主任)$")


_CONVENES = re.compile(r"(?:^|[，。日午晚])(?P<who>[^，。；（在]{2,30}?)(?:（[^）]{1,20}）)?(?:组织)?(?:召开|举行)")


def is_a_bureaus(meeting: Meeting, opening: str) -> bool:
    """Whether the organ that met is a bureau, an institution or a company, and nobody of the government presided: its mobilisation
    meeting (为做好…，县交通运输局召开动员会) is none of the meetings this package is for."""
    convenes = _CONVENES.search(opening)
    organs = [str(meeting.body.value)] if meeting.body else []
    if not any(_BUREAU.search(organ) for organ in [*organs, *([convenes["who"]] if convenes else [])]):
        return False
    return meeting.chair is None or not any(_GOVERNS.search(post.text) for post in meeting.chair.posts)


def _are_minutes(text: str, start: int, end: int) -> bool:
    """Whether the text calls itself minutes; those that were passed on there (传达…会议纪要) are others."""
    return any(
        not _TOLD_OF.search(text, max(start, own.start() - 30), own.start())
        for own in _MINUTES_BELOW.finditer(text, start, end)
    )


def genre_of(view: View, part: Zone, title: str, *, opened: bool) -> Genre:
    """The kind of a part with this title block; ``opened`` says that a meeting's opening was found.

    A paper that hands out a table of tasks (关于印发…任务分解表的通知) is the table where the tasks stand below it, else a notice.
    """
    text = view.s
    if _SPEECH.search(text, part.start, min(part.end, part.start + _START)):
        return "other"
    head = title or text[part.start : part.start + _HEAD]
    start = min(part.end, part.start + _START)
    reports = opened and _REPORTS.search(title) is not None
    if (
        not reports
        and _TABLE.search(title if opened else head)
        and (
            ("通知" not in head and not text.startswith("各", part.start)) or _DUTIES.search(text, part.start, part.end)
        )
    ):
        return "task_table"
    if not opened and _POINTS.search(head) and _GIVES_DUTIES.search(text, part.start, part.end):
        return "task_table"
    if _MINUTES.search(head) or (opened and _are_minutes(text, part.start, start)):
        return "minutes"
    if (
        opened
        and (item := _FIRST_ITEM.search(text, part.start, start))
        and not _REPORTS.search(text, part.start, item.start())
    ):
        return "minutes"
    if not opened and (
        _NOTICE.search(head) or _NOTIFIES.search(text, part.start, start) or _TO_ALL.search(text, part.start, start)
    ):
        return "notice"
    if not opened and len(list(islice(_GIVES_DUTIES.finditer(text, part.start, part.end), _FEW))) == _FEW:
        return "task_table"
    return "communique" if opened else "other"
