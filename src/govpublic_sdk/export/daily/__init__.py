"""The daily page of a control centre (ЦУР) as files: tables, pictures, a page; it counts nothing."""
