roles_facts = {"occupation": "ISCO-08"}
roles_data = ["json", "csv", "jsonld", "jsonld-head"]
