"""Numeric claims from Chinese press releases.

>>> from extractor import Article, extract
>>> claims = extract(Article("截至2023年12月，全市发明专利有效量57.4万件，同比增长20.20%。"))
>>> frame = claims.to_frame()
>>> frame["indicator"].tolist(), frame["value"].tolist(), frame["growth"].tolist(), frame["period"].tolist()
(['发明专利有效量'], [574000.0], [20.2], ['../2023-12'])
"""

from extractor.article import Article
from extractor.check import check
from extractor.claim import Claim
from extractor.claims import Claims
from extractor.errors import ExtractorError
from extractor.explain import account
from extractor.extract import analyse, extract
from extractor.registration import register_accessor
from extractor.rules import Rules

__all__ = ["Article", "Claim", "Claims", "ExtractorError", "Rules", "account", "analyse", "check", "extract"]
__version__ = "0.1.0"

register_accessor()
