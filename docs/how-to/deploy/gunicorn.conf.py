"""How gunicorn runs the portal; environment variables carry what differs between houses."""

import os
import sys
from pathlib import Path

from prometheus_client import multiprocess

wsgi_app = "bgm_portal.app:serve()"
bind = os.environ.get("BGM_BIND", "127.0.0.1:8000")
worker_class = "gthread"
workers = int(os.environ.get("BGM_WEB_WORKERS", "2"))
threads = int(os.environ.get("BGM_WEB_THREADS", "16"))
# Loaded once, before the workers are forked: a worker that is replaced while the tables are being
# renewed goes on with the code it was started with.
preload_app = True
control_socket_disable = True
timeout = 60
graceful_timeout = 30
accesslog = None  # addresses can tell what somebody looked at; the portal logs views instead


def prepare_figures():
    """Make the folder where processes count together, and forget what the last run counted.

    This cannot wait for a hook of gunicorn: the first one is called after the portal was loaded,
    which already counts. A reload reads this file again and forgets nothing.
    """
    folder = os.environ.get("PROMETHEUS_MULTIPROC_DIR")
    if folder and wsgi_app.split(":", maxsplit=1)[0] not in sys.modules:
        Path(folder).mkdir(parents=True, exist_ok=True)
        for old in Path(folder).glob("*.db"):
            old.unlink()


def child_exit(server, worker):
    """Take a worker that ended out of the figures."""
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        multiprocess.mark_process_dead(worker.pid)


prepare_figures()
