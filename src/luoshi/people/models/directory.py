"""People, posts, and who holds which post when. Duties belong to posts; people come and go."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Self, TypeVar

from django.db import models
from django.db.models import F, Min, Q

from luoshi.bodies.models import Body, Dated, DatedQuerySet, Office, in_force
from luoshi.bodies.models.dated import ordered_dates
from luoshi.journal.models import Subject
from luoshi.keys.fields import EncryptedText

if TYPE_CHECKING:
    from luoshi.journal.acting import Acting

M = TypeVar("M", bound=models.Model)


class PostKind(models.TextChoices):
    """What a post is in the work of its body, in the order in which a body's page lists them."""

    LEADER = "leader", "政府领导"
    HEAD = "head", "主要负责人"
    DEPUTY = "deputy", "分管负责人"
    LIAISON = "liaison", "联络员"
    SECTION = "section", "股室负责人"
    STAFF = "staff", "工作人员"


class Manner(models.TextChoices):
    REGULAR = "regular", "任职"
    ACTING = "acting", "代理（主持工作）"


class Relation(models.TextChoices):
    """How a leader stands to a body or a field of work."""

    LEADS = "leads", "负责"
    MANAGES = "manages", "分管"
    ASSISTS = "assists", "协助分管"
    CONTACTS = "contacts", "联系"


class PersonQuerySet(models.QuerySet["Person"]):
    def visible_to(self, acting: Acting) -> Self:
        """Names and posts are open to everyone of the office; the mobile number is not (``access.may_see_mobile``)."""
        if acting.is_system and acting.office is None:
            return self
        return self.filter(office_id=acting.office)

    def in_protocol_order(self) -> Self:
        """By the first of the posts held at any time; who never held one comes last, in the order of entry."""
        body, post = Min("tenures__post__body__protocol_order"), Min("tenures__post__protocol_order")
        return self.annotate(body_order=body, post_order=post).order_by(
            F("body_order").asc(nulls_last=True), F("post_order").asc(nulls_last=True), "id"
        )


class Person(Subject):
    """Someone who holds posts. A person may have no account or several, and is not a resident in the registers' sense.

    The name is one field, as everywhere; nothing else about the person is asked. The mobile number is kept under the person's own
    key; ``mobile_digest`` tells whether two numbers are equal and stays out of the journal, so that destroying the key is enough.
    """

    office = models.ForeignKey(Office, models.PROTECT, related_name="people")
    name = models.CharField("姓名", max_length=40)
    phone = models.CharField("办公电话", max_length=120, blank=True)
    mobile = EncryptedText("手机", null=True, blank=True)
    mobile_digest = models.CharField(max_length=64, blank=True, editable=False)

    objects = PersonQuerySet.as_manager()

    class Meta:
        ordering = ("id",)
        indexes = [models.Index(fields=["office", "name"], name="people_person_name")]

    def __str__(self) -> str:
        return self.name


class PostQuerySet(models.QuerySet["Post"]):
    def visible_to(self, acting: Acting) -> Self:
        if acting.is_system and acting.office is None:
            return self
        return self.filter(office_id=acting.office)

    def existing(self, on: dt.date) -> Self:
        """Posts that exist on a day."""
        return self.filter(Q(closed_on=None) | Q(closed_on__gt=on))


class Post(Subject):
    """One seat in a body. Of six deputy mayors each has a post, with the same title and a different order.

    An ``exclusive`` post has one holder at a time (someone acting beside an absent holder apart); others, such as members of a
    party group, have any number.
    """

    office = models.ForeignKey(Office, models.PROTECT, related_name="posts")
    body = models.ForeignKey(Body, models.PROTECT, related_name="posts", verbose_name="单位")
    title = models.CharField("职务", max_length=60)
    kind = models.CharField("岗位类别", max_length=8, choices=PostKind.choices)
    exclusive = models.BooleanField("一岗一人", default=True)
    protocol_order = models.PositiveIntegerField("排序", default=1000)
    closed_on = models.DateField("撤销日期", null=True, blank=True)

    objects = PostQuerySet.as_manager()

    class Meta:
        ordering = ("body__protocol_order", "protocol_order", "id")
        indexes = [models.Index(fields=["office", "kind"], name="people_post_kind")]

    def __str__(self) -> str:
        return self.title

    def exists(self, on: dt.date) -> bool:
        return self.closed_on is None or self.closed_on > on


