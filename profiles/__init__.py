"""The profiles that ship with the product: one TOML file a country."""
