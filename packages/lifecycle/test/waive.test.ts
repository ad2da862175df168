import { type FindingSeverity, type Ledger, listWaivers } from "@review/db";
import { NOW, observe, scratchLedger } from "@review/test-kit/scratch-ledger.ts";
import { describe, expect, it } from "vitest";
import { AlreadyWaivedError, recordAndFinalizeRun, standingWaivers, unwaive, waive } from "../src/index.ts";
import { allReviews, reviewOf, runIn } from "./runs.ts";

const DAY = NOW.slice(0, 10);
const NEVER = "f".repeat(16);

/** A ledger in which a completed run found something, at a time that a test sets. */
async function found() {
  const clock = { now: NOW };
  const scratch = await scratchLedger(() => new Date(clock.now));
  await runIn(scratch.ledger, "completed");
  const key = String(scratch.raw.prepare("SELECT key FROM findings").pluck().get());
  return { ...scratch, clock, key };
}

/** What is waived of a finding by a key, and which waiver it has outgrown. */
async function standing(ledger: Ledger, key: string, severity: FindingSeverity = "warn") {
  const { waived, outgrown } = await standingWaivers(ledger, [{ key, severity }]);
  return { waived: [...waived.values()].at(0), outgrown: [...outgrown.values()].at(0) };
}
const isWaived = async (ledger: Ledger, key: string, severity?: FindingSeverity) =>
  (await standing(ledger, key, severity)).waived !== undefined;

describe("waive", () => {
  it("keeps the decision in one row, with its words trimmed", async () => {
    const scratch = await found();
    const { ledger, key } = scratch;
    const options = { keys: [key], reason: " as meant ", author: " me ", until: "2026-03-02" };
    const { result, changed } = await observe(scratch, () => waive(ledger, options));
    expect(result).toEqual([1]);
    expect(changed).toEqual(["+ waivers 1"]);
    const words = { reason: "as meant", author: "me", until: "2026-03-02" };
    const waiver = { id: 1, key, kind: "waived", severity: "warn", ...words, decidedAt: NOW };
    const findings = [key, NEVER, key].map((each) => ({ key: each, severity: "warn" }) as const);
    expect(await standingWaivers(ledger, findings)).toEqual({
      waived: new Map([
        [findings[0], waiver],
        [findings[2], waiver],
      ]),
      outgrown: new Map(),
    });
  });

  it("ends at the end of its last day in UTC, and nothing is written then", async () => {
    const scratch = await found();
    const { ledger, key, clock } = scratch;
    await waive(ledger, { keys: [key], reason: "for a day", until: DAY });
    clock.now = `${DAY}T23:59:59.999Z`;
    expect(await isWaived(ledger, key)).toBe(true);
    clock.now = "2026-03-02T00:00:00.000Z";
    const { result, changed } = await observe(scratch, () => isWaived(ledger, key));
    expect({ result, changed }).toEqual({ result: false, changed: [] });
  });

  it("holds for good without a last day, and for the finding that is found again", async () => {
    const { ledger, raw, key, clock } = await found();
    await waive(ledger, { keys: [key], reason: "meant" });
    clock.now = "2099-01-01T00:00:00.000Z";
    const runId = await runIn(ledger, "running, nothing written");
    await recordAndFinalizeRun(ledger, { runId, gateReviews: allReviews });
    expect(raw.prepare("SELECT DISTINCT key FROM findings").pluck().all()).toEqual([key]);
    expect(await isWaived(ledger, key)).toBe(true);
  });

  it("may get another last day, a later or an earlier one, or none", async () => {
    const { ledger, key } = await found();
    for (const until of ["2026-03-09", "2026-03-05", undefined, "2026-03-07"]) {
      await waive(ledger, { keys: [key], reason: "meant", until });
      expect((await standing(ledger, key)).waived?.until).toBe(until);
    }
  });

  it("may be waived just so again when it was taken back, or has ended", async () => {
    const { ledger, key, clock } = await found();
    await waive(ledger, { keys: [key], reason: "meant" });
    await unwaive(ledger, { keys: [key], reason: "not meant" });
    expect(await isWaived(ledger, key)).toBe(false);
    await waive(ledger, { keys: [key], reason: "meant" });
    await waive(ledger, { keys: [key], reason: "meant", until: DAY });
    clock.now = "2026-03-02T00:00:00.000Z";
    expect(await waive(ledger, { keys: [key], reason: "meant" })).toEqual([5]);
  });
});

