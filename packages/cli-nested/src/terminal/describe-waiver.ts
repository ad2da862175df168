import { nameLine, oneLine } from "@review/cli-kit";
import type { Finding, WaivedFinding } from "@review/views";

/** What others say of a finding: a second reviewer, that it does not hold; the owner of the notes, that it is to stand, or was while it was milder. */
export function describeWaiver({ waived, outgrownWaiver, disputed }: Finding): string[] {
  return [
    ...(disputed ? [`disputed by ${nameLine(disputed.modelId)}: ${oneLine(disputed.reason)}`] : []),
    ...(waived ? [`waived: ${describeDecision(waived)}`] : []),
    ...(outgrownWaiver
      ? [
          `counts, since it was waived as a warning: ${describeDecision(outgrownWaiver)}; waive it again to let it stand`,
        ]
      : []),
  ];
}

/** Why a finding is to stand, who said so, and until when. */
export function describeDecision({
  reason,
  author,
  until,
  line,
}: Pick<WaivedFinding, "reason" | "author" | "until" | "line">): string {
  const who = line === undefined ? author : `comment in line ${line}`;
  const by = who === undefined ? "" : ` (${oneLine(who)})`;
  return `${oneLine(reason)}${by}${until === undefined ? "" : `, until ${until}`}`;
}
