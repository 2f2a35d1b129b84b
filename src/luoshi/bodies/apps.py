from django.apps import AppConfig


class BodiesConfig(AppConfig):
    name = "luoshi.bodies"
    verbose_name = "机构"

    def ready(self) -> None:
        from luoshi.bodies.sentences import SENTENCES  # noqa: PLC0415 - models are ready only now
        from luoshi.journal.sentences import call, say  # noqa: PLC0415 - the same

        call({"names": "名称", "duties": "职责", "successors": "去向", "origins": "前身"})
        say(SENTENCES)
