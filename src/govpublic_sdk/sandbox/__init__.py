"""A stateful VK on your table."""
