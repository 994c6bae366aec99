"""What is asked of VK for an audit, in few requests, and kept. Nothing is judged here."""
