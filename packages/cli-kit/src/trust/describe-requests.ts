import type { TrustRequest } from "@review/corpus";
import { shellWord } from "../output/shell-word.ts";
import { oneLine } from "../output/text.ts";

/** One value that a repository names, as a person reads it: `runners.mine: command`, `./review.sh --fast`. */
export interface DescribedRequest {
  name: string;
  value: string;
}

/** What requests name, one entry a value. */
export function describeRequests(requests: readonly TrustRequest[]): DescribedRequest[] {
  return requests.flatMap(({ subject, values }) =>
    values.map(({ key, value }) => ({ name: oneLine(`${subject}: ${key}`), value: describeValue(value) })),
  );
}

function describeValue(value: unknown): string {
  if (Array.isArray(value)) return value.map(describeValue).join(" ");
  return typeof value === "string" ? shellWord(value) : JSON.stringify(value);
}
