"""The channels that come with the package, a package for each system."""
