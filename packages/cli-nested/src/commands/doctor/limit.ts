import { count } from "@review/cli-kit";
import type { Diagnosis } from "./diagnosis.ts";

/** How many diagnoses of a kind are listed, and the command that lists all. */
export interface Most {
  listed: number;
  all: string;
}

/** The first diagnoses of a kind, and how many there are beside, at the level of the first of these. */
export function limit(
  diagnoses: readonly Diagnosis[],
  { listed, all }: Most,
  [more, many]: [more: string, many: string],
): Diagnosis[] {
  const [next, ...others] = diagnoses.slice(listed);
  if (!next) return [...diagnoses];
  const { section, level } = next;
  const message = `${count(others.length + 1, more, many)}: \`${all}\` lists all`;
  return [...diagnoses.slice(0, listed), { section, level, message }];
}
