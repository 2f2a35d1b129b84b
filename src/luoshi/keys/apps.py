from django.apps import AppConfig


class KeysConfig(AppConfig):
    name = "luoshi.keys"
    verbose_name = "密钥"
