import type { Ended } from "../execution.ts";

/** What helps where too much was asked for at once, as all reviewers' failures say it. */
const FEWER = "ask for fewer pairs at once";

/** An ending as it is told of so many pairs: of a single one nobody can ask for fewer. */
export function adviseFor(ended: Ended, pairs: number): Ended {
  if (pairs > 1 || !("message" in ended)) return ended;
  const message = ended.message.replace(`${FEWER}, or `, "").replace(FEWER, "use another model");
  return { ...ended, message };
}
