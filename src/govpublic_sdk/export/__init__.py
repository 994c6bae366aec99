"""Reports as files: csv, JSON, xlsx, charts and one HTML page. It reads audits and asks nothing."""

from __future__ import annotations

from govpublic_sdk.export.writing import write_report

__all__ = ["write_report"]
