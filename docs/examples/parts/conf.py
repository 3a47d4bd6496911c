roles_parts = {"responsibilities": ["What your week looks like"]}
