"""The forms of log-in and second factor. They are Flask-Security's, with the lock looked at before the secret is.

Each has the `status` that its page answers with: Flask-Security itself answers 200 to a wrong password.
"""

from collections.abc import Callable
from typing import Any

from flask import current_app, session
from flask_security import current_user, verify_password
from flask_security.forms import (
    ChangePasswordForm,
    Form,
    LoginForm,
    TwoFactorSetupForm,
    TwoFactorVerifyCodeForm,
    VerifyForm,
)
from flask_wtf import FlaskForm
from wtforms import Field, HiddenField, PasswordField, RadioField, SelectChoice, SubmitField
from wtforms.validators import DataRequired, EqualTo, Length, Regexp

from booking import clock, whereabouts, wording
from booking.accounts import queries, rules, service
from booking.accounts.errors import Locked
from booking.accounts.models import User
from booking.audit import service as audit
from booking.db import db, transaction
from booking.fields import AddressField, Read, StringField
from booking.reasons import REASON_LENGTH, read_reason
from booking.settings import queries as settings
from booking.web import actor

WRONG = "전자우편 주소나 비밀번호가 맞지 않습니다. 다시 확인해 주세요."
NOT_RIGHT = "비밀번호가 맞지 않습니다. 다시 확인해 주세요."
WRONG_CODE = "인증번호가 맞지 않습니다. 인증 앱에 지금 보이는 번호를 입력해 주세요."
TOO_LATE = "비밀번호를 확인한 지 오래되었습니다. 처음부터 다시 로그인해 주세요."

OVER = "위촉 기간이 끝나 로그인하실 수 없습니다. 다시 위촉되셨으면 담당자에게 알려 주세요."

ONLY_PROVIDER = "직원은 시 통합 로그인으로 들어와 주세요. 들어올 수 없으면 관리자에게 알려 주세요."

ROLE_CHOICES = [SelectChoice(value, label) for value, label in rules.ROLES.items()]
CURRENT_PASSWORD = {"autocomplete": "current-password"}
NEW_PASSWORD = {"autocomplete": "new-password"}


class LogInForm(LoginForm):
    """Log-in name and password. What was wrong is never told; there is no "remember me"."""

    email = AddressField(
        "전자우편",
        [DataRequired("전자우편 주소를 입력해 주세요.")],
        render_kw={"autocomplete": "username", "inputmode": "email", "autocapitalize": "none", "spellcheck": "false"},
    )
    password = PasswordField("비밀번호", [DataRequired("비밀번호를 입력해 주세요.")], render_kw=CURRENT_PASSWORD)
    remember = None
    submit = SubmitField("로그인")
    status = 200

    def validate(self, **kwargs: Any) -> bool:
        self.status = 400
        if not Form.validate(self, **kwargs):
            return False
        self.user = queries.find_user(self.email.data)
        self.ifield = self.email  # tells Flask-Security that the account has been looked for
        if _attempt(self, self.user, self.email.data, "password", lambda: super(LogInForm, self).validate(**kwargs)):
            if self.user is not None and not whereabouts.is_open_to(self.user.role):
                return _send_away(self, self.user)
            if self.user is not None and queries.is_barred(self.user, clock.now()):
                return _shut_out(self, self.user)
            if self.user is not None and not may_use_password(self.user):
                return _refuse(self, ONLY_PROVIDER)
            session["tf_since"] = clock.now().timestamp()
            session.pop("by_provider", None)
            return True
        return _refuse(self, WRONG)


