from django.apps import AppConfig


class WorkdaysConfig(AppConfig):
    name = "luoshi.workdays"
    verbose_name = "工作日历"

    def ready(self) -> None:
        from luoshi.journal.sentences import say  # noqa: PLC0415 - models are ready only now
        from luoshi.workdays.sentences import SENTENCES  # noqa: PLC0415 - the same

        say(SENTENCES)
