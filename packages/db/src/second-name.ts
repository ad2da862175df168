import { checkFields } from "./check-fields.ts";
import { isPostgresUrl } from "./postgres/driver/ledger-url.ts";
import type { Kept } from "./sqlite/files/decide-kept.ts";
import { isOther, keptPlace, seeKept } from "./sqlite/files/kept-place.ts";
import { seeFile } from "./sqlite/files/ledger-files.ts";

/** The second name of a ledger in the git folder around it, by which it is kept when git overwrites or deletes it. */
export interface SecondName {
  path: string;
  /**
   * What has it: the ledger itself (`same`), another one that has no name but this (`lost`) or one more (`moved`), `nothing`, or
   * what is not touched: no second name is made there.
   */
  has: Kept;
}

/**
 * The second name that the ledger at a path has or may get; undefined outside of a work tree and on a server. A link on the way to that path
 * may be given that is not followed. Throws LedgerUnavailableError where the file cannot be looked at.
 */
export function secondName(path: string, link?: string): SecondName | undefined {
  checkFields({ path, link }, "secondName", { path: "text", link: "text?" });
  const place = isPostgresUrl(path) ? undefined : keptPlace(path, link);
  if (!place) return undefined;
  return { path: place.file, has: seeKept(place, link === undefined ? seeFile(path)?.identity : undefined) };
}

/** Whether another ledger than what is at a path has its second name. */
export function isKeptElsewhere(path: string, link?: string): boolean {
  const name = secondName(path, link);
  return name !== undefined && isOther(name.has);
}
