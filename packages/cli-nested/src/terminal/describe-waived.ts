import { oneLine } from "@review/cli-kit";
import type { WaivedFinding } from "@review/views";

/** Why a finding does not count, who said so, and until when. */
export function describeWaived({ reason, author, until, at }: WaivedFinding): string {
  const who = author ?? (at === undefined ? "a comment in the note" : undefined);
  const by = who === undefined ? "" : ` (${oneLine(who)})`;
  return `${oneLine(reason)}${by}${until === undefined ? "" : `, until ${until}`}`;
}
