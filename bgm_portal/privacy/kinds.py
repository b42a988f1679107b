"""What can be agreed to."""

from enum import StrEnum


class ConsentCode(StrEnum):
    """What can be agreed to. Each is asked for alone and is never ticked beforehand."""

    ORGANISER = "organiser"
    PHOTO_INTRANET = "photo_intranet"
    PHOTO_PUBLIC = "photo_public"
    RESULT_LIST = "result_list"
    HISTORY = "history"
    DIARY = "diary"


#: The scope of what holds in the whole portal; every other scope is the id of an activity.
EVERYWHERE = "portal"
