"""Placeholder: replaced by its builder."""

from flask import Blueprint

bp = Blueprint("signup", __name__)
