jq -r '.expectations[.holders["backend-engineer/senior"].effective[]].text' roles.json
