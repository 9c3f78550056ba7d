"""A small identity provider that keeps to OpenID Connect: what a browser and the product need of one, and no more.

It has no log-in page: `answer()` is what would happen there. It holds the product to PKCE and to its secret.
"""

import json
import secrets
import threading
import time
from base64 import b64decode, urlsafe_b64encode
from collections.abc import Callable
from hashlib import sha256
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import ECKey, KeySet
from werkzeug import Request, Response
from werkzeug.serving import make_server

CLIENT, SECRET = "pulligo", "a secret of the tests"


class Provider:
    """Serves on the loopback address until it is closed. `twist` may change the claims of an ID token before it is
    signed; `key` signs it."""

    def __init__(self) -> None:
        self.published = ECKey.generate_key("P-256", {"kid": "one", "use": "sig"})
        self.key: Any = self.published
        self.algorithm = "ES256"
        self.twist: Callable[[dict[str, Any]], object] = lambda claims: None
        self.asked: dict[str, dict[str, str]] = {}
        self.problems: list[str] = []
        self._server = make_server("127.0.0.1", 0, self._serve, threaded=True)
        self.issuer = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()

    def close(self) -> None:
        """End it."""
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    @property
    def settings(self) -> dict[str, Any]:
        """The product's configuration for this provider."""
        return {"OIDC_ISSUER": self.issuer, "OIDC_CLIENT_ID": CLIENT, "OIDC_CLIENT_SECRET": SECRET}

    def answer(self, location: str, **claims: Any) -> str:
        """What the provider sends the browser back to (path and query), once somebody with these claims logged in."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(location).query).items()}
        assert location.startswith(f"{self.issuer}/authorize?")
        assert (asked["client_id"], asked["response_type"]) == (CLIENT, "code")
        assert asked["code_challenge_method"] == "S256" and len(asked["nonce"]) >= 16 and len(asked["state"]) >= 16
        code = secrets.token_urlsafe(16)
        self.asked[code] = {**asked, "claims": json.dumps(claims)}
        back = urlsplit(asked["redirect_uri"])
        return f"{back.path}?{urlencode({'code': code, 'state': asked['state']})}"

    def _serve(self, environ: Any, start_response: Any) -> Any:
        request = Request(environ)
        found: Any = {
            "/.well-known/openid-configuration": self._metadata,
            "/jwks": lambda _request: KeySet([self.published]).as_dict(private=False),
            "/token": self._token,
        }[request.path](request)
        status = 400 if "error" in found else 200
        return Response(json.dumps(found), status, content_type="application/json")(environ, start_response)

    def _metadata(self, _request: Request) -> dict[str, Any]:
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/jwks",
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["ES256", "HS256", "none"],
            "token_endpoint_auth_methods_supported": ["client_secret_basic"],
        }

    def _token(self, request: Request) -> dict[str, Any]:
        asked = self.asked.pop(request.form.get("code", ""), None)  # a code is good once
        sent = b64decode(request.headers.get("Authorization", "").removeprefix("Basic ")).decode()
        digest = sha256(request.form.get("code_verifier", "").encode()).digest()
        challenge = urlsafe_b64encode(digest).decode().rstrip("=")
        if asked is None or sent.partition(":")[0] != CLIENT or asked["code_challenge"] != challenge:
            self.problems.append("code, client or verifier")
            return {"error": "invalid_grant"}
        now = int(time.time())
        claims = {
            "iss": self.issuer,
            "sub": "248289761001",
            "aud": CLIENT,
            "iat": now,
            "exp": now + 300,
            "nonce": asked["nonce"],
            **json.loads(asked["claims"]),
        }
        self.twist(claims)
        header = {"alg": self.algorithm, "kid": "one"}
        token = jwt.encode(header, claims, self.key, algorithms=[self.algorithm])
        return {"access_token": secrets.token_urlsafe(16), "token_type": "Bearer", "expires_in": 300, "id_token": token}
