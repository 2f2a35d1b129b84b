from django.apps import AppConfig


class RulebookConfig(AppConfig):
    name = "luoshi.rulebook"
    verbose_name = "规则库"

    def ready(self) -> None:
        from luoshi.journal.sentences import say  # noqa: PLC0415 - models are ready only now
        from luoshi.rulebook.sentences import SENTENCES  # noqa: PLC0415 - the same

        say(SENTENCES)
