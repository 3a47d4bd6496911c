project = "Example handbook"
author = "The team"
copyright = "2026, The team"
extensions = ["myst_parser", "sphinx_roles"]

if tags.has("jobs"):
    jobs = ["backend-engineer"]  # the pages to print
    latex_documents = [(page, f"{page}.tex", "", author, "howto") for page in jobs]
    latex_elements = {
        "tableofcontents": "",
        "printindex": "",
        "preamble": r"\setcounter{secnumdepth}{0}",  # headings without numbers
    }
