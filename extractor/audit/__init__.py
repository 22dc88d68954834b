"""Audits: do an article's figures, and those of several articles, fit together?"""

from extractor.audit.across import compare, place_of
from extractor.audit.article import audit
from extractor.audit.findings import Finding
from extractor.audit.frame import audit_frame

__all__ = ["Finding", "audit", "audit_frame", "compare", "place_of"]
