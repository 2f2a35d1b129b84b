"""The sample offices enter whole, once, and quickly."""

from __future__ import annotations

import datetime as dt
import time

import pytest

from luoshi.bodies.models import Body, BodyKind, Jurisdiction, Office
from luoshi.bodies.resolve import Directory
from luoshi.journal.models import Event
from luoshi.journal.verify import verify
from luoshi.people.directory.who import LineUp, holder, liaisons
from luoshi.people.models import Person, Post
from luoshi.people.sample import load

AT = dt.datetime(2026, 3, 9, 1, 30, tzinfo=dt.UTC)
DAY = dt.date(2026, 3, 9)


def the_city_has_fifteen_townships_with_villages_and_more_than_sixty_bodies_with_duties(city: Office) -> None:
    assert Body.objects.filter(office=city, kind=BodyKind.TOWNSHIP).count() == 15
    townships = Jurisdiction.objects.under("992301").filter(kind="township")
    assert townships.count() == 15
    assert all(township.children.count() >= 5 for township in townships)
    with_duties = Body.objects.filter(office=city, duties__valid_to=None).exclude(duties=None).distinct()
    assert with_duties.count() > 90
    assert {kind for kind, _ in BodyKind.choices} == set(Body.objects.values_list("kind", flat=True))


def loading_again_changes_nothing(city: Office) -> None:
    events = Event.objects.count()
    assert load(at=AT)[0] == city
    assert Event.objects.count() == events


def every_body_the_government_leads_has_a_leader_and_every_department_a_liaison(city: Office) -> None:
    line_up = LineUp(city, DAY)
    bodies = Body.objects.filter(office=city, kind__in=[BodyKind.DEPARTMENT, BodyKind.COORDINATION]).existing(DAY)
    assert [body.short_name for body in bodies if line_up.leader(body) is None] == []
    others = bodies.filter(kind=BodyKind.DEPARTMENT).exclude(short_name="市政府办")
    assert [body.short_name for body in others if not liaisons(body, DAY)] == []


def the_cast_of_the_tests_has_its_posts(city: Office) -> None:
    def post_of(name: str) -> str:
        post = Post.objects.get(tenures__person__name=name)
        tenure = holder(post, DAY)
        assert tenure is not None
        assert tenure.person.name == name
        return f"{post.body} {post.title}"

    assert [post_of(name) for name in ("周敏", "李强", "王芳", "陈静")] == [
        "市政府办 督查室主任",
        "市教育局 联络员",
        "市水务局 联络员",
        "县政府办 督查室主任",
    ]
    assert Person.objects.get(name="陈静").office.name == "临溪县人民政府办公室"


def the_names_that_texts_use_lead_to_the_body(city: Office) -> None:
    directory = Directory(city)
    used = {
        "市住房城乡建设局": "市住建局",
        "市水利局": "市水务局",
        "市应急局": "市应急局",
        "安澜市乡村振兴局": "市农业农村局",
        "云溪镇政府": "云溪镇",
        "城东街道办": "城东街道",
        "市卫健委": "市卫健局",
    }
    meant = {name: directory.resolve(name, on=DAY) for name in used}
    present = {name: found.successor.short_name for name, found in meant.items() if found and found.successor}
    assert present == used


def no_telephone_of_the_sample_can_be_anyones(city: Office) -> None:
    people = list(Person.objects.all())
    assert all(person.phone.startswith("0000-") for person in people)
    assert {person.mobile.reveal()[:3] for person in people[::20] if person.mobile} == {"100"}


def the_sample_leaves_a_sound_journal(city: Office) -> None:
    assert verify().sound


CHECKS = (
    the_city_has_fifteen_townships_with_villages_and_more_than_sixty_bodies_with_duties,
    every_body_the_government_leads_has_a_leader_and_every_department_a_liaison,
    the_cast_of_the_tests_has_its_posts,
    the_names_that_texts_use_lead_to_the_body,
    no_telephone_of_the_sample_can_be_anyones,
    the_sample_leaves_a_sound_journal,
    loading_again_changes_nothing,
)
"""What holds of the city; it is loaded once for all of them."""


def test_the_sample_city_is_whole_and_takes_less_than_five_seconds_of_the_processor(
    db: None, subtests: pytest.Subtests
) -> None:
    began = time.process_time()
    city = load(at=AT)[0]
    assert time.process_time() - began < 5
    for check in CHECKS:
        with subtests.test(check.__name__):
            check(city)
