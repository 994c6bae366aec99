"""What VK can be asked: a module per part of its API, a pure function per method, VK's names."""
