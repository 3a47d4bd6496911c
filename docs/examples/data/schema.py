# ruff: noqa: D100
from importlib.resources import files

schema = files("sphinx_roles").joinpath("data", "roles.schema.json").read_text(encoding="utf-8")
