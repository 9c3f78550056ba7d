"""How people are received: what citizens say after a visit, what monitors score, and what is learnt from it."""
