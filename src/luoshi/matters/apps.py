from django.apps import AppConfig


class MattersConfig(AppConfig):
    name = "luoshi.matters"
    verbose_name = "督办事项"

    def ready(self) -> None:
        """Say how the journal tells what happened to matters."""
        from luoshi.journal.sentences import call, find, say  # noqa: PLC0415 - models are ready only now
        from luoshi.matters import sight  # noqa: F401, PLC0415 - the same; it registers who sees the files of a matter
        from luoshi.matters.desk import SUBJECT  # noqa: PLC0415 - the same
        from luoshi.matters.prints.holders import holder_names  # noqa: PLC0415 - the same
        from luoshi.matters.sentences import SENTENCES  # noqa: PLC0415 - the same

        call({"meeting": "会议", "span": "原文位置", "supporting": "配合单位", "sites": "点位", "problems": "问题"})
        find(SUBJECT, "holder", holder_names)
        say(SENTENCES)
