"""The review page's server: loopback only, one user with a random token, no state of its own."""

import hmac
import json
import secrets
import urllib.parse
from dataclasses import asdict
from functools import cache
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from typing import Any

from extractor.cells import WORDS
from extractor.claim import GOLD_COLUMNS
from extractor.errors import ExtractorError, InputError
from extractor.quantities import parse_quantity
from extractor.review.rejected import parse_rejected
from extractor.review.store import Conflict, Store, cells

_LARGEST_BODY = 4_000_000
_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src data:; "
    "frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
)
_STATIC = {"review.js": "text/javascript", "review.css": "text/css"}


class ReviewServer(ThreadingHTTPServer):
    """Serves a store's articles on 127.0.0.1 to whoever knows the token in `url`.

    Requests are refused whose Host is not this server's own (another name that was made to lead
    here), whose Origin is another page's, or that come without the token.
    """

    daemon_threads = True

    def __init__(self, store: Store, *, port: int = 0) -> None:
        super().__init__(("127.0.0.1", port), _Handler)
        self.store = store
        self.token = secrets.token_urlsafe(24)
        self.hosts = frozenset({f"127.0.0.1:{self.server_port}", f"localhost:{self.server_port}"})

    @property
    def url(self) -> str:
        """The page's address with the token, which is to be kept to oneself."""
        return f"http://127.0.0.1:{self.server_port}/#{self.token}"


def serve(store: Store, *, port: int = 0) -> ReviewServer:
    """A server that is bound and not yet running: `serve_forever()` runs it, `url` is where."""
    try:
        return ReviewServer(store, port=port)
    except OSError as error:
        raise InputError(f"port {port}: cannot be used ({error.strerror}); choose another") from None
    except OverflowError:
        raise InputError(f"port {port}: is none; choose one from 1 to 65535, or 0 for any") from None


class _Refused(Exception):
    def __init__(self, status: HTTPStatus, reason: str) -> None:
        self.status = status
        super().__init__(reason)


class _Handler(BaseHTTPRequestHandler):
    server: ReviewServer
    protocol_version = "HTTP/1.1"
    server_version = "extractor"
    sys_version = ""

    def do_GET(self) -> None:
        self._answer("GET")

    def do_PUT(self) -> None:
        self._answer("PUT")

    def log_message(self, format: str, *args: Any) -> None:
        """The library prints nothing."""

    def _answer(self, method: str) -> None:
        try:
            self._check_origin()
            path = urllib.parse.unquote(urllib.parse.urlsplit(self.path).path)
            if method == "GET" and path == "/":
                self._send(HTTPStatus.OK, _asset("templates/review.html"), "text/html")
            elif method == "GET" and path.removeprefix("/") in _STATIC:
                name = path.removeprefix("/")
                self._send(HTTPStatus.OK, _asset(f"static/{name}"), _STATIC[name])
            elif path.startswith("/api/"):
                self._check_token()
                self._json(HTTPStatus.OK, self._api(method, path.removeprefix("/api/")))
            else:
                raise _Refused(HTTPStatus.NOT_FOUND, "there is no such page")
        except _Refused as refused:
            self._json(refused.status, {"error": str(refused)})
        except Conflict as conflict:
            self._json(HTTPStatus.CONFLICT, {"error": str(conflict)})
        except ExtractorError as error:
            self._json(HTTPStatus.UNPROCESSABLE_ENTITY, {"error": str(error)})
        except OSError as error:
            self._json(HTTPStatus.INTERNAL_SERVER_ERROR, {"error": f"not saved: {error.strerror or error}"})

    def _check_origin(self) -> None:
        if self.headers.get("Host") not in self.server.hosts:
            raise _Refused(HTTPStatus.FORBIDDEN, "the request is for another host")
        origin = self.headers.get("Origin")
        if origin is not None and origin not in {f"http://{host}" for host in self.server.hosts}:
            raise _Refused(HTTPStatus.FORBIDDEN, "the request comes from another page")
        if self.headers.get("Sec-Fetch-Site", "none") not in ("none", "same-origin"):
            raise _Refused(HTTPStatus.FORBIDDEN, "the request comes from another page")

    def _check_token(self) -> None:
        given = self.headers.get("X-Token", "")
        if not hmac.compare_digest(given.encode(), self.server.token.encode()):
            raise _Refused(
                HTTPStatus.FORBIDDEN, "the token is wrong; open the address that the command printed"
            )

    def _api(self, method: str, path: str) -> dict[str, Any]:
        store = self.server.store
        kind, _, name = path.partition("/")
        if method == "GET" and kind == "articles":
            return {
                "articles": [{"doc_id": one, "rows": store.rows_saved(one)} for one in store.doc_ids()],
                "columns": GOLD_COLUMNS,
                "words": {column: WORDS[column] for column in GOLD_COLUMNS if column in WORDS},
            }
        if method == "GET" and kind == "article":
            sheet = store.read(name)
            return {
                "title": sheet.article.title,
                "published": sheet.article.published,
                "text": sheet.article.text,
                "rows": [cells(claim) for claim in sheet.rows],
                "proposals": [cells(claim) for claim in sheet.proposals],
                "rejected": [asdict(one) for one in sheet.rejected],
                "version": sheet.version,
            }
        if method == "GET" and kind == "quantity":
            quantity = parse_quantity(name)
            known = {"value": "", "value_max": "", "bound": "", "unit": ""}
            if quantity is not None:
                upper = quantity.value_max
                known = {
                    "value": f"{quantity.value:f}",
                    "value_max": "" if upper is None else f"{upper:f}",
                    "bound": quantity.bound,
                    "unit": quantity.unit,
                }
            return known
        if method == "PUT" and kind == "article":
            body = self._body()
            rows, version = body.get("rows"), body.get("version")
            if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
                raise _Refused(HTTPStatus.BAD_REQUEST, "rows are missing")
            rejected = parse_rejected(name, body["rejected"]) if "rejected" in body else None
            saved = store.save(name, rows, version=str(version), rejected=rejected)
            return {"version": saved, "rows": len(rows)}
        raise _Refused(HTTPStatus.NOT_FOUND, "there is no such page")

    def _body(self) -> dict[str, Any]:
        length = self.headers.get("Content-Length", "")
        if not length.isdecimal() or int(length) > _LARGEST_BODY:
            self.close_connection = True
            raise _Refused(
                HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "the request has no length, or too much of it"
            )
        if self.headers.get_content_type() != "application/json":
            self.close_connection = True
            raise _Refused(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "rows come as JSON")
        try:
            body = json.loads(self.rfile.read(int(length)))
        except ValueError:
            raise _Refused(HTTPStatus.BAD_REQUEST, "the request is no JSON") from None
        if not isinstance(body, dict):
            raise _Refused(HTTPStatus.BAD_REQUEST, "the request is no JSON object")
        return body

    def _json(self, status: HTTPStatus, content: dict[str, Any]) -> None:
        if status != HTTPStatus.OK and self.command == "PUT":
            self.close_connection = True  # the body may not have been read
        self._send(status, json.dumps(content, ensure_ascii=False), "application/json")

    def _send(self, status: HTTPStatus, content: str, kind: str) -> None:
        data = content.encode("utf-8")
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("Content-Security-Policy", _POLICY)
        self.send_header("Referrer-Policy", "no-referrer")
        self.send_header("X-Content-Type-Options", "nosniff")
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(data)


@cache
def _asset(name: str) -> str:
    return (files("extractor.review") / name).read_text(encoding="utf-8")
