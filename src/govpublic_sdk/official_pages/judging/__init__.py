"""What requirements and formulas are made of, and those that are known. Nothing is asked here."""
