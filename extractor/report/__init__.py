"""Reports: an article, or a folder of them, as pages that need nothing but a browser."""

from extractor.report.page import article_page, index_page, write_report

__all__ = ["article_page", "index_page", "write_report"]
