"""Reports and daily pages as files: csv, JSON, xlsx, charts, one HTML page. It asks nothing."""

from __future__ import annotations

from govpublic_sdk.reports.write import write_daily, write_report

__all__ = ["write_daily", "write_report"]
