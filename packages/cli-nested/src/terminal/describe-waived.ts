import { oneLine } from "@review/cli-kit";
import type { WaivedFinding } from "@review/views";

/** Why a finding does not count, who said so, and until when. */
export function describeWaived({ reason, author, until }: Omit<WaivedFinding, "at">): string {
  const by = author === undefined ? "" : ` (${oneLine(author)})`;
  return `${oneLine(reason)}${by}${until === undefined ? "" : `, until ${until}`}`;
}
