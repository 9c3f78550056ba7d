"""풀리고: appointment booking for a city's expert consultations. This file wires; it holds no rule."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from flask import Flask
from flask_migrate import Migrate

from booking import assets, crypto, languages, limits, links, logs, menu, office, operators, proxies, web, whereabouts
from booking import stamps as stamps  # its listeners
from booking.db import db

ROOT = Path(__file__).resolve().parent.parent

migrate = Migrate(directory=str(ROOT / "migrations"), render_as_batch=True)


def create_app(config: Mapping[str, Any]) -> Flask:
    """The application for one configuration (`config.load()`, or a test's)."""
    app = Flask("booking", root_path=str(ROOT / "booking"), template_folder="../templates", static_folder="../static")
    app.config.from_mapping(config)
    crypto.use(crypto.FernetVault(app.config["DATA_KEYS"], app.config["INDEX_KEY"]))
    links.use(app.config)
    web.init_app(app)
    menu.init_app(app)
    whereabouts.init_app(app)
    logs.init_app(app)
    operators.init_app(app)
    db.init_app(app)
    migrate.init_app(app, db)
    languages.init_app(app)
    assets.init_app(app)
    office.init_app(app)
    limits.init_app(app)
    proxies.init_app(app)
    _register_rooms(app)
    return app


def _register_rooms(app: Flask) -> None:
    """Let each room add its pages and its message loaders, one line a room's edge file."""
    from booking.accounts import queries as accounts_queries
    from booking.accounts import staff_views as account_pages
    from booking.accounts import views as accounts
    from booking.advising import expert_views
    from booking.advising import messages as advising_messages
    from booking.advising import staff_views as advising_desk
    from booking.advising import views as advising
    from booking.api import views as api
    from booking.audit import messages as audit_messages
    from booking.audit import staff_views as audit_pages
    from booking.business import staff_views as business_pages
    from booking.calendar import staff_views as calendar_pages
    from booking.calendar import views as feeds
    from booking.consultations import queries as consultations_queries
    from booking.consultations import staff_views as consultation_pages
    from booking.consultations import views as consultations
    from booking.counter import staff_views as counter_desk
    from booking.counter import views as counter
    from booking.guide import staff_views as guide_desk
    from booking.guide import views as guide
    from booking.help import views as helping
    from booking.kiosks import staff_views as kiosk_desk
    from booking.kiosks import views as kiosks
    from booking.masterdata import staff_views as masterdata
    from booking.nightoffice import messages as night_messages
    from booking.nightoffice import staff_views as night_desk
    from booking.nightoffice import views as nightoffice
    from booking.notices import staff_views as notices
    from booking.practice import views as practice
    from booking.privacy import staff_views as privacy_desk
    from booking.privacy import views as privacy
    from booking.quality import expert_views as quality_own
    from booking.quality import messages as quality_messages
    from booking.quality import queries as quality_queries
    from booking.quality import staff_views as quality_desk
    from booking.quality import views as quality
    from booking.quality.service import remarks, visit_survey
    from booking.reports import staff_views as reports
    from booking.reports import views as open_data
    from booking.reservations import messages
    from booking.reservations import service as reservations_service
    from booking.reservations import staff_views as desk
    from booking.reservations import views as reservations
    from booking.scheduler import staff_views as scheduler
    from booking.settings import staff_views as settings_pages

    messages.register()
    night_messages.register()
    advising_messages.register()
    audit_messages.register()
    quality_messages.register()
    accounts_queries.add_bar("term", consultations_queries.is_term_over)
    accounts_queries.add_bar("monitor_term", quality_queries.is_term_over)
    reservations_service.register_kinds()
    visit_survey.register_kinds()
    remarks.register_kinds()
    accounts.init_app(app)
    account_pages.init_app(app)
    audit_pages.init_app(app)
    settings_pages.init_app(app)
    consultations.init_app(app)
    calendar_pages.init_app(app)
    feeds.init_app(app)
    consultation_pages.init_app(app)
    business_pages.init_app(app)
    nightoffice.init_app(app)
    night_desk.init_app(app)
    reservations.init_app(app)
    desk.init_app(app)
    expert_views.init_app(app)
    advising.init_app(app)
    advising_desk.init_app(app)
    counter.init_app(app)
    counter_desk.init_app(app)
    guide.init_app(app)
    guide_desk.init_app(app)
    kiosks.init_app(app)
    kiosk_desk.init_app(app)
    quality_desk.init_app(app)
    quality.init_app(app)
    quality_own.init_app(app)
    privacy.init_app(app)
    privacy_desk.init_app(app)
    masterdata.init_app(app)
    reports.init_app(app)
    open_data.init_app(app)
    notices.init_app(app)
    scheduler.init_app(app)
    helping.init_app(app)
    api.init_app(app)
    practice.init_app(app)
