"""Connections that a test opens and forgets: named at that test, for later they fail whichever test collects them."""

import weakref
from typing import Any

import psycopg
from sqlalchemy import event
from sqlalchemy.engine import Engine

_connections: weakref.WeakSet[psycopg.Connection[Any]] = weakref.WeakSet()


@event.listens_for(Engine, "connect")
def _remember(connection: Any, record: Any) -> None:
    if isinstance(connection, psycopg.Connection):
        _connections.add(connection)


def find_open(*kept: Engine) -> list[str]:
    """The databases of open connections to PostgreSQL, those that stay connected (`kept`) left out."""
    names = [connection.info.dbname for connection in list(_connections) if not connection.closed]
    return [name for name in names if name not in {engine.url.database for engine in kept}]
