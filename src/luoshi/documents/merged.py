"""汇总: the returned rows laid into the ledger. No row is lost, none is doubled, and what differs is shown from both sides."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from luoshi.documents.heap import Heap, Rejected, Returned
from luoshi.documents.ledger import FIELDS, FIXED, OPEN, Ledger, LedgerRow, SheetRow, code_key, plain
from luoshi.documents.matching import Match, Matcher
from luoshi.documents.tables import NOT_STARTED, STATES, UNSTATED
from luoshi.documents.versions import Settled, Version, same, settle

_TITLES = {column.key: column.title for column in FIELDS}
_ADDED = "新增"


@dataclass(frozen=True, slots=True)
class Report:
    """What one file says about one matter: cells that bodies fill in by key, columns of the ledger's own by ``+title``."""

    source: str
    body: str
    cells: dict[str, str]


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two or more texts for one cell."""

    code: str
    matter: str
    title: str
    versions: tuple[Version, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """Something the clerk should know: a kind (新增行, 没有对上 …), the file or number it is about, a sentence."""

    kind: str
    about: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """A body whose rows are not, or not all, answered; ``came``: it has answered some.

    ``unchanged``: its workbook came back and says what it said when it went out.
    """

    body: str
    rows: tuple[LedgerRow, ...]
    came: bool
    unchanged: bool = False

    @property
    def standing(self) -> str:
        """漏填, 未更新 or 未报."""
        if self.came:
            return "漏填"
        return "未更新" if self.unchanged else "未报"


@dataclass(frozen=True, slots=True)
class Merged:
    """The ledger after the heap, who has reported, who has not, and everything that is not as it was sent.

    ``reports`` are what files say of each row of the ledger, in its order; ``unchanged`` the bodies whose file came back without
    a new word on a row, with the place of the row; ``added`` the files from which the rows beyond the ledger's own came.
    """

    ledger: Ledger
    conflicts: tuple[Conflict, ...]
    told: tuple[Told, ...]
    rejected: tuple[Rejected, ...]
    files: int
    bodies: tuple[str, ...]
    waiting: tuple[Waiting, ...]
    reports: tuple[tuple[Report, ...], ...] = ()
    unchanged: frozenset[tuple[str, int]] = frozenset()
    added: tuple[str, ...] = ()

    @property
    def missing(self) -> tuple[Waiting, ...]:
        """The bodies that have answered nothing."""
        return tuple(each for each in self.waiting if not each.came)

    @property
    def title(self) -> str:
        """The answer in one line: 已报 24 家，还差 6 家."""
        missing, all_of_them = len(self.missing), len(self.bodies)
        if not missing:
            return f"{all_of_them} 家全部已报" if all_of_them else "总表里没有写明牵头单位，无法统计已报未报"
        return f"已报 {all_of_them - missing} 家，还差 {missing} 家"


def merge(heap: Heap) -> Merged:
    """Lay everything that came back into the ledger; the order in which the files were dropped does not matter."""
    return _Merging(heap).merged()


@dataclass
class _Merging:
    heap: Heap
    rows: list[LedgerRow] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)
    reports: defaultdict[int, list[Report]] = field(default_factory=lambda: defaultdict(list))
    unchanged: set[tuple[str, int]] = field(default_factory=set)
    added: list[str] = field(default_factory=list)

    def merged(self) -> Merged:
        ledger = self.heap.ledger
        self.rows = list(ledger.rows)
        self.matcher = Matcher(ledger.rows)
        self.told += [Told("编号重复", self.heap.ledger_file, sentence) for sentence in ledger.remarks]
        for file in self.heap.returned:
            self._take(file)
        settled = [self._settle(at, row) for at, row in enumerate(self.rows)]
        merged = replace(ledger, rows=tuple(row for row, _ in settled))
        return Merged(
            ledger=merged,
            conflicts=tuple(conflict for _, conflicts in settled for conflict in conflicts),
            told=tuple(self.told),
            rejected=self.heap.rejected,
            files=len(self.heap.returned),
            bodies=merged.bodies,
            waiting=tuple(self._waiting(merged)),
            reports=tuple(tuple(self.reports[at]) for at in range(len(self.rows))),
            unchanged=frozenset(self.unchanged),
            added=tuple(self.added),
        )

    def _take(self, file: Returned) -> None:
        body = self._body_of(file)
        found: defaultdict[int, list[SheetRow]] = defaultdict(list)
        for row in file.sheet.rows:
            match = self.matcher.find(row, body)
            at = match.at
            if at is None and not match.sentence:
                at = self._added(file, row, body)
            if at is None:
                self._not_matched(file, row, match)
                continue
            if match.by_words:
                self.told.append(
                    Told("按文字对上", file.name, f"第{row.place}行没有可用的编号，对到 {self.rows[at].code}。")
                )
            self._tell_changes(file, row, self.rows[at])
            found[at].append(row)
        for at, rows in found.items():
            self.reports[at] += self._reports(file, body, rows)

    def _body_of(self, file: Returned) -> str:
        """Whose file it is, known or found: the body that leads most of its numbers; else whose name the file or its rows bear."""
        if file.body:
            return file.body
        counts: Counter[str] = Counter()
        for row in file.sheet.rows:
            at = self.matcher.by_code(row)
            counts.update(self.rows[at].bodies if at is not None else ())
        most = max(counts.values(), default=0)
        leading = [body for body in self.heap.ledger.bodies if counts[body] == most]
        if most and len(leading) == 1:
            return leading[0]
        written = {row["lead_body"] for row in file.sheet.rows}
        named = [body for body in leading if file.name.startswith(body)] or [b for b in leading if written == {b}]
        return max(named, key=len, default="")

    def _added(self, file: Returned, row: SheetRow, body: str) -> int:
        """Take a row that stands in no ledger into this one, under a number of its own."""
        taken = {code_key(each.code) for each in self.rows}
        code = next(code for n in range(1, len(self.rows) + 2) if code_key(code := f"{_ADDED}-{n:02}") not in taken)
        cells = {key: row[key] for key in FIXED if row[key] and row[key] != UNSTATED}
        cells.setdefault("origin", f"{_ADDED}（{file.name}）")
        if body:
            cells.setdefault("lead_body", body)
        self.rows.append(LedgerRow(code, cells))
        self.added.append(file.name)
        self.matcher.add(self.rows[-1])
        self.told.append(Told("新增行", file.name, f"第{row.place}行总表里没有，列为 {code}：{row['matter']}"))
        return len(self.rows) - 1

    def _not_matched(self, file: Returned, row: SheetRow, match: Match) -> None:
        rivals = "、".join(self.rows[at].code for at in match.rivals)
        words = "；".join(f"{_TITLES[key]}：{row[key]}" for key in ("code", "matter", *OPEN) if row[key])
        extra = "".join(f"；{title}：{said}" for title, said in row.extra.items())
        which = f"（可能是 {rivals}）" if rivals else ""
        self.told.append(Told("没有对上", file.name, f"第{row.place}行{match.sentence}{which}。原文：{words}{extra}"))

    def _tell_changes(self, file: Returned, row: SheetRow, own: LedgerRow) -> None:
        for key in FIXED:
            words = row[key]
            if words and words != UNSTATED and plain(words) != plain(own[key]):
                was = f"由“{own[key]}”改为“{words}”" if own[key] else f"填了“{words}”"
                self.told.append(
                    Told("改动未采用", file.name, f"{own.code} 的“{_TITLES[key]}”{was}，总表没有改，请您定。")
                )
        if row["state"] and row["state"] not in STATES and not same(row["state"], own["state"]):
            self.told.append(Told("状态照录", file.name, f"{own.code} 的状态“{row['state']}”不在选项里，照原样录入。"))

    def _reports(self, file: Returned, body: str, rows: list[SheetRow]) -> Iterator[Report]:
        """One report a file and matter; rows under one number are joined, unless their states differ."""
        cells = [self._cells(row) for row in rows]
        if len(rows) == 1:
            yield Report(file.name, body, cells[0])
            return
        places = "、".join(str(row.place) for row in rows)
        self.told.append(Told("同号多行", file.name, f"第{places}行是同一个编号，内容并在一起。"))
        states = {each["state"] for each in cells if each.get("state", NOT_STARTED) != NOT_STARTED}
        if len(states) > 1:
            for row, each in zip(rows, cells, strict=True):
                yield Report(f"{file.name} 第{row.place}行", body, each)
            return
        joined = {key: _joined(each.get(key, "") for each in cells) for each in cells for key in each if key != "state"}
        yield Report(file.name, body, joined | {"state": next(iter(states), "")})

    def _cells(self, row: SheetRow) -> dict[str, str]:
        """What the body filled in; columns that the ledger does not have go to 备注 with their titles."""
        cells = {key: row[key] for key in OPEN if row[key]}
        foreign = []
        for title, words in row.extra.items():
            if title in self.heap.ledger.extra_titles:
                cells[f"+{title}"] = words
            else:
                foreign.append(f"{title}：{words}")
        if foreign:
            cells["remark"] = "；".join(filter(None, (cells.get("remark", ""), *foreign)))
        return cells

    def _settle(self, at: int, row: LedgerRow) -> tuple[LedgerRow, list[Conflict]]:
        sent = self.heap.ledger.sent_of(row)
        came = [replace(report, cells=_news(report.cells, sent)) for report in self.reports.get(at, ())]
        reports = [report for report in came if _says_something(report, row)]
        self.unchanged |= {(report.body, at) for report in came if report not in reports}
        self.reports[at] = reports
        cells, extra, conflicts = dict(row.cells), dict(row.extra), []
        for key in (*OPEN, *(f"+{title}" for title in self.heap.ledger.extra_titles)):
            place, name = (extra, key[1:]) if key.startswith("+") else (cells, key)
            versions = [Version(report.source, report.cells.get(key, "")) for report in reports]
            settled = settle(place.get(name, ""), versions, is_state=key == "state")
            if settled.words:
                place[name] = settled.words
            title = _TITLES.get(key, name)
            if settled.versions:
                conflicts.append(Conflict(row.code, row["matter"], title, settled.versions))
            self._tell_replaced(row, title, settled)
        return LedgerRow(row.code, cells, extra), conflicts

    def _tell_replaced(self, row: LedgerRow, title: str, settled: Settled) -> None:
        if settled.replaced and settled.replaced != NOT_STARTED:
            self.told.append(Told("已更新", row.code, f"“{title}”原为“{settled.replaced}”，现为“{settled.words}”。"))

    def _waiting(self, ledger: Ledger) -> Iterator[Waiting]:
        at_of = {row.code: at for at, row in enumerate(ledger.rows)}
        for body in ledger.bodies:
            rows = ledger.rows_of(body)
            open_rows = tuple(row for row in rows if not self._has_answered(body, at_of[row.code]))
            if open_rows:
                unchanged = any((body, at_of[row.code]) in self.unchanged for row in open_rows)
                yield Waiting(body, open_rows, came=len(open_rows) < len(rows), unchanged=unchanged)

    def _has_answered(self, body: str, at: int) -> bool:
        """A matter with several lead bodies is answered for each of them by its own file, where this heap tells whose it is."""
        row, reports = self.rows[at], self.reports[at]
        whose = {report.body for report in reports}
        if len(row.bodies) > 1 and whose and "" not in whose:
            return body in whose
        return bool(reports) or self.heap.ledger.has_news(row)


def _says_something(report: Report, row: LedgerRow) -> bool:
    """Whether a report differs from what was sent out: 未启动 alone is as it was sent."""
    for key, words in report.cells.items():
        base = row.extra.get(key[1:], "") if key.startswith("+") else row[key]
        untouched = key == "state" and words == NOT_STARTED
        if words and not untouched and not same(words, base):
            return True
    return False


def _news(cells: dict[str, str], sent: dict[str, str]) -> dict[str, str]:
    """The cells that are not as they went out."""
    return {key: words for key, words in cells.items() if not (words and same(words, sent.get(key, "")))}


def _joined(words: Iterable[str]) -> str:
    return "\n".join(dict.fromkeys(each for each in words if each))
