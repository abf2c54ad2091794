from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

from carepost.config import logs
from carepost.config.instance import Instance

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "carepost.config.settings")
logs.configure(Instance().log_level)
application = get_wsgi_application()
