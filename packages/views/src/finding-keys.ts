import { type Ledger, listFindingKeys } from "@review/db";
import { UnknownFindingError } from "@review/lifecycle";
import { QuestionError } from "./question-error.ts";

/** Of a key: as many digits as leave hardly a doubt, and all. */
const SHORTEST = 6;
const WHOLE = 16;

/**
 * The keys of findings that somebody names, each once: by the whole key, or by its beginning, where no other begins so; in brackets,
 * too, as they are printed, and in capitals. Throws UnknownFindingError, and QuestionError for what is no key and for one that could be several.
 */
export async function resolveFindingKeys(ledger: Ledger, named: readonly string[]): Promise<string[]> {
  const keys = new Set<string>();
  for (const name of named) keys.add(await resolveKey(ledger, name));
  return [...keys];
}

async function resolveKey(ledger: Ledger, written: string): Promise<string> {
  const name = written
    .trim()
    .replace(/^\[(.*)\]$/, "$1")
    .toLowerCase();
  const isKey = /^[0-9a-f]+$/.test(name) && name.length >= SHORTEST && name.length <= WHOLE;
  if (!isKey) {
    const why = `${JSON.stringify(written)} is not the key of a finding: those are ${WHOLE} hex digits, of which the first ${SHORTEST} are enough`;
    throw new QuestionError("not-a-key", why);
  }
  const [key, ...others] = await listFindingKeys(ledger, name);
  if (key === undefined) throw new UnknownFindingError(name);
  if (others.length > 0) {
    const all = [key, ...others].join(" or ");
    throw new QuestionError("ambiguous-key", `${name} could mean ${all}: write more of it`);
  }
  return key;
}
