roles_keys = {"scope": "Scope", "rota": "On-call rota"}
