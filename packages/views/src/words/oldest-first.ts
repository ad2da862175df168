/** Acceptances and waivers in the order in which they were decided; those of one moment stay as they are. */
export const oldestFirst = <Told extends { at: string }>(all: readonly Told[]): Told[] =>
  all.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
