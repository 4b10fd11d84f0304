"""The whole job with no network: a small official site of an invented country on loopback, three moments of its law."""
