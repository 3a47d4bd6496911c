"""Views: what the handbook says, put together for a question, such as a ladder as a table.

A view has no content of its own. It goes the way of everything else, and has two modules:
`NAME` chooses what it shows, as plain data, with neither docutils nor Sphinx; `NAME_nodes`
makes standard docutils nodes of that. What all views share:

`directives`
    what an author types
`messages`
    what is wrong with it
`request`
    one directive with its options, asked of the handbook
`choose`
    all views of a handbook
`drawing`
    from chosen data to nodes
"""
