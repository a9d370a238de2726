"""Who may see what: circles, seats, grants and the actor made of them."""
