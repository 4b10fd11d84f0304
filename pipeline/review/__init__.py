"""What people do with alerts, lines and held texts: one code for the command line and the page."""
