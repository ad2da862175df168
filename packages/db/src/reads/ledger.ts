import type { InspectionOptions, InvariantReport, LedgerReport } from "../answers.ts";
import { checkFields } from "../check-fields.ts";
import { type Ledger, storageOf } from "../ledger.ts";
import type { Quarantine } from "../quarantine.ts";
import { isFixturePath, type ModelId } from "../vocabulary.ts";

/**
 * The partitions under which completed runs that were asked for as `requested` were recorded, that of the newest run first. A
 * run without telemetry was asked for by the name it has. Newest is what was created last, whatever the clocks said; runs
 * that an import brought were not asked for here. What came from the lock alone says so only of partitions in which all that is accepted was
 * asked for as `requested`: anybody may have written one line about one note there.
 */
export async function listRecordedPartitions(ledger: Ledger, requested: ModelId): Promise<ModelId[]> {
  checkFields({ requested }, "listRecordedPartitions", { requested: "text" });
  return storageOf(ledger).listRecordedPartitions(requested);
}

/** Every note path (but those of fixtures) and every gate id that an acceptance event names, each once, sorted by code unit. */
export async function listAcceptedNames(ledger: Ledger): Promise<{ notePaths: string[]; gateIds: string[] }> {
  const { notePaths, gateIds } = await storageOf(ledger).listAcceptedNames();
  return { notePaths: notePaths.filter((path) => !isFixturePath(path)), gateIds };
}

/** The note paths of these alone, which are found without looking at every event. */
export async function listAcceptedNotePaths(ledger: Ledger): Promise<string[]> {
  return (await storageOf(ledger).listAcceptedNotePaths()).filter((path) => !isFixturePath(path));
}

/** Every partition that an acceptance event of a note is under, each once, sorted by code unit; those of fixtures aside. */
export async function listAcceptedPartitions(ledger: Ledger): Promise<ModelId[]> {
  return storageOf(ledger).listAcceptedPartitions();
}

/** Every note path that a run or an acceptance event names, each once; those of fixtures aside. */
export async function listRecordedNotePaths(ledger: Ledger): Promise<string[]> {
  return (await storageOf(ledger).listRecordedNotePaths()).filter((path) => !isFixturePath(path));
}

/** Every gate id that a run was asked for or an acceptance event names, each once. */
export async function listRecordedGateIds(ledger: Ledger): Promise<string[]> {
  return storageOf(ledger).listRecordedGateIds();
}

/** The newest decision about each gate and partition by their fixtures, by gate and partition. */
export async function listQuarantines(ledger: Ledger): Promise<Quarantine[]> {
  return storageOf(ledger).listQuarantines();
}

/**
 * Checks the whole file; a large one thoroughly only if that is asked for. Throws LedgerUnavailableError where it is too
 * damaged to be checked.
 */
export async function inspectLedger(ledger: Ledger, options: InspectionOptions = {}): Promise<LedgerReport> {
  checkFields(options, "inspectLedger", { thorough: "boolean?", quicklyFrom: "number?" });
  return storageOf(ledger).inspect(options);
}

/**
 * Looks at every row of a ledger in one consistent view and says for each rule how many rows break it. The
 * database refuses such rows itself; this finds what came in past it, by another program or a damaged disk.
 * Writes nothing into the file.
 */
export async function verifyLedger(ledger: Ledger): Promise<InvariantReport[]> {
  return storageOf(ledger).verify();
}
