# ruff: noqa: D100
from importlib.resources import files

schema = files("sphinx_roles").joinpath("roles.schema.json").read_text(encoding="utf-8")
