import { LedgerConstraintError, LedgerUnavailableError } from "../../errors.ts";

const NO_RIGHT = "42501";

/** What a server or the way to it says, in words for a person (https://www.postgresql.org/docs/current/errcodes-appendix.html). */
const REASONS: Readonly<Record<string, string>> = {
  "25006": "it is read-only: name the primary server, or a role that may write",
  "25P03": "the server ended a transaction that took too long; try again",
  "28000": "the role is not there, or the server does not let it in from here (pg_hba.conf)",
  "28P01": "the password is wrong, or the role is not there",
  "3D000": "the database is not there: `createdb` makes it",
  "3F000": "the database has no ledger",
  "40001": "another process changed it meanwhile; try again",
  "40P01": "another process holds it; try again",
  [NO_RIGHT]: "this role may not do that",
  "53100": "the disk of the server is full",
  "53200": "the server is out of memory",
  "53300": "the server has too many connections already",
  "55P03": "another process holds it for too long; try again",
  "57014": "the server ended a statement that took too long",
  "57P01": "the server is shutting down",
  "57P02": "the server crashed; try again",
  "57P03": "the server is starting up or shutting down; try again",
  "57P05": "the server ended a connection that did nothing for long; try again",
  EACCES: "the socket of the server may not be used",
  ECONNREFUSED: "no server listens there",
  ECONNRESET: "the connection was lost",
  EHOSTUNREACH: "its host cannot be reached",
  ENOENT: "no server listens at this socket",
  ENOTFOUND: "its host is not known",
  EAI_AGAIN: "its host cannot be looked up",
  EPIPE: "the connection was lost",
  ETIMEDOUT: "its host does not answer",
};

/** Messages of the driver that have no code. */
const MESSAGES: readonly (readonly [RegExp, string])[] = [
  [
    /password must be a (?:non-empty )?string|no password/i,
    "it asks for a password: put it into the variable PGPASSWORD or a file ~/.pgpass",
  ],
  [/timeout|timed out/i, "its host does not answer"],
  [/terminated|not queryable|closed/i, "the connection was lost"],
  [/does not support SSL/i, "the server takes no encrypted connections (sslmode)"],
];

const LOST_CODES = new Set(["57P01", "57P02", "57P05", "25P03", "ECONNRESET", "EPIPE", "ETIMEDOUT"]);

/** What the server said, or the driver of the way to it, apart from what anybody else throws. */
export class DriverError extends Error {
  override readonly name = "DriverError";
  /** The server's SQLSTATE, or what Node calls the error of a connection; empty where the driver gives none. */
  readonly code: string;

  constructor(thrown: unknown) {
    const { message, code } = thrown as { message?: unknown; code?: unknown };
    super(String(message ?? thrown).replaceAll(/\s+/g, " "), { cause: thrown });
    this.code = typeof code === "string" ? code : "";
  }
}

/** Whether the connection is gone, and with it what was not committed. */
export const isConnectionLost = (thrown: unknown): boolean =>
  thrown instanceof DriverError &&
  (LOST_CODES.has(thrown.code) ||
    thrown.code.startsWith("08") ||
    (thrown.code === "" && /terminated|not queryable/i.test(thrown.message)));

/** What a database refuses: a rule of ours, a key, or a value that its column cannot hold. */
const isRefusal = (code: string) => /^(?:23|22|P0001|54000)/.test(code);

/** Turns what the server or the driver said into an error of ours; any other value comes back as it is. `url` is the one to show. */
export function translatePostgresError(thrown: unknown, url: string): unknown {
  if (!(thrown instanceof DriverError)) return thrown;
  const { code, message, cause } = thrown;
  if (isRefusal(code)) return new LedgerConstraintError(url, message, { cause });
  const known = REASONS[code] ?? MESSAGES.find(([pattern]) => pattern.test(message))?.[1];
  const reason = known ?? (message === "" ? "the connection failed" : message);
  return new LedgerUnavailableError(url, code === "" ? reason : `${reason} (${code})`, {
    cause,
    ...(code === NO_RIGHT && { code: "role-not-let-in" }),
  });
}

/** Whether the server refused because something of a ledger is not there. */
export const isMissingObject = (thrown: unknown): boolean =>
  thrown instanceof DriverError && ["42P01", "3F000"].includes(thrown.code);