class CodeForm(TwoFactorVerifyCodeForm):
    """The one-time code of the authenticator app: at log-in, and to prove that a new app works."""

    code = StringField(
        "인증번호 6자리",
        [DataRequired("인증번호를 입력해 주세요."), Regexp("^[0-9]{6}$", message="인증번호는 숫자 6자리입니다.")],
        filters=[lambda text: "".join((text or "").split())],
        render_kw={"autocomplete": "one-time-code", "inputmode": "numeric"},
    )
    submit = SubmitField("확인")
    status = 200

    def validate(self, **kwargs: Any) -> bool:
        self.status = 400
        if not Form.validate(self, **kwargs):
            return False
        user = _account(self.user)
        if self.is_setup:
            return self._is_right(user, **kwargs) or _refuse(self, WRONG_CODE, self.code, status=400)
        if queries.is_barred(user, clock.now()):
            return _shut_out(self, user)
        if not self._may_go_on(user):
            return _refuse(self, TOO_LATE)
        if _attempt(self, user, user.email, "second_factor", lambda: self._is_right(user, **kwargs)):
            return True
        is_new_app = session.get("tf_state") == "validating_profile"
        return _refuse(self, WRONG_CODE, self.code, status=400 if is_new_app else 401)

    def _may_go_on(self, user: User) -> bool:
        """A right password waits some minutes, and only for the account as it was then."""
        age = clock.now().timestamp() - session.get("tf_since", 0)
        is_new_app = session.get("tf_state") == "validating_profile"
        return user.active and 0 <= age <= rules.CODE_MINUTES * 60 and not (is_new_app and user.has_second_factor)

    def _is_right(self, user: User, **kwargs: Any) -> bool:
        db.session.refresh(
            user, ["tf_last_counter"], with_for_update=True
        )  # or one code would open two doors at the same time
        if session.get("tf_state") == "validating_profile":
            user.tf_last_counter = None  # counts the codes of another secret
        return bool(super().validate(**kwargs))


class SecondFactorForm(TwoFactorSetupForm):
    """Begin to set up an authenticator app, or (`disable`) do without one where that is allowed."""

    setup = HiddenField()
    status = 200

    def validate(self, **kwargs: Any) -> bool:
        is_good = bool(super().validate(**kwargs))
        self.status = 200 if is_good else 400
        return is_good


class NoRescueForm(Form):
    """Flask-Security offers ways around a lost app beside the code; here only an admin helps."""


class PasswordAgainForm(VerifyForm):
    """The own password once more, before the second factor is changed."""

    password = PasswordField("비밀번호", [DataRequired("비밀번호를 입력해 주세요.")], render_kw=CURRENT_PASSWORD)
    submit = SubmitField("확인")
    status = 200

    def validate(self, **kwargs: Any) -> bool:
        self.status = 400
        if not Form.validate(self, **kwargs):
            return False
        user = _account(self.user)
        if _attempt(self, user, user.email, "password", lambda: super(PasswordAgainForm, self).validate(**kwargs)):
            return True
        return _refuse(self, NOT_RIGHT, self.password)


class NewPasswordForm(ChangePasswordForm):
    """Change the own password."""

    password = PasswordField(
        "지금 비밀번호", [DataRequired("지금 비밀번호를 입력해 주세요.")], render_kw=CURRENT_PASSWORD
    )
    new_password = PasswordField("새 비밀번호", [DataRequired("새 비밀번호를 입력해 주세요.")], render_kw=NEW_PASSWORD)
    new_password_confirm = PasswordField(
        "새 비밀번호 확인",
        [
            DataRequired("새 비밀번호를 한 번 더 입력해 주세요."),
            EqualTo("new_password", "새 비밀번호와 다릅니다. 똑같이 입력해 주세요."),
        ],
        render_kw=NEW_PASSWORD,
    )
    submit = SubmitField("비밀번호 바꾸기")
    status = 200

    def validate(self, **kwargs: Any) -> bool:
        self.status = 400
        if not Form.validate(self, **kwargs):
            return False
        user = _account(current_user)
        password = rules.normalise_password(self.password.data)
        known = user.password
        if not _attempt(
            self, user, user.email, "password", lambda: known is not None and verify_password(password, known)
        ):
            return _refuse(self, NOT_RIGHT, self.password)
        is_good = bool(super().validate(**kwargs))
        self.status = 200 if is_good else 400
        return is_good


