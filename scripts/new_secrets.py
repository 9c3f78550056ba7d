"""Print a fresh set of the secrets that `config.py` asks for, one NAME=value a line."""

import secrets

from cryptography.fernet import Fernet

print(f"SECRET_KEY={secrets.token_urlsafe(32)}")
print(f"DATA_KEYS={Fernet.generate_key().decode()}")
print(f"INDEX_KEY={secrets.token_urlsafe(32)}")
print(f"PASSWORD_SALT={secrets.token_urlsafe(32)}")
print(f"TOTP_SECRETS=1:{secrets.token_urlsafe(32)}")
