"""The page: the profile as the dashboard, alerts to act on, the law with its history, the evidence.

request -> guard (host, method, headers) -> endpoint -> a read-only connection, one moment -> page function -> Page
                                                                                         -> HTML, or JSON for ".json"

Without `--review` nothing here can write: the connections are read-only, and so are the routes.
"""
