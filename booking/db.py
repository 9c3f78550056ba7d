"""The database: session, transactions, column types.

Floor 3 decides whether a piece of work writes (`writing()`, `transaction()`); the `begin` listener reads that
decision. On SQLite a writer takes the lock at once (BEGIN IMMEDIATE) and a reader cannot write at all
(`PRAGMA query_only`), so a GET that writes fails loudly instead of now and then; PostgreSQL gets the same by a
read-only transaction.
"""

import contextlib
import random
import secrets
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, TypeVar, cast

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import BigInteger, DateTime, Engine, Integer, MetaData, String, Text, event, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection, Dialect
from sqlalchemy.orm import DeclarativeBase, Session, SessionTransaction
from sqlalchemy.types import TypeDecorator

from booking import crypto

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

Key = BigInteger().with_variant(Integer, "sqlite")
"""Type of every primary and foreign key. Keys never leave the house: outside there are tokens and references."""


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMING)


db = SQLAlchemy(model_class=Base)

if TYPE_CHECKING:
    Model = Base
else:
    Model = db.Model

LONG_WAIT, BRIEF_WAIT = 30_000, 50
"""Milliseconds for which work waits for others' locks, and what `brief()` waits."""

BETWEEN = (0.01, 0.03)
"""Seconds between two tries for SQLite's write lock, whoever waits and however long."""

_ANSWERS = "answers"

T = TypeVar("T")

_writes: ContextVar[bool] = ContextVar("writes", default=False)
_patience: ContextVar[int] = ContextVar("patience", default=LONG_WAIT)
_later: ContextVar[list[Any] | None] = ContextVar("later", default=None)


class UtcDateTime(TypeDecorator[datetime]):
    """An instant: aware in Python, UTC in the database. A naive value is refused, for SQLite would keep it as it is."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a naive datetime cannot be stored")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class EncryptedText(TypeDecorator[str]):
    """Text that the database holds only as ciphertext of `booking.crypto`. It cannot be searched."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else crypto.vault().encrypt(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else crypto.vault().decrypt(value)


def insert(model: type[Base]) -> Any:
    """INSERT that can say ON CONFLICT: both databases have it, and SQLAlchemy keeps it under each dialect."""
    dialect = postgresql if db.session.get_bind().dialect.name == "postgresql" else sqlite
    return dialect.insert(model)


Token = String(43)
"""Column type of what `new_token()` makes."""


def new_token() -> str:
    """A random name for the outside, 128 bits, safe in a URL."""
    return secrets.token_urlsafe(16)


@contextlib.contextmanager
def writing() -> Iterator[None]:
    """Transactions begun inside this block may write. It commits nothing."""
    before = _writes.set(True)
    try:
        yield
    finally:
        _writes.reset(before)


def is_writing() -> bool:
    """Whether a transaction begun now could write."""
    return _writes.get()


@contextlib.contextmanager
def transaction() -> Iterator[Session]:
    """One unit of work on the session of this request, job or command: commit at the end, roll back on any error.

    Work that was begun for reading ends first, so objects read before it are read again when they are used.
    """
    session = db.session()
    if not is_writing():
        if session.new or session.dirty or session.deleted:
            raise RuntimeError("unsaved changes outside a transaction")
        session.rollback()
    with writing():
        try:
            yield session
            session.commit()
        except BaseException:
            session.rollback()
            raise


def once(name: str, ask: Callable[[], T]) -> T:
    """What `ask` answered first in this transaction, under this name: for what many ask for while one page is made.

    `forget_answer` lets it be asked for again; the end of the transaction does so too, however it ends, for a process
    that lives long must see what others changed, and a rollback takes changes back.
    """
    answers = db.session.info.setdefault(_ANSWERS, {})
    if name not in answers:
        answers[name] = ask()
    return cast("T", answers[name])


def forget_answer(name: str) -> None:
    """Let `once` ask again under this name."""
    db.session.info.get(_ANSWERS, {}).pop(name, None)


@event.listens_for(Session, "after_transaction_end")
def _forget_answers(session: Session, transaction: SessionTransaction) -> None:
    if transaction.parent is None:
        session.info.pop(_ANSWERS, None)


