from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class JobsConfig(AppConfig):
    name = "luoshi.jobs"
    verbose_name = "后台任务"

    def ready(self) -> None:
        """Every app's ``jobs.py`` registers its handlers and its part of the timetable."""
        autodiscover_modules("jobs")
