"""Rules of a reservation, without the world: `states`, `people`, `identity`, `consent`."""
