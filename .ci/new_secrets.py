"""Print a fresh set of the secrets that `config.py` asks for, one NAME=value a line."""

import secrets
import sys

from cryptography.fernet import Fernet

sys.stdout.write(
    f"SECRET_KEY={secrets.token_urlsafe(32)}\n"
    f"DATA_KEYS={Fernet.generate_key().decode()}\n"
    f"INDEX_KEY={secrets.token_urlsafe(32)}\n"
    f"PASSWORD_SALT={secrets.token_urlsafe(32)}\n"
    f"TOTP_SECRETS=1:{secrets.token_urlsafe(32)}\n"
)
