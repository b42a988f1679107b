"""The mail server of the tests leaves nothing behind: an open socket fails whoever runs next."""

import gc
import socket

import pytest

from tests.support.smtp import listening

ROUNDS = 10  # the moment between coming in and having a line is short


def _silent(_line: socket.socket) -> None:
    """Come in, and say nothing."""


def _greeted(line: socket.socket) -> None:
    line.recv(100)
    line.sendall(b"EHLO x\r\n")


def _half_gone(line: socket.socket) -> None:
    line.shutdown(socket.SHUT_WR)


@pytest.mark.filterwarnings("error::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("say", [_silent, _greeted, _half_gone])
def test_a_server_that_stops_hangs_up_on_everybody(say):
    for _round in range(ROUNDS):
        with listening() as (_sink, port):
            lines = [socket.create_connection(("127.0.0.1", port)) for _line in range(4)]
            for line in lines:
                say(line)
        gc.collect()
        for line in lines:
            line.close()
