from django.apps import AppConfig
from django.db.backends.signals import connection_created

from cms.waiting import queue_up


class CmsConfig(AppConfig):
    name = "cms"
    verbose_name = "Marquee"

    def ready(self) -> None:
        connection_created.connect(queue_up, dispatch_uid="cms.waiting")
