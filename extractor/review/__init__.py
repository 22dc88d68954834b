"""A local page on which one person corrects gold by mouse and keyboard."""

from extractor.review.server import ReviewServer, serve
from extractor.review.store import Conflict, Store

__all__ = ["Conflict", "ReviewServer", "Store", "serve"]
