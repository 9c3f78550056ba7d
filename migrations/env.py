"""How Alembic works on this product's databases. `booking db upgrade` comes here through Flask-Migrate."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from flask import current_app
from sqlalchemy import Connection

from booking.db import EncryptedText, UtcDateTime, db, writing


def render_type(kind: str, item: Any, _autogen: AutogenContext) -> str | Literal[False]:
    """Write column types of our own as what the database keeps: a migration must not change with the code."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(item, EncryptedText):
        return "sa.Text()"
    return False


def drop_empty(_context: Any, _revision: Any, directives: list[Any]) -> None:
    """Write no migration where nothing has changed."""
    if getattr(context.config.cmd_opts, "autogenerate", False) and directives[0].upgrade_ops.is_empty():
        directives[:] = []
        context.config.print_stdout("The models and the migrations agree: nothing to write.")


@contextmanager
def foreign_keys_off(connection: Connection) -> Iterator[None]:
    """SQLite changes a table by making it anew, which must not set off foreign keys; they are checked at the end."""
    if connection.dialect.name != "sqlite":
        yield
        return
    driver: Any = connection.connection.dbapi_connection
    driver.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
    finally:
        driver.execute("PRAGMA foreign_keys=ON")


def run() -> None:
    """Bring the database of the current application to the revision asked for, in one transaction on either kind."""
    with writing(), db.engine.connect() as connection, foreign_keys_off(connection):
        context.configure(
            connection=connection,
            target_metadata=db.metadata,
            render_item=render_type,
            process_revision_directives=drop_empty,
            transactional_ddl=True,
            **current_app.extensions["migrate"].configure_args,
        )
        with context.begin_transaction():
            context.run_migrations()
            if connection.dialect.name == "sqlite":
                broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
                if broken:
                    raise RuntimeError(f"the migration would leave rows without what they refer to: {broken[:5]}")


run()
