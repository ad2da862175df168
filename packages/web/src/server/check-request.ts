import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { Refusal } from "./refusal.ts";

/** By these names a browser on this machine may know a server on it. */
const HOSTS = ["127.0.0.1", "localhost", "[::1]"];

/**
 * Throws a Refusal for a request that another page made, or one to a name that somebody let point to this machine. A link may
 * lead to the page itself from anywhere: without the token it shows nothing.
 */
export function requireOwnOrigin(headers: IncomingHttpHeaders, port: number, isPage: boolean): void {
  const { host, origin, "sec-fetch-site": site, "sec-fetch-mode": mode } = headers;
  // Browsers leave out the port that is usual.
  const isOwnHost = HOSTS.some((name) => host === `${name}:${port}` || (port === 80 && host === name));
  if (!isOwnHost) throw foreign("this address is not that of the page");
  if (origin !== undefined && origin !== `http://${host}`) throw foreign("another page asks");
  const isOwnSite = site === undefined || site === "same-origin" || site === "none";
  if (!isOwnSite && !(isPage && mode === "navigate")) throw foreign("another page asks");
}

const foreign = (why: string) =>
  new Refusal(403, "from-elsewhere", `${why}: open the address that \`review-nested ui\` printed`);

/** Throws a Refusal for a token that is not the one that was printed. How long it takes tells nothing of the token. */
export function requireToken(given: string | undefined, token: string): void {
  if (given !== undefined && timingSafeEqual(digest(given), digest(token))) return;
  throw new Refusal(
    401,
    "no-token",
    "the token is missing or of another start: open the address that `review-nested ui` printed",
  );
}

const digest = (text: string) => createHash("sha256").update(text).digest();
