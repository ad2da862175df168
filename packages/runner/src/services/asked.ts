import type { Doubts } from "./doubts.ts";

/** Who was asked, for what a person is told. */
export interface Asked extends Doubts {
  /** The service: `the Anthropic API`. */
  title: string;
  /** Where it was asked. */
  baseURL: string;
  /** What names that address. */
  addressName: string;
  /** The model, of a server that may be told to fetch it. */
  pulls?: string;
  /** The variables that may hold its key, and the one that does. */
  keyNames: readonly string[];
  keyName?: string | undefined;
}

/** What helps where an address, or the proxy on the way to it, leads to something else. */
export function checkAddress({ addressName, suggestedURL, directlyBy }: Asked): string | undefined {
  if (directlyBy !== undefined) return askDirectly(directlyBy);
  return suggestedURL && `is it ${suggestedURL}? Then write that as ${addressName}`;
}

/** The same where what is on the way may be at fault as well. */
export const checkWay = (asked: Asked): string =>
  checkAddress(asked) ?? `check ${asked.addressName} and the proxy`;

/** What helps where a proxy is asked for a server on this machine. */
export const askDirectly = (assignment: string) =>
  `the server is on this machine: set ${assignment}, so that it is asked without the proxy`;
