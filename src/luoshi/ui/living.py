"""What the living page shows its components with; invented, like the sample city."""

from __future__ import annotations

from typing import Any

from django import forms


class SpecimenForm(forms.Form):
    """A form with one field as it should be and one that needs another look."""

    name = forms.CharField(
        label="会议名称", help_text="按通稿写，不加单位简称。", widget=forms.TextInput({"class": "input"})
    )
    meeting_text = forms.CharField(
        label="会议文本", max_length=10, widget=forms.Textarea({"class": "input", "rows": 3})
    )
    number = forms.CharField(
        label="编号", disabled=True, initial="自动生成", widget=forms.TextInput({"class": "input"})
    )


def specimen_form() -> SpecimenForm:
    """The form, filled in and looked at."""
    form = SpecimenForm({"name": "第47次常务会议", "meeting_text": "2025年6月9日上午，市委副书记、市长……"})
    form.errors["meeting_text"] = form.error_class(
        ["文本有 12.4 MB，超过 10 MB 的上限。请只粘贴一次会议的文字后再试。"]
    )
    return form


SPECIMENS: dict[str, Any] = {
    "lamps": [
        ("red", "逾期 3 天"),
        ("yellow", "还剩 2 天"),
        ("green", "正常推进"),
        ("blue", "已办结"),
        ("grey", "未启动"),
    ],
    "rows": [
        {
            "number": "常务会47-03",
            "title": "副市长顾明川牵头，市水利局负责，市应急局、各乡镇配合，6月底前完成全市86座小型水库除险排查，建立一库一档，对查出的问题逐座明确整治措施、"
            "责任人和完成时间，汛期内每周更新一次，未完成整治的水库一律降低水位或者空库运行，并按规定落实巡查值守和应急预案。",
            "body": "市水利局",
            "due": "2025-06-30",
            "colour": "yellow",
            "word": "还剩 2 天",
        },
        {
            "number": "常务会47-04",
            "title": "市应急局每月28日前向市政府报送排查台账。",
            "body": "市应急局",
            "due": "每月 28 日",
            "colour": "green",
            "word": "正常推进",
        },
        {
            "number": "常务会46-11",
            "title": "汛期前完成不少于12处易涝点整治。",
            "body": "",
            "due": "2025-05-31",
            "colour": "red",
            "word": "逾期 9 天",
        },
    ],
    "events": [
        {
            "time": "2025年6月20日 09:12",
            "sentence": "市水利局反馈：已完成 61 座，剩余 25 座在 6 月 28 日前完成。（电话，周敏代录）",
            "kind": "",
        },
        {"time": "2025年6月12日 16:40", "sentence": "超过签收时限 1 天，已电话提醒。", "kind": "late"},
        {"time": "2025年6月10日 11:05", "sentence": "周敏交办至市水利局，要求 6 月 11 日前签收。", "kind": "done"},
        {"time": "2025年6月10日 10:30", "sentence": "立项，编号 常务会47-03。", "kind": "done"},
    ],
    "source": [
        {
            "start": 0,
            "indented": False,
            "pieces": [
                {"words": "一、", "keys": "", "kinds": "", "statement": ""},
                {
                    "words": "市水利局",
                    "keys": "s1 f1",
                    "kinds": "statement action owner",
                    "statement": "s1",
                    "first": True,
                },
                {"words": "负责，", "keys": "s1", "kinds": "statement action", "statement": "s1", "first": False},
                {
                    "words": "6月底前",
                    "keys": "s1 f2",
                    "kinds": "statement action deadline",
                    "statement": "s1",
                    "first": False,
                },
                {
                    "words": "完成86座小型水库除险排查。",
                    "keys": "s1",
                    "kinds": "statement action",
                    "statement": "s1",
                    "first": False,
                },
                {"words": "有关乡镇也要落实。", "keys": "f3", "kinds": "unread", "statement": ""},
            ],
        }
    ],
    "colours": ["ink", "ink-soft", "ink-faint", "line-strong", "line", "wash", "accent", "accent-wash", "red", "lit"],
}
