import { type Gate, gateOfFile, gateOfFixture, ownText, type Policy } from "@review/corpus";
import { type LockedQuarantine, parseQuarantines, quarantinesPath } from "@review/lock";

/** What a commit says of gates, for whom a tree must not quarantine any by itself. */
export interface QuarantineBase {
  decisions: readonly LockedQuarantine[];
  /** How many files each gate has there that may be fixtures, by its id. */
  fixtures: ReadonlyMap<string, number>;
  /** The ids of the gates that have the very text of a gate there, by whatever name. */
  sameText(gate: Pick<Gate, "text" | "inputs">): readonly string[];
  /** What in it does not count, each on one line. */
  problems: readonly string[];
}

/** The files of a commit, by their paths from the root. */
export interface CommittedFiles {
  ref: string;
  /** Those at or below some paths, each with the id of its bytes. */
  list(paths: readonly string[]): Promise<readonly { path: string; object: string }[]>;
  /** The ids that a text may have. */
  idsOf(text: string): readonly string[];
  read(path: string): Promise<Buffer>;
}

/** Reads what a commit says of gates, where its own configuration has them. Throws what `list` and `read` throw. */
export async function readQuarantineBase(
  { gates, lock }: Pick<Policy, "gates" | "lock">,
  { ref, list, idsOf, read }: CommittedFiles,
): Promise<QuarantineBase> {
  const path = quarantinesPath({ config: { lock } });
  const files = await list([gates, path]);
  const text = files.some((file) => file.path === path) ? (await read(path)).toString("utf8") : "";
  const { quarantines, problems } = parseQuarantines(text, `${path} of ${ref}`);
  const fixtures = new Map<string, number>();
  const byObject = new Map<string, string[]>();
  for (const { path: each, object } of files) {
    const fixtureOf = gateOfFixture({ gates }, each);
    if (fixtureOf !== undefined) fixtures.set(fixtureOf, (fixtures.get(fixtureOf) ?? 0) + 1);
    const gateId = gateOfFile({ gates }, each);
    if (gateId !== undefined) byObject.set(object, [...(byObject.get(object) ?? []), gateId]);
  }
  const sameText: QuarantineBase["sameText"] = (gate) =>
    idsOf(ownText(gate)).flatMap((id) => byObject.get(id) ?? []);
  return { decisions: quarantines, fixtures, sameText, problems };
}
