"""The Ústí strategy of 2012–2016, its evaluation and its successor: facts of the source, words of our own."""
