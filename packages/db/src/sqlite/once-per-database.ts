import type { Database } from "better-sqlite3";

/** Something that is made once for each database, such as a statement. */
export function oncePerDatabase<Made>(make: (sqlite: Database) => Made): (sqlite: Database) => Made {
  const made = new WeakMap<Database, { it: Made }>();
  return (sqlite) => {
    const found = made.get(sqlite) ?? { it: make(sqlite) };
    made.set(sqlite, found);
    return found.it;
  };
}
