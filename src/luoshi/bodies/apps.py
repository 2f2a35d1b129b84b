from django.apps import AppConfig


class BodiesConfig(AppConfig):
    name = "luoshi.bodies"
    verbose_name = "机构"

    def ready(self) -> None:
        from luoshi.bodies.sentences import SENTENCES  # noqa: PLC0415 - models are ready only now
        from luoshi.journal.sentences import say  # noqa: PLC0415 - the same

        say(SENTENCES)
