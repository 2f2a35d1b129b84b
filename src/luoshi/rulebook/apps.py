from django.apps import AppConfig


class RulebookConfig(AppConfig):
    name = "luoshi.rulebook"
    verbose_name = "规则库"
