"""A GeoReport v2 server as a channel of appeals."""
