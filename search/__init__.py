"""Find: from what the officer typed to the words on the page."""
