"""The day of a control centre (ЦУР) as files: tables, pictures, a page; nothing is counted."""
