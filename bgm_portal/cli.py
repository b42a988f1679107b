"""flask bgm …: what is done from the command line."""

from flask.cli import AppGroup

bgm = AppGroup("bgm", help="Commands of the portal.")
