from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "luoshi.meetings"
    verbose_name = "会议"

    def ready(self) -> None:
        """Say how the journal tells what happened to meetings."""
        from luoshi.journal.sentences import say  # noqa: PLC0415 - models are ready only now

        say(
            {
                "meeting.opened": "登记会议",
                "meeting.revised": "更正会议信息",
                "meeting.text_added": lambda data: (
                    f"收入文本“{data['title']}”" + ("，以它为准" if data["basis"] else "")
                ),
                "meeting.text_moved": lambda data: f"文本“{data['title']}”改归“{data['name']}”",
                "meeting.set_apart": lambda data: f"确认“{data['title']}”是另一次会议",
                "meeting.basis_changed": lambda data: f"改以“{data['title']}”为准",
            }
        )
