"""Web pages: the article is found; the site around it is left out and kept aside.

The article is the element that holds most text of its own that is no link (the idea of Readability); its title is the heading before it.
Character set: byte-order mark, then what the page declares, then what the bytes are. Scripts are never run.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from selectolax.lexbor import LexborHTMLParser

from jiyao.intake import Unreadable, task_grid
from jiyao.intake.composing import Composition
from jiyao.intake.html_lines import Element, Line, grid_of, lines_of, words_by_cell
from jiyao.intake.plain import decode
from jiyao.text import Text

MEDIA_TYPE = "text/html"
_CHARSET = re.compile(rb"charset\s{0,20}=\s{0,20}[\"']?([\w-]{1,40})", re.IGNORECASE)
_CHINESE = {"gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030"}
_NESTING = re.compile(
    r"<(/?)(?:div|section|article|main|table|ul|ol|dl|form|center|blockquote|fieldset|header|footer|nav|aside|h[1-6]|svg|math|select|template)[\s>]",
    re.IGNORECASE,
)
_DEEPEST = 1_000
"""Elements inside each other; the parser takes time in the square of it (200,000 take minutes)."""
_INLINE_DATA = re.compile(r"data:[^\"'\s>]{500,}")
_LONG_TAG = re.compile(r"<[a-zA-Z!/][^<>]{4000,}>?")
"""A tag with thousands of attributes takes time in the square of their number."""
_TITLE_REACH = 40
_CHROME_SHARE = 0.4
_ALL = 0.9
_LONG_CELL = 300
_BUTTONS = re.compile(
    r"(?:[\s【】\[\]（）()|｜:：<>《》·-]|打印(?:本页|此页|文章)?|关闭(?:窗口|本页|页面)?|返回(?:顶部|首页|列表)|收藏(?:本页)?|分享(?:到|至)?|微信|微博|QQ空间|字[号体]|大|中|小|"
    r"朗读|纠错|我要|扫一扫在?手机(?:上)?(?:打开|浏览)(?:当前页|本页)?)+"
)
"""Lines of buttons, which sites set into the article without a name."""
_BEHIND = re.compile(
    r"[【\[]?(?:上|下)一[篇条则页][】\]]?(?:[:：\s].{0,80})?|相关(?:阅读|链接|文章|新闻|稿件|信息)[:：]?"
)
"""Lines that stand behind an article: nothing of it follows."""


def read_bytes(data: bytes, *, name: str = "") -> Text:
    """Read a web page. Raises ``Unreadable``."""
    source = _LONG_TAG.sub(" ", _INLINE_DATA.sub("", decoded(data)))
    if _deepest(source) > _DEEPEST:
        raise Unreadable("网页的层次嵌套过深，不像是正常的网页，没有读取。请在浏览器里打开它，复制正文粘贴进来。")
    page = LexborHTMLParser(source)
    lines = _shown(lines_of(page))
    if not lines:
        raise Unreadable("网页里没有文字，可能是靠脚本显示的。请在浏览器里打开它，复制正文粘贴进来。")
    title = page.css_first("title")
    article = _article(lines, "" if title is None else title.text())
    text = Composition()
    kept = {id(line) for line in article}
    for line in lines:
        if id(line) not in kept:
            text.leave_out(line.words)
    _write(article, text)
    return text.text(data, name=name, media_type=MEDIA_TYPE)


def _shown(lines: Sequence[Line]) -> list[Line]:
    """The lines that a reader sees; what holds much of the page is shown by its script (the articles of WeChat begin hidden)."""
    total = sum(len(line.words) - line.linked for line in lines if line.block.seen)
    return [
        line
        for line in lines
        if line.block.seen and (line.block.veil is None or line.block.veil.words > _CHROME_SHARE * total)
    ]


def decoded(data: bytes) -> str:
    """The characters of a page; charsets that Chinese pages declare are read as their superset GB18030."""
    declared = _CHARSET.search(data[:4096])
    if declared is not None and not data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        label = declared[1].decode("ascii", "replace").lower()
        try:
            return data.decode(_CHINESE.get(label, label))
        except (LookupError, ValueError):  # an unknown name, or a wrong one
            pass
    return decode(data)


def _deepest(source: str) -> int:
    depth = deepest = 0
    for tag in _NESTING.finditer(source):
        depth = max(depth - 1, 0) if tag[1] else depth + 1
        deepest = max(deepest, depth)
    return deepest


def _article(lines: Sequence[Line], title: str) -> list[Line]:
    """The lines of the article, from its title on."""
    total = sum(len(line.words) - line.linked for line in lines) or 1
    plain = [line for line in lines if not _is_chrome(line, total)]
    best = _best(plain or lines)
    inside = [at for at, line in enumerate(lines) if any(each is best for each in line.block.around())]
    first = _title_before(lines, inside[0], title, total)
    found = [
        line
        for at, line in enumerate(lines)
        if first <= at <= inside[-1]
        and not _is_chrome(line, total, inside=best)
        and (not line.is_link or line.words.startswith("附件"))
        and _BUTTONS.fullmatch(line.words) is None
    ]
    ends = (at for at in range(len(found) // 2 + 1, len(found)) if _BEHIND.fullmatch(found[at].words.strip()))
    return found[: next(ends, len(found))]


def _is_chrome(line: Line, total: int, inside: Element | None = None) -> bool:
    """Whether a line stands in a part of the site that its name tells; one that holds much of the page, or the article, is none."""
    chrome = line.block.chrome
    if chrome is None or chrome.words > (_ALL if chrome.never else _CHROME_SHARE) * total:
        return False
    return inside is None or all(each is not chrome for each in inside.around())


def _best(lines: Sequence[Line]) -> Element:
    """The element with most text of its own: a line counts whole for the element that holds it, half for the next one out, and so on."""
    scored: dict[int, Element] = {}
    for line in lines:
        share = float(len(line.words) - line.linked) + 10 * sum(line.words.count(mark) for mark in "，。；")
        container = line.block.holding(len(line.words) - line.linked)
        for element in (each for each in container.around() if each is container or each.container is each):
            element.score += share
            scored[id(element)] = element
            share /= 2
            if share < 1:
                break
    return max(scored.values(), key=lambda element: element.score)


def _title_before(lines: Sequence[Line], at: int, title: str, total: int) -> int:
    """Where the article's title stands: the heading before it that the window's title repeats, or the nearest heading."""
    window = "".join(title.split())
    reach = range(max(0, at - _TITLE_REACH), at + 3)
    candidates = [
        each for each in reach if each < len(lines) and not lines[each].is_link and not _is_chrome(lines[each], total)
    ]
    for each in candidates:
        words = "".join(lines[each].words.split())
        if len(words) >= 8 and words in window:
            return min(each, at)
    headings = [each for each in candidates if each < at and lines[each].block.titled and len(lines[each].words) >= 6]
    return headings[-1] if headings else at


def _write(article: Sequence[Line], text: Composition) -> None:
    tables = 0
    for key, group in groupby(article, key=lambda line: id(line.block.table)):
        lines = list(group)
        table = lines[0].block.table
        if table is None or key == id(None) or not _is_data(table, lines):
            for line in lines:
                text.line(line.words)
            continue
        tables += 1
        task_grid.compose(grid_of(table, words_by_cell(lines)), text, label=f"表{tables}")
        text.here("")


def _is_data(table: Element, lines: Sequence[Line]) -> bool:
    """Whether a table holds data; tables that lay out the page hold paragraphs."""
    wide = sum(len(row) > 1 for row in table.rows)
    return (
        wide * 2 > len(table.rows)
        and wide > 1
        and all(len(words) <= _LONG_CELL for words in words_by_cell(list(lines)).values())
    )
