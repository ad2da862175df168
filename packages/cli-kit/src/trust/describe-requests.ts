import { escapeUnclear, type TrustRequest } from "@review/corpus";
import { shellWord } from "../output/shell-word.ts";

/**
 * What requests name, one entry a value, as a person reads it (`runners.mine: command`, `./review.sh --fast`) and exactly:
 * nothing of it is left out, folded, invisible or like something else.
 */
export function describeRequests(requests: readonly TrustRequest[]): { name: string; value: string }[] {
  return requests.flatMap(({ subject, values }) =>
    values.map(({ key, value }) => ({
      name: escapeUnclear(`${subject}: ${key}`),
      value: describeValue(value),
    })),
  );
}

function describeValue(value: unknown): string {
  if (Array.isArray(value)) return value.map(describeValue).join(" ");
  if (typeof value !== "string") return escapeUnclear(JSON.stringify(value), { isAddress: true });
  return escapeUnclear(value) === value ? shellWord(value) : escapeUnclear(JSON.stringify(value));
}
