import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { scratchFolder } from "@review/test-kit/scratch-folder.ts";
import Database from "better-sqlite3";
import { describe, expect, it } from "vitest";
import {
  InvalidInputError,
  LedgerError,
  LedgerNotFoundError,
  LedgerUnavailableError,
  NotALedgerError,
} from "../src/errors.ts";
import { openLedger } from "../src/open-ledger.ts";
import { listRuns } from "../src/reads.ts";
import { insertRun } from "../src/transitions.ts";
import { newRun } from "./new-run.ts";

const mode = (path: string) => (statSync(path).mode & 0o777).toString(8);

async function newLedger(path: string) {
  const ledger = await openLedger(path);
  await insertRun(ledger, newRun());
  await ledger.close();
  return path;
}

describe("a new ledger", () => {
  it("is created with its directory, which only the owner can enter, and ignored by git", async () => {
    const root = scratchFolder();
    const path = join(root, ".review", "ledger.sqlite");
    await using ledger = await openLedger(path);
    expect(ledger).toMatchObject({ url: path, readOnly: false });
    expect([mode(join(root, ".review")), mode(path)]).toEqual(["700", "610"]);
    expect(readFileSync(join(root, ".review", ".gitignore"), "utf8")).toBe("*\n");
    for (const file of readdirSync(join(root, ".review"))) {
      if (file.startsWith("ledger.sqlite")) expect(mode(join(root, ".review", file))).toBe("610");
    }
  });

  it("is not created where more than its directory is missing", async () => {
    const root = scratchFolder();
    const path = join(root, "nope", "dir", "l.sqlite");
    const error = await openLedger(path).catch((error) => error);
    expect(error).toBeInstanceOf(LedgerUnavailableError);
    expect(error.message).toBe(
      `cannot use the ledger ${path}: there is no folder ${join(root, "nope")}: make it, or name another file`,
    );
    expect(readdirSync(root)).toEqual([]);
  });

  it("is created in a directory that is a link", async () => {
    const root = scratchFolder();
    mkdirSync(join(root, "elsewhere"));
    symlinkSync(join(root, "elsewhere"), join(root, "data"));
    await newLedger(join(root, "data", "l.sqlite"));
    expect(readdirSync(join(root, "elsewhere"))).toEqual(["l.sqlite"]);
  });

  it("puts a .gitignore that is missing back where it writes, and not where it reads", async () => {
    const root = scratchFolder();
    const url = join(root, ".review", "ledger.sqlite");
    const ignore = join(root, ".review", ".gitignore");
    await (await openLedger(url)).close();
    rmSync(ignore);
    await (await openLedger(url, { readOnly: true })).close();
    expect(existsSync(ignore)).toBe(false);
    await (await openLedger(url)).close();
    expect(readFileSync(ignore, "utf8")).toBe("*\n");
  });

  it("leaves an existing .gitignore and other directories alone", async () => {
    const root = scratchFolder();
    mkdirSync(join(root, ".review"));
    writeFileSync(join(root, ".review", ".gitignore"), "mine\n");
    await newLedger(join(root, ".review", "ledger.sqlite"));
    mkdirSync(join(root, "data"));
    await newLedger(join(root, "data", "ledger.sqlite"));
    expect(readFileSync(join(root, ".review", ".gitignore"), "utf8")).toBe("mine\n");
    expect(readdirSync(join(root, "data"))).toEqual(["ledger.sqlite"]);
  });

  it("is ignored by git in any other directory, too, that is made for it", async () => {
    const root = scratchFolder();
    await newLedger(join(root, "other", "l.sqlite"));
    expect(readFileSync(join(root, "other", ".gitignore"), "utf8")).toBe("*\n");
  });

  it("takes an empty file for a new one", async () => {
    const path = join(scratchFolder(), "l.sqlite");
    writeFileSync(path, "");
    await newLedger(path);
    await using ledger = await openLedger(path, { readOnly: true });
    expect(await listRuns(ledger)).toHaveLength(1);
  });

  it("has names with spaces, Unicode and a leading dash", async () => {
    const path = join(scratchFolder(), "-ä b?", "#l%.sqlite");
    await newLedger(path);
    expect(existsSync(path)).toBe(true);
  });

  it("can be in memory", async () => {
    await using ledger = await openLedger(":memory:");
    expect(await insertRun(ledger, newRun())).toBe(1);
  });
});

