"""How names of bodies are compared: 安澜市教育局, 市教育局, 教育局 and ＡＢ spellings of them are one name."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from luoshi.bodies.models import Jurisdiction, Office

_NOT_A_LEVEL = r"(?!委(?!员)|场|容|民(?!政|族|宗)|政(?!府|协|务|法))"
"""After these characters the 市 before them is no level: 市委…, 市场…, 市容…, 市民…, 市政… (but 市民政局, 市政府)."""
_TOWNSHIP = re.compile(r"(?<=[乡镇])(?:人民)?政府$|(?<=街道)(?:办事处|办)$")
_SHORTER = (
    ("人民政府", "政府"),
    ("管理委员会", "管委会"),
    ("常务委员会", "常委会"),
    ("村民委员会", "村委会"),
    ("居民委员会", "居委会"),
)
_END = re.compile(r"(?:委员会|委员会办公室)$")
_AND = re.compile(r"(?<=.)[和与、](?=.)")
_PLACE_END = re.compile(r"(?:[乡镇村]|街道|社区)$")
_TOWNSHIP_ENDS = ("", "乡", "镇", "街", "村", "社")
"""安澜镇 is a township's name, not 安澜 and a rest."""
_SEAT = re.compile(r"^(?P<place>.{1,12}?(?:自治县|自治旗|[市县区旗州盟]))(?:人民政府|政府|委)")


@dataclass(frozen=True, slots=True)
class Naming:
    """How one office's texts shorten names: ``place`` is its own division (安澜市), empty where unknown."""

    place: str = ""

    @property
    def level(self) -> str:
        """The character that stands for the place in its own texts: 市 for 安澜市, 县 for 临溪县."""
        return self.place[-1:]

    def key(self, name: str) -> str:
        """The form in which two spellings of one name are equal. It is for comparing, not for reading."""
        text = re.sub(r"\s+", "", unicodedata.normalize("NFKC", name)).removeprefix("中共")
        text = text.replace("(", "（").replace(")", "）")
        for long, short in _SHORTER:
            text = text.replace(long, short)
        text = self._without_place(text)
        text = _TOWNSHIP.sub("", text)
        if _PLACE_END.search(text):
            return text
        text = _END.sub(lambda end: "委办" if end[0].endswith("办公室") else "委", text)
        text = re.sub(r"办公室$", "办", text)
        return _AND.sub("", text)

    def short(self, full: str) -> str:
        """The name with the place cut to its level (安澜市教育局 → 市教育局); a proposal, the office decides."""
        name = full.removeprefix("中共")
        return self.level + name.removeprefix(self.place) if self.place and name.startswith(self.place) else name

    def _without_place(self, text: str) -> str:
        bare = self.place[:-1]
        if self.place and text.startswith(self.place):
            text = self.level + text.removeprefix(self.place)
        elif len(bare) > 1 and text.startswith(bare) and text[len(bare) : len(bare) + 1] not in _TOWNSHIP_ENDS:
            text = text.removeprefix(bare)
        levels = self.level or "市县区旗州"
        shorter = re.sub(f"^[{levels}]{_NOT_A_LEVEL}", "", text)
        return shorter if len(shorter) > 1 else text


def naming_of(office: Office) -> Naming:
    """How this office's texts shorten names: by its division, else by what its own name says before 人民政府."""
    if office.jurisdiction_code:
        division = Jurisdiction.objects.filter(code=office.jurisdiction_code).order_by("-valid_from").first()
        if division is not None:
            return Naming(division.name)
    seat = _SEAT.match(office.name.removeprefix("中共"))
    return Naming(seat["place"] if seat else "")
