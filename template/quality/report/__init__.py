"""One page to look at: what the tests cover, how the suite is made, what to do next."""
