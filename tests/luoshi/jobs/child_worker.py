"""A worker as a process of its own, on the database of the test that starts it; its arguments: name, database, file for outside effects."""

from __future__ import annotations

import datetime as dt
import os
import sys
import threading
import time
from typing import Any

import django

from luoshi import settings

settings.DATABASES["default"]["NAME"] = sys.argv[2]
os.environ["DJANGO_SETTINGS_MODULE"] = "luoshi.settings"
django.setup()

from django.db import connection  # noqa: E402

from luoshi.jobs import queue, worker  # noqa: E402
from luoshi.jobs.registry import Run, handler  # noqa: E402

queue.LEASE = dt.timedelta(seconds=1)
worker.HEARTBEAT = dt.timedelta(seconds=0.3)


@handler("test.inside", "写一行", attempts=50)
def inside(payload: dict[str, Any], run: Run) -> None:
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO jobs_effect (name) VALUES (%s)", [payload["name"]])
    time.sleep(0.01)


@handler("test.outside", "追加一行", external=True, attempts=50)
def outside(payload: dict[str, Any], run: Run) -> None:
    place = os.open(sys.argv[3], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    os.write(place, (run.key + "\n").encode())
    os.close(place)
    time.sleep(0.01)


worker.work(sys.argv[1], threading.Event())
