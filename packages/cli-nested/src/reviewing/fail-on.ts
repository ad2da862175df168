import { type CommandContext, count, type GlobalArgs, tell } from "@review/cli-kit";
import type { Corpus } from "@review/corpus";
import type { Ledger } from "@review/db";
import { countStanding, type StandingQuestion } from "@review/views";

export interface FailOnArgs extends GlobalArgs {
  failOn?: string | undefined;
}

/** Decisions at or above what `--fail-on` names. */
function badFor(failOn: string | undefined): readonly ("warn" | "fail")[] {
  if (failOn === "warn") return ["warn", "fail"];
  return failOn === "fail" ? ["fail"] : [];
}

/** Whether a verdict at or above what `--fail-on` names stands for one of the pairs, whoever made it; says for how many. */
export async function standsAtLeast(
  args: FailOnArgs,
  { io }: Pick<CommandContext, "io">,
  { corpus, ledger }: { corpus: Corpus; ledger: Ledger },
  question: StandingQuestion,
): Promise<boolean> {
  const bad = badFor(args.failOn);
  if (bad.length === 0) return false;
  const standing = await countStanding(corpus, ledger, question);
  const pairs = bad.reduce((sum, decision) => sum + standing[decision], 0);
  if (pairs === 0) return false;
  const level = args.failOn === "warn" ? "warn or worse" : "fail";
  const [verb, object] = pairs === 1 ? ["stands", "it"] : ["stand", "them"];
  tell(io, args, `${count(pairs, "pair")} ${verb} at ${level}: \`review-nested warns\` lists ${object}`);
  return true;
}
