import { UsageError } from "@review/cli-kit";
import type { Tool } from "./tools.ts";

/** What an agent gave a tool, checked, with defaults. Throws UsageError that names what is wrong and what the tool takes. */
export function checkInput({ name, input }: Tool, given: Record<string, unknown>): Record<string, unknown> {
  const { data, error } = input.safeParse(given);
  if (data) return data;
  const problems = error.issues.map(({ path, message, ...issue }) => {
    if (issue.code === "unrecognized_keys") return `there is no argument ${issue.keys.join(", ")}`;
    const argument = String(path[0]);
    return given[argument] === undefined ? `${argument} must be given` : `${path.join(".")}: ${message}`;
  });
  throw new UsageError(`${problems.join("; ")} (${name} takes ${Object.keys(input.shape).join(", ")})`);
}
