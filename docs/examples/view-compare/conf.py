roles_keys = {"scope": "Scope"}
