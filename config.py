"""What the portal must be told from outside. Unsafe or missing values stop the start."""

import base64
import binascii
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent
MIN_SECRET = 32
KEY_BYTES = 32
ROLES_TO_GIVE = frozenset({"coordinator", "editor", "leadership", "admin", "auditor"})


class Misconfigured(Exception):
    """The environment holds a value that would be unsafe, or lacks one that is needed."""


@dataclass(frozen=True, kw_only=True)
class House:
    """What the pages say about the house and its contact."""

    name: str = "BGM-Portal"
    claim: str = "Gut dabei im Jobcenter"
    employer_name: str = "Jobcenter"
    employer_address: str = ""
    privacy_contact: str = ""
    enforcement: str = "federal"  # or "nrw": which law on accessible pages binds the house
    contact_name: str = ""
    contact_role: str = "BGM-Koordination"
    contact_phone: str = ""
    contact_room: str = ""
    contact_email: str = ""
    # The rest begins as it stands here; a house changes it on the page "Das Haus".
    state: str = "NW"
    quiet_from: str = "19:00"
    quiet_until: str = "07:00"
    worktime_ba: str = "none"
    worktime_city: str = "none"
    worktime_cap_minutes: str = ""
    lead_light: str = ""
    lead_dark: str = ""
    band_light: str = ""
    band_dark: str = ""
    logo: str = ""


MOST_LINES = 8  # more than a mail server lets in from one place


@dataclass(frozen=True, kw_only=True)
class MailSettings:
    """How messages leave the house. `transport` is `smtp`, `files` or `memory`."""

    transport: str
    sender: str
    folder: Path
    host: str = ""
    port: int = 25
    user: str = ""
    password: str = field(default="", repr=False)
    security: str = "starttls"  # or "tls", or "none" for a server on this very machine
    timeout_seconds: float = 15.0
    lines: int = 3  # at once, when there is much to send


@dataclass(frozen=True, kw_only=True)
class Watching:
    """What the portal writes down about itself, and who may fetch its figures."""

    request_log: bool = False
    slow_statement_seconds: float = 0.5
    metrics_token: str = field(default="", repr=False)


@dataclass(frozen=True, kw_only=True)
class HouseAccounts:
    """The provider at which people sign in with the account of the house (OpenID Connect)."""

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    name: str = "Hauskennung"
    groups_claim: str = "groups"
    roles: Mapping[str, str] = field(default_factory=dict)  # group to role


@dataclass(frozen=True, kw_only=True)
class Config:
    """Everything the portal is told. Read once, never changed."""

    env: str  # "production", "development" or "demo"
    database_url: str = field(repr=False)
    secret_key: str = field(repr=False)
    seal_keys: Mapping[str, bytes] = field(repr=False)
    base_url: str
    trusted_hosts: tuple[str, ...]
    proxy_hops: int
    instance: Path
    mail: MailSettings
    house: House
    second_factor: str = "required"  # for roles that see what belongs to others; or "offered"
    watching: Watching = field(default_factory=Watching)
    house_accounts: HouseAccounts | None = None
    passwords: bool = True  # whether people may sign in with a password of the portal
    testing: bool = False

    @property
    def https(self) -> bool:
        """Tell whether people reach the portal over TLS."""
        return self.base_url.startswith("https://")

    @classmethod
    def from_env(cls, environ: Mapping[str, str] | None = None) -> "Config":
        """Read the environment; raise Misconfigured with one sentence for each bad value."""
        return _Reader(os.environ if environ is None else environ).read()


