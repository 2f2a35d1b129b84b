"""Web pages: the article is read, the site around it is not."""

from __future__ import annotations

import time

import pytest

from jiyao.intake import Unreadable
from jiyao.intake.html import read_bytes

TITLE = "安岚市人民政府召开第12次常务会议"
BODY = [
    "　　3月9日，市长周远主持召开市政府第12次常务会议，研究防汛备汛工作。",
    "　　会议要求，各县区要压实责任，由市水利局牵头，市应急局配合，于五月底前完成隐患排查。",
    "　　会议强调，要加快推进重点项目前期工作，市发展改革委逐项调度，按月通报进展情况。",
]
NAV = '<div class="nav"><a href="/">首页</a><a href="/zw">政务公开</a></div>'
FOOT = '<div class="footer">主办单位：安岚市人民政府办公室 备案号：0000 <a href="/map">网站地图</a></div>'


def page(body: str, title: str = TITLE, head: str = '<meta charset="utf-8">') -> bytes:
    return f"<!DOCTYPE html><html><head>{head}<title>{title}-安岚市人民政府</title></head><body>{body}</body></html>".encode()


def paragraphs(tag: str = "p") -> str:
    return "".join(f"<{tag}>{line}</{tag}>" for line in BODY)


def lines(data: bytes) -> list[str]:
    return read_bytes(data).raw.splitlines()


def test_the_article_is_read_with_its_title_and_without_the_site() -> None:
    text = read_bytes(page(f"{NAV}<h1>{TITLE}</h1><div id='zoom'>{paragraphs()}</div>{FOOT}"))
    assert text.raw.splitlines() == [TITLE, *BODY]
    assert "首页政务公开" in text.left_out
    assert any("备案号" in words for words in text.left_out)


def test_the_line_of_date_and_source_below_the_title_stays() -> None:
    meta = "<div class='info'>发布日期：2026-03-10　来源：市政府办公室</div>"
    body = f"{NAV}<div class='wrap'><div class='art-title'>{TITLE}</div>{meta}<div class='TRS_Editor'>{paragraphs()}</div></div>{FOOT}"
    assert lines(page(body)) == [TITLE, "发布日期：2026-03-10　来源：市政府办公室", *BODY]


@pytest.mark.parametrize(
    "inner",
    [
        "<br>".join(BODY),
        "".join(f"<div>{line}</div>" for line in BODY),
        f"<table><tr><td>{paragraphs()}</td></tr></table>",
        "".join(f"<p><span style='font-size:16px'>{line[:9]}</span><span>{line[9:]}</span></p>" for line in BODY),
        f"<section>{paragraphs()}</section>",
    ],
    ids=["breaks", "divs", "layout table", "spans", "section"],
)
def test_an_article_is_found_however_it_is_marked_up(inner: str) -> None:
    related = (
        "<ul class='list'>"
        + "".join(f"<li><a href='{n}'>安岚市召开第{n}次常务会议</a></li>" for n in range(20))
        + "</ul>"
    )
    assert lines(page(f"{NAV}<h2>{TITLE}</h2><div class='content'>{inner}</div>{related}{FOOT}")) == [TITLE, *BODY]


def test_a_form_around_the_whole_page_hides_nothing() -> None:
    assert lines(page(f"<form id='form1'><div>{paragraphs()}</div></form>")) == BODY


def test_a_name_of_chrome_around_the_article_hides_nothing() -> None:
    assert lines(page(f"<div class='print'><div>{paragraphs()}</div></div>")) == BODY


def test_a_name_of_chrome_on_most_of_the_page_hides_nothing_though_other_text_stands_beside_it() -> None:
    beside = "<div><p>　　欢迎访问安岚市人民政府网站，请使用新版浏览器。</p></div>"
    assert lines(page(f"{beside}<div class='print'><div>{paragraphs()}</div></div>"))[-3:] == BODY


def test_buttons_and_links_inside_the_article_are_left_out_and_an_attachment_stays() -> None:
    inner = f"{paragraphs()}<div class='share'>分享到微信</div><p><a href='x'>上一篇：关于某事的通知</a></p><p><a href='y'>附件：任务清单.docx</a></p>"
    assert lines(page(f"<div>{inner}</div>")) == [*BODY, "附件：任务清单.docx"]


def test_scripts_styles_and_hidden_words_are_not_read() -> None:
    inner = f"<script>var a='会议';</script><style>p{{}}</style><p style='display:none'>隐藏</p>{paragraphs()}"
    assert lines(page(f"<div>{inner}</div>")) == BODY


@pytest.mark.parametrize("charset", ["gb2312", "gbk", "utf-8"])
def test_a_declared_character_set_is_followed(charset: str) -> None:
    source = page(
        f"<div>{paragraphs()}</div>", head=f'<meta http-equiv="Content-Type" content="text/html; charset={charset}">'
    ).decode()
    assert lines(source.encode("gb18030" if charset != "utf-8" else "utf-8")) == BODY


def test_a_wrong_or_missing_declaration_gives_way_to_the_bytes() -> None:
    for head in ('<meta charset="utf-8">', "", '<meta charset="nonsense">'):
        source = page(f"<div>{paragraphs()}</div>", head=head).decode()
        assert lines(source.encode("gb18030")) == BODY


