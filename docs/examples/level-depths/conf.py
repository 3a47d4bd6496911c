roles_depths = {"B": "Basic", "I": "Intermediate", "A": "Advanced"}