describe("a finding that gets worse", () => {
  /** Ends another run that finds it again, which knows it by its words. */
  async function findAgain(ledger: Ledger, severity: FindingSeverity) {
    const runId = await runIn(ledger, "running, nothing written");
    const gateReviews = [reviewOf("a"), reviewOf("b", { decision: severity })];
    await recordAndFinalizeRun(ledger, { runId, gateReviews });
  }

  it("counts, though it was waived while it was milder; where it is as mild as that, it does not", async () => {
    const { ledger, key } = await found();
    await waive(ledger, { keys: [key], reason: "meant" });
    await findAgain(ledger, "fail");
    expect(await standing(ledger, key, "fail")).toEqual({
      waived: undefined,
      outgrown: expect.objectContaining({ kind: "waived", severity: "warn", reason: "meant" }),
    });
    expect(await isWaived(ledger, key, "warn")).toBe(true);
  });

  it("is covered by another waiver just like the first, and then whatever it is", async () => {
    const { ledger, key } = await found();
    await waive(ledger, { keys: [key], reason: "meant" });
    await findAgain(ledger, "fail");
    expect(await waive(ledger, { keys: [key], reason: "meant" })).toEqual([2]);
    expect(await isWaived(ledger, key, "fail")).toBe(true);
    await findAgain(ledger, "warn");
    expect(await isWaived(ledger, key, "warn")).toBe(true);
    await expect(waive(ledger, { keys: [key], reason: "meant" })).rejects.toThrow(AlreadyWaivedError);
  });

  it("may still have its waiver taken back, and has outgrown none then", async () => {
    const { ledger, key } = await found();
    await waive(ledger, { keys: [key], reason: "meant" });
    await findAgain(ledger, "fail");
    expect(await unwaive(ledger, { keys: [key], reason: "not meant" })).toEqual([2]);
    expect(await standing(ledger, key, "fail")).toEqual({ waived: undefined, outgrown: undefined });
  });

  it("has outgrown no waiver that has ended", async () => {
    const { ledger, key, clock } = await found();
    await waive(ledger, { keys: [key], reason: "for a day", until: DAY });
    await findAgain(ledger, "fail");
    clock.now = "2026-03-02T00:00:00.000Z";
    expect(await standing(ledger, key, "fail")).toEqual({ waived: undefined, outgrown: undefined });
  });
});

describe("unwaive", () => {
  it("takes it back, with a reason", async () => {
    const { ledger, key } = await found();
    await waive(ledger, { keys: [key], reason: "meant" });
    expect(await unwaive(ledger, { keys: [key], reason: " seen again ", author: "me" })).toEqual([2]);
    expect((await listWaivers(ledger, [key])).newest.get(key)).toEqual({
      ...{ id: 2, key, kind: "unwaived", reason: "seen again", author: "me", decidedAt: NOW },
    });
  });
});

describe("what is refused changes nothing", () => {
  const waived = { reason: "meant" };
  const lasting = { reason: "meant", until: DAY };
  it.each<[string, (key: string, ledger: Ledger) => Promise<unknown>, string, string]>([
    ["none named", (_, ledger) => waive(ledger, { keys: [], ...waived }), "invalid-input", "no finding"],
    [
      "one named twice",
      (key, ledger) => waive(ledger, { keys: [key, key], ...lasting }),
      "invalid-input",
      "given twice",
    ],
    [
      "no reason",
      (key, ledger) => waive(ledger, { keys: [key], reason: " ", until: DAY }),
      "invalid-input",
      "reason",
    ],
    [
      "no name",
      (key, ledger) => waive(ledger, { keys: [key], ...lasting, author: "" }),
      "invalid-input",
      "author",
    ],
    ...["tomorrow", "2026-02-30", "2026-3-5", "2026-13-01", `${DAY}T00:00:00Z`].map(
      (until): [string, (key: string, ledger: Ledger) => Promise<unknown>, string, string] => [
        `until ${until}`,
        (key, ledger) => waive(ledger, { keys: [key], ...waived, until }),
        "invalid-input",
        "YYYY-MM-DD",
      ],
    ),
    [
      "until yesterday",
      (key, ledger) => waive(ledger, { keys: [key], ...waived, until: "2026-02-28" }),
      "until-passed",
      "2026-02-28 has passed",
    ],
    [
      "one that is not known beside one that is",
      (key, ledger) => waive(ledger, { keys: [key, NEVER], ...lasting }),
      "unknown-finding",
      NEVER,
    ],
    ["what is waived", (key, ledger) => waive(ledger, { keys: [key], ...waived }), "already-waived", "meant"],
    [
      "to take back without a reason",
      (key, ledger) => unwaive(ledger, { keys: [key], reason: "" }),
      "invalid-input",
      "reason",
    ],
    [
      "to take back what is not known beside what is waived",
      (key, ledger) => unwaive(ledger, { keys: [key, NEVER], ...waived }),
      "unknown-finding",
      NEVER,
    ],
  ])("%s", async (_, move, code, words) => {
    const scratch = await found();
    await waive(scratch.ledger, { keys: [scratch.key], reason: "meant" });
    const { error, changed } = await observe(scratch, () => move(scratch.key, scratch.ledger));
    expect(error).toMatchObject({ code, message: expect.stringContaining(words) });
    expect(changed).toEqual([]);
  });

  it.each<[string, (key: string, ledger: Ledger) => Promise<unknown>]>([
    ["never waived", async () => {}],
    [
      "taken back",
      async (key, ledger) => {
        await waive(ledger, { keys: [key], reason: "meant" });
        await unwaive(ledger, { keys: [key], reason: "not meant" });
      },
    ],
    ["ended", (key, ledger) => waive(ledger, { keys: [key], ...lasting })],
  ])("to take back what was %s", async (_, before) => {
    const scratch = await found();
    const { ledger, key, clock } = scratch;
    await before(key, ledger);
    clock.now = "2026-03-02T00:00:00.000Z";
    const { error, changed } = await observe(scratch, () => unwaive(ledger, { keys: [key], reason: "x" }));
    expect(error).toMatchObject({ code: "not-waived" });
    expect(changed).toEqual([]);
  });

  it("of a run that has not ended nothing is waived", async () => {
    const scratch = await scratchLedger();
    await runIn(scratch.ledger, "running, all written");
    const key = String(scratch.raw.prepare("SELECT key FROM findings").pluck().get());
    const { error } = await observe(scratch, () => waive(scratch.ledger, { keys: [key], reason: "x" }));
    expect(error).toMatchObject({ code: "unknown-finding" });
  });
});
