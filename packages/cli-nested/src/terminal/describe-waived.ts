import { oneLine } from "@review/cli-kit";
import type { WaivedFinding } from "@review/views";

/** Why a finding does not count, who said so, and until when. */
export function describeWaived({ reason, author, until, line }: WaivedFinding): string {
  const who = line === undefined ? author : `comment in line ${line}`;
  const by = who === undefined ? "" : ` (${oneLine(who)})`;
  return `${oneLine(reason)}${by}${until === undefined ? "" : `, until ${until}`}`;
}
