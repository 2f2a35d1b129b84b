from django.apps import AppConfig


class UpkeepConfig(AppConfig):
    name = "luoshi.upkeep"
    verbose_name = "运行维护"

    def ready(self) -> None:
        """Say how the journal tells what was decided about jobs."""
        from luoshi.journal.sentences import say  # noqa: PLC0415 - models are ready only now

        say({"job.retried": "让后台任务再试一次", "job.abandoned": "放弃后台任务"})
