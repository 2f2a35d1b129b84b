from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "luoshi.files"
    verbose_name = "文件"

    def ready(self) -> None:
        """Say how the journal tells what happened to files."""
        from luoshi.journal.sentences import call, say  # noqa: PLC0415 - models are ready only now

        call(
            {
                "media_type": "格式",
                "size": "字节数",
                "sha256": "校验值",
                "uploaded_at": "上传时间",
                "uploaded_by": "上传账号",
            }
        )
        say({"file.kept": lambda data: f"上传文件“{data['name'][1]}”"})
