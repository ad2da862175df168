import { LedgerError } from "../../errors.ts";

const SCHEME = /^postgres(?:ql)?:\/\//i;
/** How a parameter of a URL is named that says who one is, of whatever program. */
const SECRET = /(?:pass(?:word|wd|phrase)?|token|secret|(?:api|access)_?key|credentials?|auth)$/i;

/** Whether a ledger's name is one on a PostgreSQL server. */
export const isPostgresUrl = (url: string): boolean => SCHEME.test(url);

/** Whether a name is a URL, of whatever kind, also behind a word such as `jdbc:`, and so may hold a password. */
export const isUrl = (name: string): boolean => /^[a-z][a-z0-9+.:-]+:\/\//i.test(name);

/** The URL as it may be shown: without a password. What cannot be read as a URL is not shown at all. */
export function shownUrl(url: string): string {
  const parsed = parseUrl(url);
  // Of one behind a word nothing is taken apart.
  if (!parsed || !url.slice(parsed.protocol.length).startsWith("//"))
    return `${url.slice(0, url.indexOf(":"))}://…`;
  parsed.password = "";
  for (const name of [...parsed.searchParams.keys()]) if (SECRET.test(name)) parsed.searchParams.delete(name);
  return parsed.href;
}

/** Throws LedgerError `bad-ledger-url` for what is no URL of a database. */
export function requireUrl(url: string): void {
  if (parseUrl(url)) return;
  throw new LedgerError(
    "bad-ledger-url",
    "the ledger's URL cannot be read: write postgres://USER@HOST:PORT/DATABASE, with % escapes for what is no letter or digit",
  );
}

function parseUrl(url: string): URL | undefined {
  try {
    return new URL(url);
  } catch {
    return undefined;
  }
}
