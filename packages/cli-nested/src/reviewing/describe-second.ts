import { count } from "@review/cli-kit";

/** What a second reviewer says of findings: how many of them it disputes, or why it says nothing. */
export function describeSecond({
  asked,
  answered,
  disputed,
  problem,
}: {
  asked: number;
  answered: number;
  disputed: number;
  problem?: string | undefined;
}): string {
  const said = `second opinion about ${count(asked, "finding")}: ${disputed} disputed`;
  const left = asked - answered;
  const unanswered =
    left === 0 ? said : `${said}, ${left} not answered, so that ${left === 1 ? "it counts" : "they count"}`;
  return problem === undefined ? unanswered : `${unanswered}: ${problem}`;
}
