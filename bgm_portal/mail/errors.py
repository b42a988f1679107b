"""How a message can fail to leave the house."""


class NotDelivered(Exception):
    """The message was not taken.

    `permanent` says that trying again is of no use; `unclear` that it may have arrived all the
    same, because the line broke while it was handed over; `of_address` that the server wants no
    message for this address, whatever it says.
    """

    def __init__(
        self,
        reason: str,
        *,
        permanent: bool = False,
        unclear: bool = False,
        of_address: bool = False,
    ) -> None:
        super().__init__(reason)
        self.reason = reason
        self.permanent = permanent
        self.unclear = unclear
        self.of_address = of_address


class OutOfReach(Exception):
    """The way out of the house is closed for every message: no server, no folder, no sign-in."""
