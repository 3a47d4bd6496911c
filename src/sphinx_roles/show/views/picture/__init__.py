"""The picture of `roles:map`. Belongs here: where boxes and lines lie, and the SVG of them."""
