from django.apps import AppConfig


class BodiesConfig(AppConfig):
    name = "luoshi.bodies"
    verbose_name = "机构"
