"""Lists of official pages, read out of files as officials keep them. VK is not asked here."""
