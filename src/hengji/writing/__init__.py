"""From facts and declared layouts to documents people print, send and publish."""