describe("read-only", () => {
  it("reads, and refuses to write", async () => {
    const path = await newLedger(join(scratchFolder(), "l.sqlite"));
    await using ledger = await openLedger(path, { readOnly: true });
    expect(ledger.readOnly).toBe(true);
    expect(await listRuns(ledger)).toHaveLength(1);
    await expect(insertRun(ledger, newRun())).rejects.toThrow(LedgerUnavailableError);
    expect(await listRuns(ledger)).toHaveLength(1);
  });

  it("refuses to write in memory, too", async () => {
    await using ledger = await openLedger(":memory:", { readOnly: true });
    expect(await listRuns(ledger)).toEqual([]);
    await expect(insertRun(ledger, newRun())).rejects.toThrow(LedgerUnavailableError);
  });

  it("creates nothing where there is nothing", async () => {
    const root = scratchFolder();
    await expect(openLedger(join(root, ".review", "l.sqlite"), { readOnly: true })).rejects.toThrow(
      LedgerNotFoundError,
    );
    expect(readdirSync(root)).toEqual([]);
  });

  it("takes an empty file for none and leaves it empty", async () => {
    const root = scratchFolder();
    writeFileSync(join(root, "l.sqlite"), "");
    await expect(openLedger(join(root, "l.sqlite"), { readOnly: true })).rejects.toThrow(LedgerNotFoundError);
    expect(readdirSync(root)).toEqual(["l.sqlite"]);
    expect(statSync(join(root, "l.sqlite")).size).toBe(0);
  });

  it("leaves no side files and no changed byte", async () => {
    const root = scratchFolder();
    const path = await newLedger(join(root, "l.sqlite"));
    const bytes = readFileSync(path);
    const ledger = await openLedger(path, { readOnly: true });
    await listRuns(ledger);
    await ledger.close();
    expect(readdirSync(root)).toEqual(["l.sqlite"]);
    expect(readFileSync(path).equals(bytes)).toBe(true);
  });

  it("sees what a writer that is still open has committed", async () => {
    const path = join(scratchFolder(), "l.sqlite");
    await using writer = await openLedger(path);
    await using reader = await openLedger(path, { readOnly: true });
    await insertRun(writer, newRun());
    expect(await listRuns(reader)).toHaveLength(1);
  });
});

describe.each([true, false])("refused with readOnly %s:", (readOnly) => {
  it("a file that is not a database", async () => {
    const path = join(scratchFolder(), "l.sqlite");
    writeFileSync(path, "# a note\n".repeat(200));
    await expect(openLedger(path, { readOnly })).rejects.toThrow(NotALedgerError);
    expect(readFileSync(path, "utf8")).toBe("# a note\n".repeat(200));
  });

  it("a directory", async () => {
    await expect(openLedger(scratchFolder(), { readOnly })).rejects.toThrow(NotALedgerError);
  });

  it("another program's database, which stays as it is", async () => {
    const path = join(scratchFolder(), "l.sqlite");
    new Database(path).exec("CREATE TABLE theirs (id INTEGER)").close();
    const bytes = readFileSync(path);
    await expect(openLedger(path, { readOnly })).rejects.toThrow(NotALedgerError);
    expect(readFileSync(path).equals(bytes)).toBe(true);
  });

  it.each(["", "mysql://host/db", "postgres://host:port/db", "sqlite:///tmp/x", "file:///tmp/x"])(
    "the url %j",
    async (url) => {
      const error = await openLedger(url, { readOnly }).catch((error) => error);
      expect(error).toBeInstanceOf(LedgerError);
      expect(error.code).toBe("bad-ledger-url");
    },
  );
});

it("a path below a regular file cannot be created", async () => {
  const root = scratchFolder();
  writeFileSync(join(root, "file"), "");
  const path = join(root, "file", "l.sqlite");
  await expect(openLedger(path)).rejects.toThrow(LedgerUnavailableError);
  await expect(openLedger(path, { readOnly: true })).rejects.toThrow(LedgerNotFoundError);
});

it.each<[string, (path: string) => void]>([
  ["deleted", (path) => rmSync(path)],
  ["moved", (path) => renameSync(path, `${path}.old`)],
  [
    "replaced",
    (path) => {
      renameSync(path, `${path}.old`);
      copyFileSync(`${path}.old`, path);
    },
  ],
])("a ledger that was %s while it is open takes nothing more", async (_, act) => {
  const path = join(scratchFolder(), "l.sqlite");
  await using ledger = await openLedger(path);
  await insertRun(ledger, newRun());
  act(path);
  await expect(insertRun(ledger, newRun())).rejects.toThrow("it was moved or deleted while in use");
  expect(await listRuns(ledger)).toHaveLength(1);
});

it("the clock is the caller's", async () => {
  await using ledger = await openLedger(":memory:", { clock: () => new Date(0) });
  await insertRun(ledger, newRun());
  expect((await listRuns(ledger))[0]?.startedAt).toBe("1970-01-01T00:00:00.000Z");
});

it("an object that is not a ledger is refused", async () => {
  const close = async () => {};
  const imposter = { url: ":memory:", readOnly: false, close, [Symbol.asyncDispose]: close };
  await expect(listRuns(imposter)).rejects.toThrow(InvalidInputError);
});

it("a ledger that was closed says so", async () => {
  const ledger = await openLedger(":memory:");
  await ledger.close();
  for (const use of [listRuns(ledger), insertRun(ledger, newRun())]) {
    const error = await use.catch((error) => error);
    expect(error).toBeInstanceOf(LedgerError);
    expect(error).toMatchObject({
      code: "ledger-closed",
      message: "the ledger :memory: is closed: open it again to use it",
    });
  }
});

it("closing twice is harmless", async () => {
  const ledger = await openLedger(":memory:");
  await ledger.close();
  await expect(ledger.close()).resolves.toBeUndefined();
});
