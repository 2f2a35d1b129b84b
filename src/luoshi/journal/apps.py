from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "luoshi.journal"
    verbose_name = "留痕"
