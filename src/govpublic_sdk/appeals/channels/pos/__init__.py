"""ПОС as a channel of appeals."""
