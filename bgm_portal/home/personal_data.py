"""What this room holds about people."""

from bgm_portal.core.personal_data import Holding

from . import models  # noqa: F401 - the tables must be known

HOLDINGS: tuple[Holding, ...] = ()
