from django.apps import AppConfig


class FilmsConfig(AppConfig):
    name = "films"

    def ready(self) -> None:
        from films import signals  # noqa: F401
