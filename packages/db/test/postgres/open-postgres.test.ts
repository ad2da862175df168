import { hasPostgres, scratchDatabase } from "@review/test-kit/scratch-database.ts";
import { describe, expect, it } from "vitest";
import {
  LedgerConstraintError,
  LedgerTooNewError,
  LedgerUnavailableError,
  MigrationChangedError,
  NotALedgerError,
} from "../../src/errors.ts";
import { initLedger, initScript } from "../../src/init-ledger.ts";
import { openLedger, openToWrite, shownLedger } from "../../src/open-ledger.ts";
import { migrations } from "../../src/postgres/schema/migrations/index.ts";
import { requireServer } from "../../src/postgres/schema/server.ts";
import { listRuns } from "../../src/reads.ts";
import { insertRun } from "../../src/transitions.ts";
import { newRun } from "../new-run.ts";
import { newSweep } from "./new-sweep.ts";
import { emptyPostgres, openStorage, scratchPostgres } from "./scratch-postgres.ts";

const NEWEST = migrations.length;
/** What the first version let a role do, as far as opening needs it. */
const grantsOfOld =
  "GRANT USAGE ON SCHEMA review TO clerk; GRANT SELECT ON ALL TABLES IN SCHEMA review TO clerk;";

describe.skipIf(!hasPostgres)("a ledger on a server", () => {
  it("is opened by its URL, and is there for whoever opens it next", async () => {
    const url = (await emptyPostgres()).url("clerk");
    const ledger = await openLedger(url);
    expect(await insertRun(ledger, newRun())).toBe(1);
    await ledger.close();
    await using again = await openLedger(url, { readOnly: true });
    expect(await listRuns(again)).toMatchObject([{ id: 1, notePath: "n.md" }]);
    await expect(insertRun(again, newRun())).rejects.toThrow(/opened to read only/);
    await using writable = await openToWrite(again);
    expect(await insertRun(writable, newRun())).toBe(2);
  });

  it("is made by nobody who only opens it", async () => {
    const database = await scratchDatabase();
    await expect(openLedger(database.url())).rejects.toMatchObject({
      code: "ledger-not-made",
      message: expect.stringMatching(/there is no ledger in this database yet$/),
    });
    await expect(openLedger(database.url("stranger"), { readOnly: true })).rejects.toThrow(
      LedgerUnavailableError,
    );
  });

  it("lets nobody in whom its owner did not", async () => {
    const database = await scratchPostgres();
    await expect(openLedger(database.url("stranger"))).rejects.toMatchObject({
      code: "role-not-let-in",
      message: expect.stringMatching(/this role may not do that \(42501\)$/),
    });
    const { roles } = await initLedger(database.url(), { grantTo: ["stranger"] });
    expect(roles).toEqual(["clerk", "stranger"]);
    await using ledger = await openLedger(database.url("stranger"));
    expect(await insertRun(ledger, newRun())).toBe(1);
  });

  it("is made once, however often and by however many at once", async () => {
    const database = await scratchDatabase();
    const made = await Promise.all(
      [1, 2, 3, 4].map(() => initLedger(database.url(), { grantTo: ["clerk"] })),
    );
    expect(made.map(({ versions }) => versions.before).sort()).toEqual([0, NEWEST, NEWEST, NEWEST]);
    const storage = await openStorage(database);
    await storage.createRun(newRun());
    expect((await storage.inspect({})).damage).toEqual([]);
    await storage.close();
  });

  it("is brought to the newest version by its owner alone, with what is in it and for whom it let in", async () => {
    const database = await scratchDatabase();
    const [, second] = migrations;
    const [made = ""] = (await initScript()).split(second?.sql ?? "");
    await (await database.connect()).query(`${made}${grantsOfOld}COMMIT`);
    await expect(openLedger(database.url("clerk"))).rejects.toThrow(
      /has schema version 1, this program needs 2$/,
    );
    await expect(initLedger(database.url("clerk"))).rejects.toThrow(LedgerUnavailableError);
    expect(await initLedger(database.url())).toMatchObject({
      versions: { before: 1, now: NEWEST },
      roles: ["clerk"],
    });
    const storage = await openStorage(database);
    expect(await storage.shared?.addSweep(newSweep())).toBe(1);
    expect((await storage.inspect({})).damage).toEqual([]);
    await storage.close();
  });

  it("is made by the script just as well", async () => {
    const database = await scratchDatabase();
    await (await database.connect()).query(await initScript({ grantTo: ["clerk"] }));
    const storage = await openStorage(database);
    await storage.createRun(newRun());
    expect((await storage.inspect({})).damage).toEqual([]);
    expect(await initLedger(database.url())).toMatchObject({
      versions: { before: NEWEST, now: NEWEST },
      roles: ["clerk"],
    });
    await storage.close();
  });

  it("is not made in a schema of somebody else's", async () => {
    const database = await scratchDatabase();
    await (await database.connect()).query("CREATE SCHEMA review; CREATE TABLE review.films (id int)");
    await expect(initLedger(database.url())).rejects.toThrow(NotALedgerError);
  });

  it.each([
    [
      "a newer program made",
      `INSERT INTO review.ledger_migrations VALUES (${NEWEST + 1}, 'x', 'x', 'x')`,
      LedgerTooNewError,
    ],
    ["other migrations made", "UPDATE review.ledger_migrations SET sha = 'x'", MigrationChangedError],
    ["an older program made", "DELETE FROM review.ledger_migrations", LedgerUnavailableError],
  ])("that %s is not used", async (_, sql, error) => {
    const database = await scratchPostgres();
    await (await database.connect()).query(sql);
    await expect(openLedger(database.url("clerk"))).rejects.toThrow(error);
  });

  it.each([
    ["a role that is barred", "barred", "", /not there, or the server does not let it in from here/],
    ["a wrong password", "guarded", ":wrong%20one", /the password is wrong/],
    ["no password", "guarded", "", /asks for a password: put it into the variable PGPASSWORD/],
  ])("says what is wrong with %s, and shows no password", async (_, role, password, why) => {
    const url = (await emptyPostgres()).url(role).replace(role, role + password);
    const opened = openLedger(url);
    await expect(opened).rejects.toThrow(why);
    await expect(opened).rejects.toMatchObject({
      code: "ledger-unavailable",
      message: expect.not.stringContaining("wrong%20one"),
    });
  });

  it("says that a database is not there, or nobody listens", async () => {
    const url = (await emptyPostgres()).url();
    await expect(openLedger(url.replace(/scratch_.*/, "none"))).rejects.toThrow(/the database is not there/);
    await expect(openLedger(url.replace(/:\d+\//, ":1/"))).rejects.toThrow(/no server listens there/);
  });

  it("says that a server has too many connections", async () => {
    const database = await scratchPostgres();
    const root = await database.connect("postgres");
    await root.query(`ALTER DATABASE ${database.name} CONNECTION LIMIT 0`);
    await expect(openLedger(database.url("clerk"))).rejects.toThrow(/too many connections already/);
  });

  it("waits for another writer, and says so if that takes too long", async () => {
    const database = await emptyPostgres();
    const other = await database.connect();
    await other.query("BEGIN; SELECT review.lock_ledger()");
    await using ledger = await openLedger(database.url("clerk"));
    const waiting = insertRun(ledger, newRun());
    await expect
      .poll(async () => (await other.query("SELECT 1 FROM pg_locks WHERE NOT granted")).rowCount)
      .toBe(1);
    await other.query("COMMIT");
    expect(await waiting).toBe(1);
  });

  it("keeps texts with a NUL and with the sign that stands for it, also in JSON", async () => {
    const storage = await openStorage(await emptyPostgres());
    const odd =
      "nul \0, sign \uFFFE, sign and digit \uFFFE0, both \0\uFFFE\uFFFE\0 and \\u0000 \\\\u0000 \u{1F600}";
    const id = await storage.createRun(
      newRun({ notePath: odd, telemetry: { model: odd, requestedModelId: "asked" } }),
    );
    const change = {
      gateReviews: [{ gateId: "a", decision: "error", rationaleMarkdown: odd, evidence: { [odd]: [odd] } }],
      debugLog: odd,
    } as const;
    await storage.changeRuns([id], () => ({ change }));
    expect(await storage.getRun(id)).toMatchObject({
      notePath: odd,
      telemetry: { model: odd },
      gateReviews: [{ rationaleMarkdown: odd, evidence: { [odd]: [odd] } }],
    });
    expect(await storage.getRunOutput(id)).toEqual({ debugLog: odd });
    expect(await storage.listRuns({ notePath: odd })).toHaveLength(1);
    expect((await storage.verify()).filter(({ violations }) => violations > 0)).toEqual([]);
    await storage.close();
  });

  it("refuses what no index can hold", async () => {
    const storage = await openStorage(await emptyPostgres());
    const notePath = Array.from({ length: 4000 }, (_, index) =>
      String.fromCodePoint(0x4e00 + ((index * 7919) % 20_000)),
    ).join("");
    await expect(storage.createRun(newRun({ notePath }))).rejects.toThrow(LedgerConstraintError);
    await storage.close();
  });
});

describe("the name of a ledger on a server", () => {
  it.each([
    [
      "postgres://me:secret@host:5433/db?sslmode=verify-full",
      "postgres://me@host:5433/db?sslmode=verify-full",
    ],
    [
      "postgresql://me@host/db?password=secret&application_name=x",
      "postgresql://me@host/db?application_name=x",
    ],
    ["postgres://me:se@cret@host/db", "postgres://me@host/db"],
    ["postgres:///db?host=/run/postgresql", "postgres:///db?host=%2Frun%2Fpostgresql"],
    ["postgres://me:secret@host:port/db", "postgres://…"],
    ["kb/ledger.sqlite", "kb/ledger.sqlite"],
  ])("%s is shown as %s", (url, shown) => {
    expect(shownLedger(url).replace("host=/run/postgresql", "host=%2Frun%2Fpostgresql")).toBe(shown);
  });

  it("that names a certificate that is not there is refused", async () => {
    await expect(
      openLedger("postgres://127.0.0.1:1/db?sslmode=verify-full&sslrootcert=/none.crt"),
    ).rejects.toThrow(/its URL names \/none\.crt, which cannot be read \(ENOENT\)/);
  });

  it("that cannot be read is refused without a password", async () => {
    const opened = openLedger("postgres://me:secret@host:port/db");
    await expect(opened).rejects.toMatchObject({
      code: "bad-ledger-url",
      message: expect.not.stringContaining("secret"),
    });
  });
});

describe("a server", () => {
  const server = { version: 180_004, name: "18.4", encoding: "UTF8", isStandby: false, isUnfinished: false };
  const check = (changes: Partial<typeof server>, readOnly = false) =>
    requireServer({ ...server, ...changes }, "postgres://h/d", { readOnly });

  it("of the last versions is taken, also a standby to read", () => {
    expect(check({})).toBeUndefined();
    expect(check({ version: 140_000 })).toBeUndefined();
    expect(check({ isStandby: true }, true)).toBeUndefined();
  });

  it.each([
    [{ version: 130_009, name: "13.9" }, /its server is PostgreSQL 13.9: a ledger needs 14 or newer/],
    [{ encoding: "LATIN1" }, /a ledger needs UTF8/],
    [{ isStandby: true }, /a standby that only reads: name the primary one/],
  ])("%j is refused in words", (changes, why) => {
    expect(() => check(changes)).toThrow(why);
  });
});
