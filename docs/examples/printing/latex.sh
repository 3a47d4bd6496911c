sphinx-build -M latexpdf . _build/jobs -t jobs
