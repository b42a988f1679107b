"""What coordinators do to an activity with people on it: places, dates, cancelling, closing."""

from flask import Blueprint

bp = Blueprint("dates", __name__)
