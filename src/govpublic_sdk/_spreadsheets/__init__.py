"""Tables in files of strangers, opened safely; what their cells mean is decided by who asks."""
