"""Shares, sums and changes over many pages. Nothing is asked or judged here."""
