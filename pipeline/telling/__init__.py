"""From changes to alerts: one cause, one alert, with what its reader needs; and when it closes again."""
