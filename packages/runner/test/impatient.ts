import type { Patience } from "../src/process/patience.ts";

/** So little that no test waits for it, and enough for a signal to be obeyed. */
export const IMPATIENT: Patience = { answeredMs: 50, notUnderstoodMs: 50, killMs: 300, drainMs: 300 };
