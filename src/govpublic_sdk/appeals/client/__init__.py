"""What `client.appeals` offers: parameters are checked here, the work loads when it is asked."""
