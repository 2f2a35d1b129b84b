"""The shape of what is typed on the pages of the directory."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.db.models import QuerySet

from luoshi.bodies.models import Body, BodyKind, Jurisdiction, Office
from luoshi.bodies.operations import DutyText
from luoshi.journal.models import new_ref
from luoshi.people.directory.importing.cells import parted
from luoshi.people.directory.importing.pasted import NAME as PASTED
from luoshi.people.directory.importing.pasted import pasted
from luoshi.people.models import Manner, Person, Post, PostKind


def day_field(label: str, *, required: bool = True, help_text: str = "") -> forms.DateField:
    """A day, with the browser's own calendar."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=required, help_text=help_text, widget=widget)


class ActForm(forms.Form):
    """A form that leads to one operation: its token makes a second press the same act, ``seen_seq`` notices a stale form."""

    token = forms.CharField(widget=forms.HiddenInput, required=False, initial=new_ref)
    seen_seq = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def values(self, *names: str) -> dict[str, Any]:
        """Some of what was typed, by the names of the operation."""
        return {name: self.cleaned_data[name] for name in names}


class DutiesField(forms.CharField):
    """Duties as lines ``words｜keyword、keyword``; hands back ``DutyText``s."""

    widget = forms.Textarea(attrs={"rows": 8})

    def to_python(self, value: object) -> tuple[DutyText, ...]:  # type: ignore[override]  # a field may hand back what it means
        lines = [line for line in str(value or "").splitlines() if line.strip()]
        parts = (line.replace("|", "｜").partition("｜") for line in lines)
        return tuple(DutyText(words.strip(), tuple(parted(keywords))) for words, _, keywords in parts if words.strip())


