/** Something that is made for all who ask while it is. */
export interface Making<Made> {
  /** What it is made of, known once it begins. */
  version?: string;
  made: Promise<Made>;
}

/**
 * Makes something anew when its version is another one, one time after the other: whoever asks while an older version is being made
 * shares the next, which begins after it. What failed is made again for whoever asks then.
 */
export function makeInTurn<Made>(
  make: (version: string) => Promise<Made>,
): (version: string) => Making<Made> {
  let current: Making<Made> | undefined;
  let next: Making<Made> | undefined;
  let newest = "";
  const begin = async (mine: Making<Made>): Promise<Made> => {
    await current?.made.catch(() => undefined);
    current = mine;
    next = undefined;
    mine.version = newest;
    try {
      return await make(newest);
    } catch (error) {
      if (current === mine) current = undefined;
      throw error;
    }
  };
  return (version) => {
    newest = version;
    if (next) return next;
    if (current?.version === version) return current;
    const mine = {} as Making<Made>;
    next = mine;
    mine.made = begin(mine);
    // It may be that nobody waits for it.
    mine.made.catch(() => undefined);
    return mine;
  };
}
