import { contentSha } from "../files/content-sha.ts";
import type { TrustRequest } from "./requests.ts";

/** What tells a request from every other one: 64 hex digits. */
export function fingerprintOf({ subject, values }: TrustRequest): string {
  return contentSha(JSON.stringify([subject, values.map(({ key, value }) => [key, value])]));
}

/** One digest over all requests of a repository, in whatever order they are given: 64 hex digits. */
export function digestOf(requests: readonly TrustRequest[]): string {
  return contentSha(JSON.stringify(requests.map(fingerprintOf).sort()));
}
