"""Placeholder: replaced by its builder."""

from flask import Blueprint

bp = Blueprint("calendar", __name__)
