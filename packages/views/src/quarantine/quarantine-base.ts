import { gateOfFixture, type Policy } from "@review/corpus";
import { type LockedQuarantine, parseQuarantines, quarantineKey, quarantinesPath } from "@review/lock";

/** What a commit says of gates, for whom a tree must not quarantine any by itself. */
export interface QuarantineBase {
  decisions: readonly LockedQuarantine[];
  /** How many files each gate has there that may be fixtures, by its id. */
  fixtures: ReadonlyMap<string, number>;
  /** What in it does not count, each on one line. */
  problems: readonly string[];
}

/** The files of a commit, by their paths from the root. */
export interface CommittedFiles {
  ref: string;
  /** Those at or below some paths. */
  list(paths: readonly string[]): Promise<readonly string[]>;
  read(path: string): Promise<Buffer>;
}

/** Reads what a commit says of gates, where its own configuration has them. Throws what `list` and `read` throw. */
export async function readQuarantineBase(
  { gates, lock }: Pick<Policy, "gates" | "lock">,
  { ref, list, read }: CommittedFiles,
): Promise<QuarantineBase> {
  const path = quarantinesPath({ config: { lock } });
  const paths = await list([gates, path]);
  const text = paths.includes(path) ? (await read(path)).toString("utf8") : "";
  const { quarantines, problems } = parseQuarantines(text, `${path} of ${ref}`);
  const fixtures = new Map<string, number>();
  for (const each of paths) {
    const gateId = gateOfFixture({ gates }, each);
    if (gateId !== undefined) fixtures.set(gateId, (fixtures.get(gateId) ?? 0) + 1);
  }
  return { decisions: quarantines, fixtures, problems };
}

/** The decisions that count where a tree must not loosen what a commit says: those of the commit, but those that were lifted since. */
export function decisionsWithin(
  { decisions }: Pick<QuarantineBase, "decisions">,
  known: readonly LockedQuarantine[],
): LockedQuarantine[] {
  const own = new Map(known.map((each) => [quarantineKey(each), each]));
  return decisions.filter((each) => {
    const later = own.get(quarantineKey(each));
    return !(later?.kind === "lifted" && later.at >= each.at);
  });
}
