import type { FindingSeverity } from "@review/db/vocabulary";

/** What a verdict says: the decision of a person who put it in the reviewer's place, where there is a remark. */
export interface Judged {
  decision: FindingSeverity;
  overrideRemark?: string;
}

/** How bad a finding counts as: as a person decided about its pair, where one did; else as it was found. */
export const countedSeverity = (
  { decision, overrideRemark }: Judged,
  { severity }: { severity: FindingSeverity },
): FindingSeverity => (overrideRemark === undefined ? severity : decision);