class NewAccountForm(FlaskForm):
    """An admin makes an account."""

    email = AddressField(
        "전자우편",
        [DataRequired("전자우편 주소를 입력해 주세요."), Length(max=255, message="255자까지 입력할 수 있습니다.")],
        description="로그인할 때 쓰는 주소입니다.",
        render_kw={"autocomplete": "off", "inputmode": "email", "autocapitalize": "none"},
    )
    display_name = StringField(
        "이름",
        [DataRequired("이름을 입력해 주세요."), Length(max=60, message="60자까지 입력할 수 있습니다.")],
        render_kw={"autocomplete": "off"},
    )
    role = RadioField("권한", [DataRequired("권한을 선택해 주세요.")], choices=ROLE_CHOICES)


class RoleForm(FlaskForm):
    """An admin gives an account another role."""

    role = RadioField("권한", [DataRequired("권한을 선택해 주세요.")], choices=ROLE_CHOICES)


class HandOverForm(FlaskForm):
    """An admin hands an account's desk to a successor. seen: names what was shown of it, and is sent once more."""

    email = AddressField(
        "후임자의 전자우편",
        [DataRequired("전자우편 주소를 입력해 주세요."), Length(max=255, message="255자까지 입력할 수 있습니다.")],
        render_kw={"autocomplete": "off", "inputmode": "email", "autocapitalize": "none"},
    )
    display_name = StringField(
        "후임자의 이름", [Length(max=60, message="60자까지 입력할 수 있습니다.")], render_kw={"autocomplete": "off"}
    )
    reason = StringField(
        "사유",
        [
            Read(read_reason),
            DataRequired("사유를 적어 주세요."),
            Length(max=REASON_LENGTH, message=f"{REASON_LENGTH}자까지 적어 주세요."),
        ],
        render_kw={"autocomplete": "off", "maxlength": REASON_LENGTH},
    )
    seen = HiddenField()


def _account(user: Any) -> User:
    """The account itself, where Flask-Security hands over the proxy of who is logged in."""
    return user._get_current_object() if hasattr(user, "_get_current_object") else user


def _attempt(form: Any, user: User | None, email: str, what: str, is_right: Callable[[], bool]) -> bool:
    """Check a secret, at most as often as the lock allows. The form says what came of it by its `status`."""
    now, subject = clock.now(), rules.login_subject(email)
    account = f"account:{user.email}" if user else "account:?"
    try:
        with transaction():
            attempt = service.claim_attempt(subject, now, user)
    except Locked as error:
        form.status, form.lock = error.status, wording.sentence(error)
        audit.seen("login.refused", actor=actor(), now=now, subject=account, reason="locked")
        return False
    if is_right():
        with transaction():
            service.forgive_attempt(attempt)
        form.status = 200
        return True
    form.status = 401
    audit.seen("login.failed", actor=actor(), now=now, subject=account, reason=what)
    if queries.find_lock(subject, now):
        audit.seen("login.locked", actor=actor(), now=now, subject=account)
    return False


def may_use_password(user: User) -> bool:
    """Whether an account logs in by its password: staff do not, where the office says so and there is a provider."""
    is_bound = current_app.config["OIDC_ISSUER"] and settings.get("accounts.passwords") == "experts"
    return user.role in rules.OUTSIDERS or not is_bound


def _shut_out(form: Any, user: User) -> bool:
    """Say so to who knows the password, and to nobody else."""
    audit.seen("login.refused", actor=actor(), now=clock.now(), subject=f"account:{user.email}", reason="term")
    return _refuse(form, OVER)


def _send_away(form: Any, user: User) -> bool:
    """As for a wrong password: nobody learns from outside that it is the right one."""
    audit.seen("login.refused", actor=actor(), now=clock.now(), subject=f"account:{user.email}", reason="place")
    return _refuse(form, WRONG)


def _refuse(form: Any, message: str, field: Field | None = None, *, status: int = 401) -> bool:
    """Leave one message, at the field or above the form, and none that tells more. False, for `validate`."""
    for each in form:
        each.errors = []
    if form.status == 429:
        form.form_errors = [form.lock]
    elif field is None:
        form.form_errors = [message]
    else:
        field.errors = [message]
    if form.status != 429:
        form.status = status
    return False
