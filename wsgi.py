"""The WSGI entry point: `gunicorn wsgi:app`."""

import config
from booking import create_app

app = create_app(config.load())