class BodyForm(ActForm):
    """A body of an office."""

    name = forms.CharField(label="机构全称", max_length=80)
    short_name = forms.CharField(
        label="规范简称", max_length=40, required=False, help_text="通知和台账里用的简称，例如“市教育局”。"
    )
    kind = forms.ChoiceField(label="类别", choices=BodyKind.choices)
    parent = forms.ModelChoiceField(
        label="上级（主管）单位",
        queryset=Body.objects.none(),
        required=False,
        to_field_name="ref",
        empty_label="（无）",
    )
    jurisdiction = forms.ModelChoiceField(
        label="所属区划",
        queryset=Jurisdiction.objects.none(),
        required=False,
        to_field_name="ref",
        help_text="乡镇（街道）填写。",
        empty_label="（无）",
    )
    protocol_order = forms.IntegerField(label="排序", min_value=0, max_value=99999, help_text="小的排在前面。")
    phone = forms.CharField(label="办公电话", max_length=120, required=False)
    address = forms.CharField(label="办公地址", max_length=120, required=False)
    opened_on = day_field("设立日期", required=False)
    aliases = forms.CharField(label="别名", required=False, help_text="文件里会出现的其他叫法，用顿号分开。")
    duties = DutiesField(
        label="职责",
        required=False,
        help_text="一行一项：职责｜关键词、关键词。关键词用来为议定事项提出承办单位的建议。",
    )

    def __init__(self, *args: object, office: Office, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # those of forms.Form
        own = Body.objects.filter(office=office, closed_on=None)
        code = office.jurisdiction_code
        divisions = Jurisdiction.objects.filter(valid_to=None, kind="township", code__startswith=code)
        self.fields["parent"].queryset = own  # type: ignore[attr-defined]  # django-stubs: Field
        self.fields["jurisdiction"].queryset = divisions if code else Jurisdiction.objects.none()  # type: ignore[attr-defined]

    def clean_aliases(self) -> list[str]:
        return parted(self.cleaned_data["aliases"])

    PARTICULARS = ("kind", "parent", "jurisdiction", "protocol_order", "phone", "address", "opened_on")


class EditBodyForm(BodyForm):
    """A known body: its names change on a page of their own."""

    name = None  # type: ignore[assignment]  # Django: a field set to None is left out
    short_name = None  # type: ignore[assignment]  # the same
    on = day_field("职责变动自何日起", required=False, help_text="职责没有变动，或只是更正录入错误，留空。")


class RenameForm(ActForm):
    name = forms.CharField(label="机构全称", max_length=80)
    short_name = forms.CharField(label="规范简称", max_length=40, required=False)
    on = day_field("自何日起", required=False, help_text="更名的日期，旧名称仍会认得。只是更正录入错误，留空。")


class CloseForm(ActForm):
    on = day_field("撤销日期", help_text="这一天起不再有这个单位。")
    reason = forms.CharField(label="依据", max_length=200, help_text="例如机构改革方案的文号。")


class BodiesForm(ActForm):
    """Some bodies and a day: which ones are merged into this one."""

    others = forms.ModelMultipleChoiceField(
        label="并入本单位的单位",
        queryset=Body.objects.none(),
        to_field_name="ref",
        widget=forms.SelectMultiple(attrs={"size": 12}),
    )
    on = day_field("自何日起", help_text="被并入的单位从这一天起撤销，职责转入本单位，旧名称指向本单位。")

    def __init__(self, *args: object, bodies: QuerySet[Body], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # those of forms.Form
        self.fields["others"].queryset = bodies  # type: ignore[attr-defined]  # django-stubs: Field


class SplitForm(ActForm):
    """Who takes each duty of a body that is divided; an empty choice leaves the duty where it is."""

    on = day_field("自何日起")
    closes = forms.BooleanField(label="本单位同时撤销（每项职责都要选定承接单位）", required=False)

    def __init__(self, *args: object, body: Body, bodies: QuerySet[Body], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # those of forms.Form
        self.positions: dict[str, int] = {}
        for duty in body.duties.filter(valid_to=None):
            name = f"duty_{duty.position}"
            self.positions[name] = duty.position
            self.fields[name] = forms.ModelChoiceField(
                label=duty.text, queryset=bodies, required=False, to_field_name="ref", empty_label="仍由本单位承担"
            )

    def shares(self) -> dict[Body, frozenset[int]]:
        """The positions of the duties that each body takes."""
        taken: dict[Body, set[int]] = {}
        for name, position in self.positions.items():
            if (body := self.cleaned_data[name]) is not None:
                taken.setdefault(body, set()).add(position)
        return {body: frozenset(positions) for body, positions in taken.items()}


class PostForm(ActForm):
    title = forms.CharField(label="职务", max_length=60)
    kind = forms.ChoiceField(label="岗位类别", choices=PostKind.choices)
    exclusive = forms.BooleanField(label="一岗一人", required=False, initial=True)
    protocol_order = forms.IntegerField(label="排序", min_value=0, max_value=99999, initial=1000)


class AppointForm(ActForm):
    """Who takes a post: someone known, or a new person by name."""

    person = forms.ModelChoiceField(label="人员", queryset=Person.objects.none(), required=False, to_field_name="ref")
    name = forms.CharField(label="或新录入姓名", max_length=40, required=False)
    on = day_field("任职自", required=False, help_text="不清楚何时开始的，留空。")
    manner = forms.ChoiceField(label="任职方式", choices=Manner.choices)
    relieve = forms.BooleanField(label="接替现任（现任在前一天离任）", required=False)

    def __init__(self, *args: object, office: Office, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # those of forms.Form
        self.fields["person"].queryset = Person.objects.filter(office=office).in_protocol_order()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, object]:
        given = super().clean() or {}
        if bool(given.get("person")) == bool(str(given.get("name") or "").strip()):
            self.add_error("person", "请选择一位已有人员，或者填写新录入的姓名（二者填一项）。")
        return given


class EndForm(ActForm):
    last = day_field("最后一天")


class StandInForm(ActForm):
    deputy = forms.ModelChoiceField(label="B角岗位", queryset=Post.objects.none(), to_field_name="ref")
    first = day_field("自", required=False)
    last = day_field("至", required=False, help_text="长期的AB角不填日期。")
    reason = forms.CharField(label="原因", max_length=80, required=False)

    def __init__(self, *args: object, posts: QuerySet[Post], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # those of forms.Form
        field = self.fields["deputy"]
        field.queryset = posts  # type: ignore[attr-defined]  # django-stubs: Field
        field.label_from_instance = lambda post: f"{post.body} {post.title}"  # type: ignore[attr-defined]  # the same


class PortfolioForm(ActForm):
    """A leader's division of work in words and by the short names of bodies."""

    work = forms.CharField(
        label="分管领域",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="照抄分工文件，例如：负责市政府常务工作；分管发展改革、财政等工作。",
    )
    manages = forms.CharField(
        label="分管单位", required=False, widget=forms.Textarea(attrs={"rows": 3}), help_text="规范简称，用顿号分开。"
    )
    assists = forms.CharField(label="协助分管单位", required=False)
    contacts = forms.CharField(label="联系单位", required=False, widget=forms.Textarea(attrs={"rows": 2}))
    on = day_field("自何日起", required=False, help_text="调整分工的日期。只是更正录入错误，留空。")
    basis = forms.CharField(label="依据", max_length=80, required=False, help_text="分工文件的文号。")


class PersonForm(ActForm):
    name = forms.CharField(label="姓名", max_length=40)
    phone = forms.CharField(label="办公电话", max_length=120, required=False)
    mobile = forms.RegexField(
        label="手机",
        regex=r"^1\d{10}$",
        required=False,
        strip=True,
        error_messages={"invalid": "手机号是11位数字。"},
        help_text="加密保存。已登记的号码不在这里显示；留空则不改动。",
    )
    forget_mobile = forms.BooleanField(label="删去已登记的手机号", required=False)


class EraseForm(ActForm):
    """Why the personal data kept of someone are erased."""

    reason = forms.CharField(
        label="依据",
        max_length=120,
        help_text="手机号将从名录和留痕中一并删除，不能恢复；姓名和任职是公务记录，予以保留。",
    )


class TableForm(forms.Form):
    """A table as a file or pasted."""

    file = forms.FileField(label="表格文件", required=False, help_text="xlsx、xls、csv 或 Word（docx），4 MB 以内。")
    words = forms.CharField(
        label="或者粘贴在这里",
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="从 WPS、Excel、Word 里选中表格，复制后粘贴，连表头一起。",
    )

    def clean(self) -> dict[str, Any]:
        """A file or pasted words: one of them, not both."""
        given = super().clean() or {}
        words = (given.get("words") or "").strip()
        if given.get("file") and words:
            self.add_error("words", "选了文件，又粘贴了文字，只能用一样。请清空这里，或者不选文件。")
        elif not given.get("file") and not words and not self.errors:
            self.add_error("file", "请选择表格文件，或者把表格粘贴到下面。")
        return given

    def table(self) -> tuple[bytes, str]:
        """The bytes of what was given, and what it is called."""
        if (file := self.cleaned_data["file"]) is not None:
            return file.read(), str(file.name)
        return pasted(self.cleaned_data["words"]), PASTED

    @property
    def source(self) -> str:
        """The field that a refusal of the table stands beside."""
        return "file" if self.cleaned_data.get("file") else "words"


class UploadForm(TableForm):
    """A table to be taken over, and from which day it holds."""

    on = day_field("自何日起", help_text="这张表从哪一天起有效；离任、撤销和分工调整按这一天计算，以前的保留。")


class ConfirmForm(forms.Form):
    """What a preview sends back: the very file, what was shown. Ticks (``leaving``) and answers stand beside it, any number of each."""

    token = forms.CharField(widget=forms.HiddenInput, required=False)
    table = forms.CharField(widget=forms.HiddenInput, strip=False)
    name = forms.CharField(widget=forms.HiddenInput, required=False)
    on = forms.DateField(widget=forms.HiddenInput)
    shown = forms.CharField(widget=forms.HiddenInput)


class DirectoryFilter(forms.Form):
    """What a list of bodies or people is narrowed by."""

    q = forms.CharField(required=False, max_length=40)
    kind = forms.ChoiceField(required=False, choices=[("", "全部类别"), *BodyKind.choices])
    on = forms.DateField(required=False)

    def day(self, today: dt.date) -> dt.date:
        """The day asked for, else today."""
        return self.cleaned_data.get("on") or today if self.is_valid() else today
