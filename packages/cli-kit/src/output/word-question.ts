import type { QuestionError, QuestionProblem } from "@review/views";
import { type OptionName, UsageError } from "../errors/usage-error.ts";

/** How a command is asked instead, where that takes an option. */
const WORDED: Partial<Record<QuestionProblem, (option: OptionName, why: string) => string>> = {
  "gates-named-and-all": (option) => `name gates, or give ${option("allGates")}, not both`,
  "no-gate-named": (option) =>
    `name the gates or lenses, or give ${option("allGates")} (\`gates\` lists them)`,
  "no-pair": (option, why) => `${why}; mend the selection, or let that pass with ${option("allowEmpty")}`,
};

/** A question without an answer, as an error of the command or tool that asked it. */
export function wordQuestion(cause: QuestionError): UsageError {
  const worded = WORDED[cause.code];
  return new UsageError(worded ? (option) => worded(option, cause.message) : cause.message, { cause });
}
