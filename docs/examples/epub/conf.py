# what readers' shelves show, and tell books apart by
epub_title = "Example handbook"
epub_author = epub_publisher = "The team"
epub_description = "What each role is responsible for"
epub_identifier = epub_uid = "example-handbook"

# the whole table of contents, hidden toctrees and the levels of role pages with it
epub_tocscope = "includehidden"
epub_tocdepth = 5
epub_tocdup = False
