import { randomUUID } from "node:crypto";
import {
  closeSync,
  constants,
  existsSync,
  fstatSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  type Stats,
  writeFileSync,
} from "node:fs";
import { dirname, isAbsolute, join } from "node:path";
import { describeStranger, isInside, locatePath, repositoryOf } from "@review/corpus";
import { errorCode, failureReason, isObject, parseJson } from "@review/db/guards";
import { TrustFileError, TrustNotKeptError } from "../errors/trust-errors.ts";
import type { Io } from "../process/io.ts";

/** What a user agreed to for one root. */
export interface Agreement {
  /** Real path. */
  root: string;
  /** Of all requests together. */
  digest: string;
  /** The fingerprint of each. */
  requests: string[];
  /** UTC, ISO 8601. */
  agreedAt: string;
}

type User = Pick<Io, "environment" | "userId">;

/** Where a user's agreements are kept; undefined if the environment names no folder for such things. */
export function trustFilePath({ environment }: Pick<Io, "environment">): string | undefined {
  // By the XDG specification a relative path is invalid and to be ignored.
  const folder = [
    environment.XDG_CONFIG_HOME,
    homeConfig(environment.HOME),
    homeConfig(environment.USERPROFILE),
  ].find((path) => path !== undefined && isAbsolute(path));
  return folder === undefined ? undefined : join(folder, "review", "trust.json");
}

const homeConfig = (home: string | undefined) => (home ? join(home, ".config") : undefined);

/**
 * All agreements of a user; none if none was kept. A file that somebody else could have written says nothing: it throws
 * TrustFileError, as one that cannot be read.
 */
export function readAgreements(user: User): Agreement[] {
  const path = trustFilePath(user);
  const text = path === undefined ? undefined : readOwnFile(path, user.userId);
  return path === undefined || text === undefined ? [] : parseAgreements(path, text);
}

/** What the user agreed to for a root; nothing that stands in a file which its repository could have brought. Throws TrustFileError. */
export async function readAgreement(root: string, user: User): Promise<Agreement | undefined> {
  if ((await whyIgnored(root, user)) !== undefined) return undefined;
  return readAgreements(user).find((agreement) => agreement.root === root);
}

/** Keeps an agreement in the place of an earlier one for its root. Throws TrustNotKeptError or TrustFileError. */
export async function keepAgreement(agreement: Agreement, user: User): Promise<void> {
  const path = trustFilePath(user);
  if (path === undefined) throw new TrustNotKeptError("neither XDG_CONFIG_HOME nor HOME names a folder");
  const why = await whyIgnored(agreement.root, user);
  if (why !== undefined) throw new TrustNotKeptError(why);
  writeAgreements(path, [...without(agreement.root, readAgreements(user)), agreement]);
}

/** Forgets what was agreed for a root; says whether there was anything. Throws TrustNotKeptError or TrustFileError. */
export function forgetAgreement(root: string, user: User): boolean {
  const path = trustFilePath(user);
  const all = readAgreements(user);
  const kept = without(root, all);
  if (path === undefined || kept.length === all.length) return false;
  writeAgreements(path, kept);
  return true;
}

const without = (root: string, agreements: readonly Agreement[]) =>
  agreements.filter((agreement) => agreement.root !== root);

/**
 * Why no agreement for a root counts that the user's file has: the file lies in the root or in the repository around it, and a
 * repository that is the user's home, too, must not bring its own. Undefined where it lies elsewhere, or nowhere.
 */
export async function whyIgnored(root: string, user: User): Promise<string | undefined> {
  const path = trustFilePath(user);
  // A place that cannot be looked at can be neither read nor written, and that is said then.
  const located = path === undefined ? undefined : await locatePath(path).catch(() => undefined);
  if (path === undefined || located === undefined) return undefined;
  if (isInside(root, located.path)) return `${path} lies in the repository itself`;
  const around = repositoryOf(root);
  if (around === undefined || !isInside(around, located.path)) return undefined;
  return `${path} lies in ${around}, the repository around ${root}`;
}

function readOwnFile(path: string, userId: number | undefined): string | undefined {
  let descriptor: number | undefined;
  try {
    const folder = dirname(path);
    requireOwn(folder, lstatSync(folder), { is: "directory", userId });
    requireOwn(path, lstatSync(path), { is: "file", userId });
    descriptor = openSync(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
    requireOwn(path, fstatSync(descriptor), { is: "file", userId });
    return readFileSync(descriptor, "utf8");
  } catch (error) {
    if (error instanceof TrustFileError) throw error;
    const code = errorCode(error);
    if (code === "ENOENT" || code === "ENOTDIR") return undefined;
    throw new TrustFileError(path, `cannot be read (${failureReason(error)})`);
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

function requireOwn(
  path: string,
  found: Stats,
  { is, userId }: { is: "file" | "directory"; userId: number | undefined },
): void {
  const isRight = is === "file" ? found.isFile() : found.isDirectory();
  if (!isRight)
    throw new TrustFileError(path, `is no ${is}${found.isSymbolicLink() ? ", but a symlink" : ""}`);
  const why =
    describeStranger(found, userId) ??
    (userId !== undefined && (found.mode & 0o020) !== 0 ? "can be written by its group" : undefined);
  if (why !== undefined) throw new TrustFileError(path, why);
}

function parseAgreements(path: string, text: string): Agreement[] {
  const document = parseJson(text);
  if (document === undefined) throw new TrustFileError(path, "is not JSON");
  const { version, roots } = isObject(document) ? document : {};
  if (version !== VERSION || !Array.isArray(roots) || !roots.every(isAgreement)) {
    throw new TrustFileError(path, "is not what this version of review writes");
  }
  return roots;
}

const VERSION = 1;

function isAgreement(value: unknown): value is Agreement {
  if (!isObject(value)) return false;
  const { root, digest, requests, agreedAt } = value;
  return (
    [root, digest, agreedAt].every((text) => typeof text === "string") &&
    Array.isArray(requests) &&
    requests.every((text) => typeof text === "string")
  );
}

/** All or nothing: a new file takes the old one's place. */
function writeAgreements(path: string, roots: readonly Agreement[]): void {
  const unfinished = `${path}.${randomUUID()}.tmp`;
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    writeFileSync(unfinished, `${JSON.stringify({ version: VERSION, roots }, null, 2)}\n`, {
      flag: "wx",
      mode: 0o600,
      flush: true,
    });
    renameSync(unfinished, path);
  } catch (error) {
    // Where it could not even be made, there is nothing to remove.
    if (existsSync(unfinished)) rmSync(unfinished);
    throw new TrustNotKeptError(`${path} cannot be written (${failureReason(error)})`);
  }
}