SETTINGS: dict[str, str] = {
    "BGM_ENV": "production (default), development or demo",
    "BGM_DATABASE_URL": "sqlite:////absolute/path.db or postgresql://user:password@host/name",
    "BGM_SECRET_KEY": "at least 32 random characters; signs cookies",
    "BGM_SEAL_KEYS": "name:base64 of 32 bytes, comma-separated, newest first; seals needs",
    "BGM_BASE_URL": "the address people use, such as https://bgm.example.org",
    "BGM_TRUSTED_HOSTS": "comma-separated host names; default: the host of BGM_BASE_URL",
    "BGM_PROXY_HOPS": "number of reverse proxies in front, default 0",
    "BGM_INSTANCE": "folder for files of this installation, default ./instance",
    "BGM_SECOND_FACTOR": (
        "required (default): coordination, leadership, administration and auditors sign in with a "
        "code from an app as well; offered (default of development and demo): whoever wants to"
    ),
    "BGM_OIDC_ISSUER": "provider of the accounts of the house (OpenID Connect): its address",
    "BGM_OIDC_CLIENT_ID": "what the portal is called at the provider",
    "BGM_OIDC_CLIENT_SECRET": "the secret that goes with it",
    "BGM_OIDC_NAME": "what people call these accounts, default Hauskennung",
    "BGM_OIDC_GROUPS_CLAIM": "the claim that names somebody's groups, default groups",
    "BGM_OIDC_ROLES": (
        "group=role, comma-separated: roles given and taken at each sign-in; coordinator, editor, "
        "leadership, admin, auditor"
    ),
    "BGM_PASSWORDS": "on (default) or off: whether passwords of the portal let anybody in",
    "BGM_MAIL_TRANSPORT": "smtp (default) or files (.eml in the instance folder)",
    "BGM_MAIL_SENDER": "the address in From, such as bgm@example.org",
    "BGM_SMTP_HOST": "mail server",
    "BGM_SMTP_PORT": "its port, default 587 with starttls, 465 with tls, 25 with none",
    "BGM_SMTP_SECURITY": "starttls (default), tls, or none (only for this machine)",
    "BGM_SMTP_USER": "account at the mail server, if it asks for one",
    "BGM_SMTP_PASSWORD": "its password",
    "BGM_SMTP_LINES": "connections at once when there is much to send, 1 to 8, default 3",
    "BGM_BIND": "address and port of the web server, default 127.0.0.1:8000 (gunicorn.conf.py)",
    "BGM_WEB_WORKERS": "processes of the web server, default 2 (gunicorn.conf.py)",
    "BGM_WEB_THREADS": "threads in each of them, default 16 (gunicorn.conf.py)",
    "BGM_REQUEST_LOG": "json or off: a line for each answer; default json in production, else off",
    "BGM_SLOW_STATEMENT_MS": "statements slower than this are logged, default 500",
    "BGM_METRICS_TOKEN": "at least 32 characters; who sends it may fetch /metrics; default: nobody",
    "BGM_HOUSE_NAME": "name in the header, default BGM-Portal",
    "BGM_HOUSE_CLAIM": "line below the name",
    "BGM_EMPLOYER_NAME": "the employer's name in texts, default Jobcenter",
    "BGM_EMPLOYER_ADDRESS": "the employer's postal address in one line, for the imprint",
    "BGM_PRIVACY_CONTACT": "how the data protection officer is reached, such as an e-mail",
    "BGM_ENFORCEMENT": "federal (default) or nrw: whose law and body for accessible pages apply",
    "BGM_CONTACT_NAME": "who helps: name",
    "BGM_CONTACT_ROLE": "who helps: function, default BGM-Koordination",
    "BGM_CONTACT_PHONE": "who helps: telephone",
    "BGM_CONTACT_ROOM": "who helps: room",
    "BGM_CONTACT_EMAIL": "who helps: e-mail",
}

DEVELOPMENT_DEFAULTS = {
    "BGM_BASE_URL": "http://127.0.0.1:5000",
    "BGM_MAIL_TRANSPORT": "files",
    "BGM_MAIL_SENDER": "bgm@jobcenter.example",
    "BGM_CONTACT_NAME": "Nadine Ortmann",
    "BGM_CONTACT_PHONE": "intern 140",
    "BGM_CONTACT_ROOM": "Haus Mitte, Raum 1.12",
    "BGM_CONTACT_EMAIL": "bgm@jobcenter.example",
    "BGM_SECRET_KEY": "development-only-development-only-development",
    "BGM_SEAL_KEYS": "dev:" + base64.b64encode(b"development-only-32-bytes-key-00").decode(),
}


