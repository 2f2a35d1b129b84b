"""What kind of body a cell, a section heading or a name speaks of."""

from __future__ import annotations

import re

from luoshi.bodies.models import BodyKind

NUMBERED = re.compile(r"^\s*(?:[（(]?(?:\d{1,2}|[一二三四五六七八九十]+)[)）.．、])\s*")
"""一、 （二） 3. at the start of a cell."""

_KIND_WORDS = (
    ("议事协调", BodyKind.COORDINATION),
    ("内设|股室", BodyKind.SECTION),
    ("派出", BodyKind.AGENCY),
    ("乡镇|街道|镇街|乡（镇", BodyKind.TOWNSHIP),
    ("垂直|垂管|双管|驻", BodyKind.VERTICAL),
    ("事业", BodyKind.INSTITUTION),
    ("企业|国企", BodyKind.ENTERPRISE),
    ("群团|团体", BodyKind.MASS),
    ("人大|政协", BodyKind.CONGRESS),
    ("法院|检察|监察|司法机关", BodyKind.JUDICIAL),
    ("党委|市委|县委|区委|党群", BodyKind.PARTY),
    ("本级政府", BodyKind.GOVERNMENT),
    ("部门|机关|组成", BodyKind.DEPARTMENT),
)
_NAMES = (
    (r"(?:[乡镇](?:人民政府|政府)?|街道(?:办事处)?)$", BodyKind.TOWNSHIP),
    (r"(?:人大|政协|人民代表大会|政治协商会议)", BodyKind.CONGRESS),
    (r"(?:法院|检察院|监委|监察委员会)$", BodyKind.JUDICIAL),
    (r"(?:[市县区旗]委(?!员)|(?:组织|宣传|统战|社会工作)部$|党校$)", BodyKind.PARTY),
    (
        r"(?:总工会|共青团|团[市县区]委|妇联|妇女联合会|残联|残疾人联合会|科协|工商联|文联|红十字会|侨联|社科联)",
        BodyKind.MASS,
    ),
    (r"(?:公司|集团|银行)$", BodyKind.ENTERPRISE),
    (r"(?:管委会|管理委员会)$", BodyKind.AGENCY),
    (r"(?:中心|站|所|院|馆|学校|社|台)$", BodyKind.INSTITUTION),
    (r"(?:局|办公室|委员会|[改康]委)$", BodyKind.DEPARTMENT),
)


_HEADING = re.compile(r"^\s*[（(]?[一二三四五六七八九十]+[)）、.．]")
_GENERIC = re.compile(r"(?:部门|单位|机构|组织|团体|企业|机关|^[市县区]?(?:乡镇|街道|镇街|乡镇街道))(?:[（(].*[)）])?$")


def is_heading(cell: str, *, among: bool) -> bool:
    """Whether a cell that stands alone in its row is the heading of a section and no body (云溪街道, 市委办公室 are bodies).

    ``among`` says that a heading came before: then a numbered one (三、其他) is one too, although it names no kind.
    """
    if kind_of(cell) is None:
        return among and bool(_HEADING.match(cell)) and kind_offered(NUMBERED.sub("", cell), "") is None
    text = NUMBERED.sub("", cell).strip()
    exact = any(text == kind.label for kind in BodyKind)
    return exact or bool(_HEADING.match(cell)) or bool(_GENERIC.search(text)) or kind_offered(text, "") is None


def kind_of(words: str) -> BodyKind | None:
    """The kind that a cell or a section heading names (“一、政府工作部门（27个）”); ``None`` where it names none."""
    text = re.sub(r"[（(]\d+个?[)）]$", "", NUMBERED.sub("", words)).strip()
    for kind in BodyKind:
        if text in {kind.label, kind.value}:
            return kind
    return next((kind for pattern, kind in _KIND_WORDS if re.search(pattern, text)), None)


def kind_offered(name: str, place: str) -> BodyKind | None:
    """The kind that a name suggests, to be offered to a clerk and never taken by itself; ``place`` is the office's own division."""
    text = re.sub(r"\s+", "", name)
    if place and text in {f"{place}人民政府", f"{place}政府"}:
        return BodyKind.GOVERNMENT
    return next((kind for pattern, kind in _NAMES if re.search(pattern, text)), None)
