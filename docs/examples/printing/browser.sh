chromium --headless --no-pdf-header-footer --print-to-pdf=backend-engineer.pdf _build/html/backend-engineer.html