class CorrectableQuerySet(DatedQuerySet[M]):
    """Dated rows without those that were entered by mistake."""

    def visible_to(self, acting: Acting) -> Self:
        if acting.is_system and acting.office is None:
            return self
        return self.filter(office=acting.office)

    def standing(self) -> Self:
        return self.filter(void=False)

    def on(self, day: dt.date) -> Self:
        return self.standing().filter(in_force(day))

    def overlapping(self, first: dt.date | None, last: dt.date | None) -> Self:
        return super().overlapping(first, last).standing()


class Correctable(Dated):
    """A dated row that may turn out to have been entered by mistake: it then never held, and stays for the journal's sake."""

    void = models.BooleanField("录入有误，作废", default=False)

    class Meta:
        abstract = True


class TenureQuerySet(CorrectableQuerySet["Tenure"]):
    """Tenures, asked for by a day."""


class Tenure(Subject, Correctable):
    """A person holds a post from a day to a day, both included."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    post = models.ForeignKey(Post, models.PROTECT, related_name="tenures", verbose_name="岗位")
    person = models.ForeignKey(Person, models.PROTECT, related_name="tenures", verbose_name="人员")
    manner = models.CharField("任职方式", max_length=8, choices=Manner.choices, default=Manner.REGULAR)

    objects = TenureQuerySet.as_manager()

    class Meta:
        ordering = ("post__body__protocol_order", "post__protocol_order", "id")
        constraints = [ordered_dates("people_tenure_dates")]

    def __str__(self) -> str:
        return f"{self.person} {self.post}"


class StandInQuerySet(CorrectableQuerySet["StandIn"]):
    """Stand-ins, asked for by a day."""


class StandIn(Subject, Correctable):
    """AB角: while it holds, whoever holds ``deputy`` acts for whoever holds ``post``."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    post = models.ForeignKey(Post, models.PROTECT, related_name="stand_ins", verbose_name="A角")
    deputy = models.ForeignKey(Post, models.PROTECT, related_name="stands_in_for", verbose_name="B角")
    reason = models.CharField("原因", max_length=80, blank=True)

    objects = StandInQuerySet.as_manager()

    class Meta:
        ordering = ("post__protocol_order", "id")
        constraints = [
            ordered_dates("people_stand_in_dates"),
            models.CheckConstraint(condition=~Q(post=F("deputy")), name="people_stand_in_is_another"),
        ]

    def __str__(self) -> str:
        return f"{self.deputy} → {self.post}"


class PortfolioQuerySet(CorrectableQuerySet["Portfolio"]):
    """Lines of the division of work, asked for by a day."""


class Portfolio(Subject, Correctable):
    """One line of the division of work among leaders (领导分工): a leader's post and a body, or a field of work in words.

    It belongs to the post: whoever succeeds in the post has the line without anything being written.
    """

    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    post = models.ForeignKey(Post, models.PROTECT, related_name="portfolio", verbose_name="岗位")
    relation = models.CharField("关系", max_length=8, choices=Relation.choices, default=Relation.MANAGES)
    body = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="portfolios", verbose_name="单位"
    )
    field = models.CharField("领域", max_length=120, blank=True)
    basis = models.CharField("依据", max_length=80, blank=True)
    position = models.PositiveSmallIntegerField("序号", default=1)

    objects = PortfolioQuerySet.as_manager()

    class Meta:
        ordering = ("post__body__protocol_order", "post__protocol_order", "position", "id")
        constraints = [
            ordered_dates("people_portfolio_dates"),
            models.CheckConstraint(condition=Q(body=None) ^ Q(field=""), name="people_portfolio_body_or_field"),
        ]

    def __str__(self) -> str:
        return f"{self.post} {self.get_relation_display()} {self.body or self.field}"
