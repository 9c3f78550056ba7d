"""The WSGI entry point: `gunicorn wsgi:app`."""

import config
from booking import create_app, logs

settings = config.load()
logs.set_up(settings["LOG_LEVEL"], as_json=settings["LOG_FORMAT"] == "json")
app = create_app(settings)