class _Reader:
    """Collects every complaint before it gives up, so that one start shows them all."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self.env = environ.get("BGM_ENV", "production")
        self.values = {k: v for k, v in environ.items() if k.startswith("BGM_") and v.strip()}
        self.complaints: list[str] = []
        if self.env == "development":
            self.values = DEVELOPMENT_DEFAULTS | self.values

    def read(self) -> Config:
        if self.env not in {"production", "development", "demo"}:
            self.complain("BGM_ENV", "must be production, development or demo")
        self._refuse_unknown_names()
        instance = Path(self.values.get("BGM_INSTANCE", ROOT / "instance"))
        config = {
            "env": self.env,
            "database_url": self._database_url(instance),
            "secret_key": self._secret_key(),
            "seal_keys": self._seal_keys(),
            "base_url": self._base_url(),
            "trusted_hosts": self._trusted_hosts(),
            "proxy_hops": self._number("BGM_PROXY_HOPS", default=0),
            "instance": instance,
            "mail": self._mail(instance),
            "house": self._house(),
            "second_factor": self._second_factor(),
            "watching": self._watching(),
            "house_accounts": self._house_accounts(),
            "passwords": self._passwords(),
        }
        if self.complaints:
            raise Misconfigured("\n".join(self.complaints))
        return Config(**config)  # type: ignore[arg-type]  # each value was checked above

    def complain(self, name: str, what: str) -> None:
        self.complaints.append(f"{name} {what}.")

    def text(self, name: str, default: str = "") -> str:
        return self.values.get(name, default).strip()

    def _refuse_unknown_names(self) -> None:
        for name in sorted(set(self.values) - set(SETTINGS)):
            self.complain(name, "is not a setting of the portal; check its spelling")

    def _database_url(self, instance: Path) -> str:
        url = self.text("BGM_DATABASE_URL")
        if not url and self.env != "production":
            return f"sqlite:///{instance / 'portal.db'}"
        if url.startswith("postgresql://"):
            return "postgresql+psycopg://" + url.removeprefix("postgresql://")
        if not url.startswith(("sqlite:////", "postgresql+psycopg://")):
            self.complain(
                "BGM_DATABASE_URL",
                "must be sqlite:////absolute/path.db or postgresql://user:password@host/name",
            )
        return url

    def _secret_key(self) -> str:
        secret = self.text("BGM_SECRET_KEY")
        if len(secret) < MIN_SECRET or len(set(secret)) < MIN_SECRET // 4:
            self.complain("BGM_SECRET_KEY", f"must hold at least {MIN_SECRET} random characters")
        if self.env == "production" and secret == DEVELOPMENT_DEFAULTS["BGM_SECRET_KEY"]:
            self.complain("BGM_SECRET_KEY", "is the public one of development; make your own")
        return secret

    def _seal_keys(self) -> dict[str, bytes]:
        keys: dict[str, bytes] = {}
        text = self.text("BGM_SEAL_KEYS")
        if self.env == "production" and text == DEVELOPMENT_DEFAULTS["BGM_SEAL_KEYS"]:
            self.complain("BGM_SEAL_KEYS", "is the public one of development; make your own")
        for part in filter(None, text.split(",")):
            name, _colon, encoded = part.strip().partition(":")
            try:
                keys[name] = base64.b64decode(encoded, validate=True)
            except binascii.Error:
                keys[name] = b""
        if not keys or any(len(key) != KEY_BYTES or not name for name, key in keys.items()):
            self.complain("BGM_SEAL_KEYS", "must be name:base64 with 32 bytes in each key")
        return keys

    def _base_url(self) -> str:
        url = self.text("BGM_BASE_URL").rstrip("/")
        parts = urlsplit(url)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            self.complain("BGM_BASE_URL", "must be an address such as https://bgm.example.org")
        elif self.env == "production" and parts.scheme != "https":
            self.complain("BGM_BASE_URL", "must begin with https:// in production")
        return url

    def _trusted_hosts(self) -> tuple[str, ...]:
        named = self.text("BGM_TRUSTED_HOSTS")
        if named:
            return tuple(host.strip() for host in named.split(",") if host.strip())
        return (urlsplit(self.text("BGM_BASE_URL")).hostname or "localhost",)

    def _second_factor(self) -> str:
        usual = "required" if self.env == "production" else "offered"
        choice = self.text("BGM_SECOND_FACTOR", usual)
        if choice not in {"required", "offered"}:
            self.complain("BGM_SECOND_FACTOR", "must be required or offered")
        return choice

    def _house_accounts(self) -> HouseAccounts | None:
        issuer = self.text("BGM_OIDC_ISSUER").rstrip("/")
        if not issuer:
            return None
        parts = urlsplit(issuer)
        if parts.scheme != "https" and parts.hostname not in {"127.0.0.1", "localhost"}:
            self.complain("BGM_OIDC_ISSUER", "must begin with https://")
        for name in ("BGM_OIDC_CLIENT_ID", "BGM_OIDC_CLIENT_SECRET"):
            if not self.text(name):
                self.complain(name, "must be set where BGM_OIDC_ISSUER is")
        return HouseAccounts(
            issuer=issuer,
            client_id=self.text("BGM_OIDC_CLIENT_ID"),
            client_secret=self.text("BGM_OIDC_CLIENT_SECRET"),
            name=self.text("BGM_OIDC_NAME", "Hauskennung"),
            groups_claim=self.text("BGM_OIDC_GROUPS_CLAIM", "groups"),
            roles=self._roles_of_groups(),
        )

    def _roles_of_groups(self) -> dict[str, str]:
        roles: dict[str, str] = {}
        for part in filter(None, self.text("BGM_OIDC_ROLES").split(",")):
            group, _sign, role = (piece.strip() for piece in part.rpartition("="))
            if not group or role not in ROLES_TO_GIVE:
                self.complain("BGM_OIDC_ROLES", f"holds {part.strip()!r}; it must be group=role")
            elif group in roles:
                self.complain("BGM_OIDC_ROLES", f"names the group {group!r} twice")
            roles[group] = role
        return roles

    def _passwords(self) -> bool:
        choice = self.text("BGM_PASSWORDS", "on")
        if choice not in {"on", "off"}:
            self.complain("BGM_PASSWORDS", "must be on or off")
        if choice == "off" and not self.text("BGM_OIDC_ISSUER"):
            self.complain("BGM_PASSWORDS", "may be off only where BGM_OIDC_ISSUER is set")
        return choice == "on"

    def _number(self, name: str, *, default: int) -> int:
        text = self.text(name, str(default))
        if not text.isdecimal():
            self.complain(name, f"must be a whole number, not {text!r}")
            return default
        return int(text)

    def _lines(self) -> int:
        lines = self._number("BGM_SMTP_LINES", default=3)
        if not 1 <= lines <= MOST_LINES:
            self.complain("BGM_SMTP_LINES", f"must be 1 to {MOST_LINES}")
        return lines

    def _mail(self, instance: Path) -> MailSettings:
        transport = self.text("BGM_MAIL_TRANSPORT", "smtp")
        if transport not in {"smtp", "files"}:
            self.complain("BGM_MAIL_TRANSPORT", "must be smtp or files")
        sender = self.text("BGM_MAIL_SENDER")
        if "@" not in sender or any(c in sender for c in "\r\n"):
            self.complain("BGM_MAIL_SENDER", "must be an e-mail address")
        security = self.text("BGM_SMTP_SECURITY", "starttls")
        ports = {"starttls": 587, "tls": 465, "none": 25}
        if security not in ports:
            self.complain("BGM_SMTP_SECURITY", "must be starttls, tls or none")
        host = self.text("BGM_SMTP_HOST")
        if transport == "smtp" and not host:
            self.complain("BGM_SMTP_HOST", "must name the mail server")
        if (
            transport == "smtp"
            and security == "none"
            and host not in {"localhost", "127.0.0.1", "::1"}
        ):
            self.complain("BGM_SMTP_SECURITY", "may be none only for a server on this machine")
        return MailSettings(
            transport=transport,
            sender=sender,
            folder=instance / "mail",
            host=host,
            port=self._number("BGM_SMTP_PORT", default=ports.get(security, 587)),
            user=self.text("BGM_SMTP_USER"),
            password=self.text("BGM_SMTP_PASSWORD"),
            lines=self._lines(),
            security=security,
        )

    def _watching(self) -> Watching:
        log = self.text("BGM_REQUEST_LOG", "json" if self.env == "production" else "off")
        if log not in {"json", "off"}:
            self.complain("BGM_REQUEST_LOG", "must be json or off")
        token = self.text("BGM_METRICS_TOKEN")
        if token and len(token) < MIN_SECRET:
            self.complain("BGM_METRICS_TOKEN", f"must hold at least {MIN_SECRET} random characters")
        return Watching(
            request_log=log == "json",
            slow_statement_seconds=self._number("BGM_SLOW_STATEMENT_MS", default=500) / 1000,
            metrics_token=token,
        )

    def _house(self) -> House:
        default = House()
        enforcement = self.text("BGM_ENFORCEMENT", default.enforcement)
        if enforcement not in {"federal", "nrw"}:
            self.complain("BGM_ENFORCEMENT", "must be federal or nrw")
        for name in ("BGM_CONTACT_NAME", "BGM_CONTACT_PHONE", "BGM_CONTACT_EMAIL"):
            if not self.text(name):
                self.complain(name, "must be set: every page names who helps without the portal")
        return House(
            name=self.text("BGM_HOUSE_NAME", default.name),
            claim=self.text("BGM_HOUSE_CLAIM", default.claim),
            employer_name=self.text("BGM_EMPLOYER_NAME", default.employer_name),
            employer_address=self.text("BGM_EMPLOYER_ADDRESS"),
            privacy_contact=self.text("BGM_PRIVACY_CONTACT"),
            enforcement=enforcement,
            contact_name=self.text("BGM_CONTACT_NAME"),
            contact_role=self.text("BGM_CONTACT_ROLE", default.contact_role),
            contact_phone=self.text("BGM_CONTACT_PHONE"),
            contact_room=self.text("BGM_CONTACT_ROOM"),
            contact_email=self.text("BGM_CONTACT_EMAIL"),
        )
