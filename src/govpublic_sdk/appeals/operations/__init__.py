"""The work behind `client.appeals`: procedures over a client's channels and its desk."""