def record(*rows: object) -> None:
    """Keep `rows` whatever becomes of the main transaction (failed attempts, access log).

    They get a short transaction of their own: at once where nothing is being written, and after the request where the
    main transaction may hold SQLite's only write lock (`keep_records`).
    """
    later = _later.get()
    if is_writing() and later is not None:
        later.extend(rows)
    elif is_writing():
        raise RuntimeError("record() inside a writing block that nobody empties: see keep_records()")
    else:
        _save(list(rows))


@contextlib.contextmanager
def brief() -> Iterator[Session]:
    """A short transaction of its own that gives up where others write (OperationalError). For what may be lost."""
    with db.engine.connect() as connection:
        before = _patience.set(BRIEF_WAIT)
        try:
            with Session(connection) as session, session.begin():
                with writing():  # what the body does otherwise is not for this transaction
                    session.connection()
                if connection.dialect.name != "sqlite":  # there BEGIN IMMEDIATE is what waits
                    session.execute(text(f"SET LOCAL lock_timeout = {BRIEF_WAIT}"))
                yield session
        finally:
            _patience.reset(before)


@contextlib.contextmanager
def keep_records() -> Iterator[None]:
    """Collect what `record()` is given inside writing work, and save it when the block ends, however it ends."""
    rows: list[Any] = []
    before = _later.set(rows)
    try:
        yield
    finally:
        _later.reset(before)
        if rows:
            db.session.rollback()
            _save(rows)


def begin_request(writes: bool) -> None:
    """Called by the edge before anything else of a request. Outside `transaction()` it only reads, unless `writes`."""
    _writes.set(writes)
    _later.set([])


def end_request() -> None:
    """Called by the edge when the answer is made: end the request's transaction and save what `record()` was given."""
    rows = _later.get()
    _writes.set(False)
    _later.set(None)
    db.session.rollback()
    if rows:
        _save(rows)


def _save(rows: list[Any]) -> None:
    with writing(), Session(db.engine) as session, session.begin():
        session.bulk_save_objects(rows)  # one statement for a list of many people, not one each


def engine_options(url: str) -> dict[str, Any]:
    """Arguments of `create_engine` for a database address: pooled, and pinged before use on a server."""
    if url.startswith("sqlite"):
        return {"connect_args": {"timeout": 30, "isolation_level": None, "check_same_thread": False}}
    return {"pool_pre_ping": True, "pool_size": 5, "max_overflow": 5, "pool_timeout": 30}


def normalise_url(url: str) -> str:
    """A database address as operators write it, for the driver in use (`postgres://` → psycopg 3)."""
    for prefix in ("postgres://", "postgresql://"):
        if url.startswith(prefix):
            return "postgresql+psycopg://" + url.removeprefix(prefix)
    return url


@event.listens_for(Engine, "connect")
def _set_up_sqlite(connection: Any, _record: Any) -> None:
    if type(connection).__module__.startswith("sqlite3"):
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", f"busy_timeout={LONG_WAIT}"):
            connection.execute(f"PRAGMA {pragma}")


@event.listens_for(Engine, "begin")
def _begin(connection: Connection) -> None:
    writes = _writes.get()
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA query_only={'OFF' if writes else 'ON'}")
        if writes:
            _begin_in_turn(connection)
        else:
            connection.exec_driver_sql("BEGIN")
    else:
        connection.connection.dbapi_connection.read_only = not writes  # type: ignore[union-attr]


def _begin_in_turn(connection: Connection) -> None:
    """Begin a writing transaction of SQLite as soon as nobody else writes; OperationalError where that takes too long.

    SQLite's own waiting asks ever more seldom, so that on a full morning newcomers overtake who waits: of 32 writers at
    once one waited 28 s, and with even chances 7 s.
    """
    driver: Any = connection.connection.dbapi_connection
    until = time.monotonic() + _patience.get() / 1000
    driver.execute("PRAGMA busy_timeout=0")
    try:
        while time.monotonic() < until:
            try:
                driver.execute("BEGIN IMMEDIATE")
                return
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                    break
            time.sleep(random.uniform(*BETWEEN))  # noqa: S311 (nobody gains by guessing it)
        connection.exec_driver_sql("BEGIN IMMEDIATE")  # says why not, as an error of SQLAlchemy
    finally:
        driver.execute(f"PRAGMA busy_timeout={LONG_WAIT}")
