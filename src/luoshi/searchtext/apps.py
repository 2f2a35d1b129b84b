from django.apps import AppConfig


class SearchTextConfig(AppConfig):
    name = "luoshi.searchtext"
    verbose_name = "检索"
