"""Terms of the law: working calendar, policies, and deadlines reckoned from them."""
