import type { Failure, FailureKind } from "../execution.ts";
import { toOneLine } from "../one-line.ts";
import { againWhen, type Remedy, SEE_LOG } from "../remedy.ts";
import { describeWait, LONG_WAIT_SECONDS } from "./waiting.ts";

/** A class of errors that a client or a service reports: how to tell it, and what a person is told. */
export interface ErrorClass<E> {
  applies(error: E): boolean;
  how: FailureKind;
  what: string | ((error: E) => string);
  remedy: Remedy | ((error: E) => Remedy);
  /** Leaves out the reporter's own words, where they say the same. */
  quiet?: boolean;
  /** When it may work again. */
  wait?(error: E): Pick<Failure, "retryAfterSeconds" | "resetsAt">;
}

/** The failure of the first class that applies; `crashed` if none does. */
export function classifyError<E extends { text: string }>(
  { program }: { program: string },
  classes: readonly ErrorClass<E>[],
  error: E,
): Failure {
  const unknown: ErrorClass<E> = {
    applies: () => true,
    how: "crashed",
    what: `${program} failed`,
    remedy: SEE_LOG,
  };
  const { how, what, remedy, quiet, wait } = classes.find(({ applies }) => applies(error)) ?? unknown;
  const said = quiet || error.text.trim() === "" ? "" : ` (${toOneLine(error.text)})`;
  const waiting = wait?.(error);
  const { retryAfterSeconds = 0 } = waiting ?? {};
  const isLong = retryAfterSeconds > LONG_WAIT_SECONDS;
  return {
    how,
    message: `${of(what, error)}${said}`,
    remedy: isLong ? againWhen(`in ${describeWait(retryAfterSeconds)}`) : of(remedy, error),
    ...waiting,
  };
}

/** What a class says of one error. */
const of = <Said, E>(said: Said | ((error: E) => Said), error: E): Said =>
  said instanceof Function ? said(error) : said;

/** Behind a captive portal, or the like: nothing is known of the service, and later it is the same. */
export const NETWORK_LOGIN: ErrorClass<{ status: number }> = {
  applies: ({ status }) => status === 511,
  how: "bad-address",
  what: "the network wants a login before it lets anything through (HTTP 511)",
  remedy: "open any page in a browser and log in there",
  quiet: true,
};

/**
 * When an account may be used again, in the service's words: `regain access on 2026-12-01 at 00:00 UTC`. UTC, ISO 8601;
 * undefined if it names no such time.
 */
export function readRegainedAccess(text: string): string | undefined {
  const [, day, time = "00:00"] =
    /\bregain access on (\d{4}-\d{2}-\d{2})(?: at (\d{2}:\d{2}) UTC)?/i.exec(text) ?? [];
  return day === undefined ? undefined : toTime(Date.parse(`${day}T${time}:00Z`) / 1000);
}

/** Words of a refusal that concerns how the service was asked, and not what or by whom. */
export function isAboutTheInvocation(text: string): boolean {
  return /\b(?:model|effort|thinking|temperature|max_tokens|parameters?|arguments?|fields?|betas?|extra inputs)\b/i.test(
    text,
  );
}

/** The account as a whole may not ask, whoever asks and however. */
export function isDisabledAccount(text: string): boolean {
  return /\b(?:organization|account|workspace)\b.{0,60}\b(?:disabled|deactivated|suspended|banned)\b/i.test(
    text,
  );
}

/** Seconds since 1970 as UTC, ISO 8601; undefined for what is no such time. */
export function toTime(epochSeconds: number | undefined): string | undefined {
  const time = new Date((epochSeconds ?? Number.NaN) * 1000);
  return Number.isNaN(time.getTime()) ? undefined : time.toISOString();
}
