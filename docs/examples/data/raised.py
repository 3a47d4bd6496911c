# ruff: noqa: D100, T201
import json
from pathlib import Path

handbook = json.loads(Path("roles.json").read_text(encoding="utf-8"))
expectations = handbook["expectations"]

for holder in handbook["holders"].values():
    for new, old in holder["raises"].items():
        print(holder["title"])
        print("  before:", expectations[old]["text"])
        print("  now:   ", expectations[new]["text"])
