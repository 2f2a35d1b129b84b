from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "luoshi.people"
    verbose_name = "人员"
