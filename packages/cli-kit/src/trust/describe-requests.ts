import type { TrustRequest } from "@review/corpus";
import { shellWord } from "../output/shell-word.ts";

/**
 * What requests name, one entry a value, as a person reads it (`runners.mine: command`, `./review.sh --fast`) and exactly:
 * nothing of it is left out, folded or invisible.
 */
export function describeRequests(requests: readonly TrustRequest[]): { name: string; value: string }[] {
  return requests.flatMap(({ subject, values }) =>
    values.map(({ key, value }) => ({
      name: escapeUnseen(`${subject}: ${key}`),
      value: describeValue(value),
    })),
  );
}

function describeValue(value: unknown): string {
  if (Array.isArray(value)) return value.map(describeValue).join(" ");
  if (typeof value !== "string") return escapeUnseen(JSON.stringify(value));
  return value.search(UNSEEN) === -1 ? shellWord(value) : escapeUnseen(JSON.stringify(value));
}

/**
 * What a reader cannot tell from something else: controls, line ends, marks that reorder text, characters without a
 * shape of their own (https://www.unicode.org/reports/tr44/#Default_Ignorable_Code_Point), and spaces but the plain one.
 */
const UNSEEN = /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]|(?! )\p{Zs}/gu;

function escapeUnseen(text: string): string {
  return text.replace(UNSEEN, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`);
}