def test_a_table_of_tasks_on_a_page_reads_a_line_a_row() -> None:
    rows = "<tr><th>序号</th><th>任务</th><th>牵头单位</th></tr><tr><td>1</td><td>修订预案</td><td rowspan=2>市水利局</td></tr><tr><td>2</td><td>清查水库</td></tr>"
    text = read_bytes(page(f"<div><p>任务分解表如下，请各单位认真抓好落实。</p><table>{rows}</table></div>"))
    assert text.raw.splitlines()[1:] == ["1.修订预案（牵头单位：市水利局）。", "2.清查水库（牵头单位：市水利局）。"]
    assert text.place_at(text.raw.index("清查")) == "表1 第3行 任务"


def refusal(data: bytes) -> str:
    with pytest.raises(Unreadable) as refused:
        read_bytes(data)
    return refused.value.sentence


def test_a_page_without_words_is_told_to_be_copied() -> None:
    assert "复制正文" in refusal(page("<script>write()</script>"))


def test_elements_nested_without_end_are_refused_at_once() -> None:
    start = time.monotonic()
    assert "嵌套过深" in refusal(b"<html><body>" + b"<div>" * 200_000 + "会议".encode())
    assert time.monotonic() - start < 2


def test_a_tag_of_countless_attributes_does_not_hold_up() -> None:
    start = time.monotonic()
    attributes = " ".join(f"a{n}=1" for n in range(100_000))
    assert lines(page(f"<div {attributes}></div><div>{paragraphs()}</div>")) == BODY
    assert time.monotonic() - start < 2


@pytest.mark.parametrize(
    "piece",
    ["<b>会", "<p>会", "<b><p>会", "<a href=x><b>会</a>", "<table>会", "<li>会", "</div>", "<td>会<tr>", "&amp会", "<"],
)
def test_two_megabytes_of_one_piece_are_read_or_refused_in_seconds(piece: str) -> None:
    start = time.monotonic()
    try:
        read_bytes(("<html><body>" + piece * (2_000_000 // len(piece.encode()))).encode())
    except Unreadable as refused:
        assert refused.sentence.endswith("。")  # noqa: PT017
    assert time.monotonic() - start < 20


def test_paragraphs_wrapped_in_elements_of_their_own_are_all_read() -> None:
    wrapped = "".join(f"<div><div><span>{line[:9]}</span><span>{line[9:]}</span></div></div>" for line in BODY)
    assert lines(page(f"{NAV}<div><div>{TITLE}</div><div>{wrapped}</div></div>{FOOT}")) == [TITLE, *BODY]


def test_an_article_that_a_script_uncovers_is_read() -> None:
    hidden = f'<div id="js_content" style="visibility: hidden; opacity: 0;">{paragraphs()}</div>'
    assert lines(page(f"<h1>{TITLE}</h1>{hidden}<div>轻点两下取消赞，轻点两下取消在看</div>"))[:4] == [TITLE, *BODY]
    aside = '<p style="visibility:hidden">隐藏</p>'
    assert lines(page(f"<div>{aside}{paragraphs()}</div>")) == BODY


@pytest.mark.parametrize("inner", ["<pre>{}</pre>", '<div style="white-space: pre-wrap">{}</div>'])
def test_line_ends_count_where_the_page_keeps_them(inner: str) -> None:
    assert lines(page(f"<h1>{TITLE}</h1>{inner.format(chr(10).join(BODY))}")) == [TITLE, *BODY]


@pytest.mark.parametrize(
    "button", ["【打印本页】　【关闭窗口】", "分享到：微信 | 微博", "扫一扫在手机打开当前页", "[字号：大 中 小]"]
)
def test_a_line_of_buttons_inside_the_article_is_left_out(button: str) -> None:
    assert lines(page(f"<div><p>{button}</p>{paragraphs()}<p>{button}</p></div>")) == BODY


@pytest.mark.parametrize("mark", ["上一篇：关于某事的通知", "下一条：没有了", "相关阅读"])
def test_nothing_behind_the_links_to_other_articles_is_read(mark: str) -> None:
    assert lines(page(f"<div>{paragraphs()}<p>{mark}</p><p>安岚市召开第11次常务会议</p></div>")) == BODY


def test_a_footer_longer_than_a_short_article_is_none_of_it() -> None:
    foot = "<div class='footer1'>主办单位：安岚市人民政府，承办单位：市数据局，地址：某路1号，备案号：0000。版权所有，不得转载。</div>"
    assert lines(page(f"<div><h1>{TITLE}</h1><div><p>{BODY[0]}</p></div></div>{foot}")) == [TITLE, BODY[0]]


def test_a_header_of_two_rows_is_called_by_the_second() -> None:
    head = "<tr><td rowspan=2>序号</td><td rowspan=2>任务</td><td colspan=2>责任单位</td></tr><tr><td>牵头单位</td><td>配合单位</td></tr>"
    rows = "<tr><td>1</td><td>修订预案</td><td>市水利局</td><td>市应急局</td></tr>"
    assert lines(page(f"<h1>任务分解表格</h1><table>{head}{rows}</table>"))[1:] == [
        "1.修订预案（牵头单位：市水利局；配合单位：市应急局）。"
    ]
