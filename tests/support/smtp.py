"""A mail server in a thread, which refuses what a test wants it to refuse."""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from bgm_portal.core import clock

OK = "250 OK"
Answer = Callable[[str], str]


def take_it(_address: str) -> str:
    """Take everything."""
    return OK


class Sink:
    """Keeps what it took: pairs of recipient and message."""

    def __init__(self, on_recipient: Answer, on_data: Answer, *, thinks_for: float = 0) -> None:
        self.taken: list[tuple[str, bytes]] = []
        self._on_recipient = on_recipient
        self._on_data = on_data
        self._thinks_for = thinks_for
        self._open: Callable[[], Server] | None = None
        self._server: Server | None = None

    def serve(self, open_: Callable[[], Server]) -> None:
        """Begin to listen."""
        self._open, self._server = open_, open_()

    def close(self) -> None:
        """Listen no more."""
        if self._server is not None:
            self._server.stop()
            self._server = None

    @contextmanager
    def away(self) -> Iterator[None]:
        """Be out of reach for a while, on the same port afterwards."""
        assert self._open is not None
        self.close()
        try:
            yield
        finally:
            self._server = self._open()

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's own name
        self,
        server: SMTP,
        session: Session,
        envelope: Envelope,
        address: str,
        rcpt_options: list[str],
    ) -> str:
        answer = self._on_recipient(address)
        if answer == OK:
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(  # noqa: N802 - aiosmtpd's own name
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        answer = self._on_data(envelope.rcpt_tos[0])
        if self._thinks_for:
            await asyncio.sleep(self._thinks_for)
        if answer == OK:
            assert isinstance(envelope.content, bytes)
            self.taken.append((envelope.rcpt_tos[0], envelope.content))
        return answer


def free_port() -> int:
    """Return a port on which nobody listens now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Line(SMTP):
    """One conversation, which its server knows until the line is down."""

    def __init__(self, open_lines: set[Line], handler: Any, **options: Any) -> None:
        super().__init__(handler, **options)
        self.is_down: asyncio.Future[None] = self.loop.create_future()
        self._open_lines = open_lines

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(transport)
        self._open_lines.add(self)

    def connection_lost(self, error: Exception | None) -> None:
        super().connection_lost(error)
        self._open_lines.discard(self)
        if not self.is_down.done():
            self.is_down.set_result(None)

    def hang_up(self) -> None:
        """Cut the line, whatever is being said."""
        if isinstance(self.transport, asyncio.Transport):
            self.transport.abort()


class Server(Controller):
    """A controller that hangs up on everybody before its loop ends, so that no socket is left."""

    def __init__(self, sink: Sink, **options: Any) -> None:
        super().__init__(sink, **options)
        self._open_lines: set[Line] = set()

    def factory(self) -> Line:
        return Line(self._open_lines, self.handler, **self.SMTP_kwargs)

    def stop(self, no_assert: bool = False) -> None:  # noqa: FBT001, FBT002 - aiosmtpd's own
        asyncio.run_coroutine_threadsafe(self._hang_up(), self.loop).result()
        super().stop(no_assert=no_assert)
        if not self.loop.is_closed():
            self.loop.close()

    async def _hang_up(self) -> None:
        """Let nobody in, cut every line, and wait until all of it is down.

        Whoever came in a moment ago has no line yet, only a task that makes one: it would fail at
        a server that is closed already, and leave its socket behind.
        """
        assert isinstance(self.server, asyncio.Server)
        for door in self.server.sockets:
            self.loop.remove_reader(door.fileno())
        tasks: set[asyncio.Future[Any]]
        while tasks := {line.is_down for line in self._open_lines} | self._other_tasks():
            for line in tuple(self._open_lines):
                line.hang_up()
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)

    def _other_tasks(self) -> set[asyncio.Future[Any]]:
        return {task for task in asyncio.all_tasks() if task is not asyncio.current_task()}


def self_signed(folder: Path) -> ssl.SSLContext:
    """Return the means to encrypt with a certificate that nobody vouches for."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(clock.now() - timedelta(days=1))
        .not_valid_after(clock.now() + timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False
        )
        .sign(key, hashes.SHA256())
    )
    path = folder / "own.pem"
    path.write_bytes(
        key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        + certificate.public_bytes(Encoding.PEM)
    )
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(path)
    return context


@contextmanager
def listening(
    *,
    on_recipient: Answer = take_it,
    on_data: Answer = take_it,
    thinks_for: float = 0,
    **options: Any,
) -> Iterator[tuple[Sink, int]]:
    """Run a mail server for a while: `with listening() as (sink, port): …`.

    It may think for some seconds before it takes a message, as one that writes to a disk does.
    """
    sink, port = Sink(on_recipient, on_data, thinks_for=thinks_for), free_port()

    def _open() -> Server:
        loop = asyncio.new_event_loop()
        server = Server(sink, hostname="127.0.0.1", port=port, loop=loop, **options)
        server.start()
        return server

    sink.serve(_open)
    try:
        yield sink, port
    finally:
        sink.close()
