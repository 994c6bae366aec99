"""What `client.appeals` does, as procedures over a client's channels and its desk."""
