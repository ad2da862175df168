/** The oldest and the newest version that all tests with the real client were run with. */
export interface TestedVersions {
  oldest: string;
  newest: string;
}

/** Where a version lies beside those that were tested. */
export type TestedStanding = "tested" | "older" | "newer";

/** Whether a version, e.g. `2.1.250`, lies between two tested ones. */
export function compareToTested(version: string, { oldest, newest }: TestedVersions): TestedStanding {
  const byNumbers = new Intl.Collator("en", { numeric: true });
  if (byNumbers.compare(version, oldest) < 0) return "older";
  return byNumbers.compare(version, newest) > 0 ? "newer" : "tested";
}
