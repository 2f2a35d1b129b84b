from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "luoshi.people"
    verbose_name = "人员"

    def ready(self) -> None:
        from luoshi.journal.sentences import say  # noqa: PLC0415 - models are ready only now
        from luoshi.people.accounts import sentences as accounts  # noqa: PLC0415 - the same
        from luoshi.people.directory.sentences import SENTENCES  # noqa: PLC0415 - the same

        say(SENTENCES | accounts.SENTENCES)
