from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "luoshi.files"
    verbose_name = "文件"

    def ready(self) -> None:
        """Say how the journal tells what happened to files."""
        from luoshi.journal.sentences import say  # noqa: PLC0415 - models are ready only now

        say({"file.kept": lambda data: f"上传文件“{data['name'][1]}”"})
