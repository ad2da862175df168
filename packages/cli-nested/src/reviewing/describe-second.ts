import { count } from "@review/cli-kit";

/** What a second reviewer says of findings: how many of them it disputes, or why it says nothing. */
export function describeSecond({
  asked,
  disputed,
  problem,
}: {
  asked: number;
  disputed: number;
  problem?: string | undefined;
}): string {
  const said = `second opinion about ${count(asked, "finding")}: ${disputed} disputed`;
  return problem === undefined ? said : `${said}; what it does not answer counts: ${problem}`;
}
