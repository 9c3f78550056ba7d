"""Rules of a reservation, without the world: `states`, `people`, `consent`."""
