"""Reports as files: csv, JSON, xlsx, charts and one HTML page. It reads audits and asks nothing."""
