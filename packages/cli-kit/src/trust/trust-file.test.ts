import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { scratchFolder } from "@review/test-kit/scratch-folder.ts";
import { describe, expect, it } from "vitest";

import {
  type Agreement,
  forgetAgreement,
  keepAgreement,
  readAgreement,
  readAgreements,
  trustFilePath,
} from "./trust-file.ts";

const agreementFor = (root: string): Agreement => ({
  root,
  digest: "d".repeat(64),
  requests: ["a".repeat(64)],
  agreedAt: "2026-01-02T03:04:05.678Z",
});

/** Somebody with a home of their own, and where their agreements are. */
function makeUser() {
  const home = scratchFolder();
  const user = { environment: { HOME: home } as Record<string, string>, userId: process.geteuid?.() };
  return { home, user, path: join(home, ".config/review/trust.json") };
}

describe("the place", () => {
  it.each<[environment: Record<string, string>, path: string | undefined]>([
    [{ XDG_CONFIG_HOME: "/x", HOME: "/h" }, "/x/review/trust.json"],
    [{ XDG_CONFIG_HOME: "relative", HOME: "/h" }, "/h/.config/review/trust.json"],
    [{ XDG_CONFIG_HOME: "", HOME: "/h" }, "/h/.config/review/trust.json"],
    [{ HOME: "" }, undefined],
    [{ HOME: "relative" }, undefined],
    [{}, undefined],
  ])("in %j is %s", (environment, path) => {
    expect(trustFilePath({ environment })).toBe(path);
  });
});

describe("an agreement", () => {
  it("is kept for its root alone, by its owner alone, and can be forgotten", async () => {
    const { user, path } = makeUser();
    expect(await readAgreement("/a", user)).toBeUndefined();
    const old = { ...agreementFor("/a"), requests: [] };
    for (const one of [old, agreementFor("/b"), agreementFor("/a")]) await keepAgreement(one, user);
    expect(await readAgreement("/a", user)).toEqual(agreementFor("/a"));
    expect(readAgreements(user)).toEqual([agreementFor("/b"), agreementFor("/a")]);
    const modes = [path, dirname(path), dirname(dirname(path))].map((each) => statSync(each).mode & 0o777);
    expect(modes).toEqual([0o600, 0o700, 0o700]);
    expect(readdirSync(dirname(path))).toEqual(["trust.json"]);
    expect(forgetAgreement("/a", user)).toBe(true);
    expect(forgetAgreement("/a", user)).toBe(false);
    expect(readAgreements(user)).toEqual([agreementFor("/b")]);
  });

  it("of a repository that is the user's home, too, is neither read nor kept there", async () => {
    const { home, user } = makeUser();
    await keepAgreement(agreementFor(home.slice(0, -1)), user);
    await expect(keepAgreement(agreementFor(home), user)).rejects.toThrow(/lies in the repository itself/);
    const planted = { version: 1, roots: [agreementFor(home)] };
    writeFileSync(join(home, ".config/review/trust.json"), JSON.stringify(planted));
    expect(await readAgreement(home, user)).toBeUndefined();
    symlinkSync(join(home, ".config"), join(home, "linked"));
    const linked = { ...user, environment: { XDG_CONFIG_HOME: join(home, "linked") } };
    expect(await readAgreement(home, linked)).toBeUndefined();
  });

  it("is neither read nor kept in the repository around the root, but in one that the root's own lies in", async () => {
    const { home, user } = makeUser();
    const root = join(home, "kb");
    mkdirSync(root);
    await keepAgreement(agreementFor(root), user);
    mkdirSync(join(home, ".git"));
    expect(await readAgreement(root, user)).toBeUndefined();
    await expect(keepAgreement(agreementFor(root), user)).rejects.toThrow(
      `trust.json lies in ${home}, the repository around ${root}: give --trust`,
    );
    // A submodule came with the repository that it is in.
    writeFileSync(join(root, ".git"), "gitdir: ../.git/modules/kb\n");
    expect(await readAgreement(root, user)).toBeUndefined();
    rmSync(join(root, ".git"));
    mkdirSync(join(root, ".git"));
    expect(await readAgreement(root, user)).toEqual(agreementFor(root));
  });

  it("cannot be kept without a home, or in one that cannot be written", async () => {
    const { user, home } = makeUser();
    const kept = (environment: Record<string, string>) =>
      keepAgreement(agreementFor("/a"), { ...user, environment });
    await expect(kept({})).rejects.toMatchObject({
      code: "trust-not-kept",
      message: expect.stringMatching(/neither XDG_CONFIG_HOME nor HOME .*--trust.*REVIEW_TRUST/),
    });
    writeFileSync(join(home, "file"), "");
    await expect(kept({ HOME: join(home, "file") })).rejects.toMatchObject({ code: "trust-not-kept" });
    expect(await readAgreement("/a", { ...user, environment: { HOME: join(home, "file") } })).toBeUndefined();
  });
});

describe("a file that somebody else could have written", () => {
  it.each<[what: string, spoil: (path: string) => void, why: RegExp]>([
    [
      "can be written by its group",
      (path) => chmodSync(path, 0o660),
      /trust\.json can be written by its group/,
    ],
    [
      "can be written by everybody",
      (path) => chmodSync(path, 0o602),
      /trust\.json can be written by everybody/,
    ],
    [
      "stands in an open folder",
      (path) => chmodSync(dirname(path), 0o777),
      /review can be written by everybody/,
    ],
    [
      "is a symlink",
      (path) => {
        writeFileSync(`${path}.other`, readFileSync(path));
        rmSync(path);
        symlinkSync(`${path}.other`, path);
      },
      /trust\.json is no file, but a symlink/,
    ],
    [
      "is a symlink to nothing",
      (path) => {
        rmSync(path);
        symlinkSync("/nonexistent/trust.json", path);
      },
      /trust\.json is no file, but a symlink/,
    ],
    [
      "stands in a folder that is a symlink",
      (path) => {
        const folder = dirname(path);
        mkdirSync(`${folder}.other`);
        writeFileSync(`${folder}.other/trust.json`, readFileSync(path), { mode: 0o600 });
        rmSync(folder, { recursive: true });
        symlinkSync(`${folder}.other`, folder);
      },
      /review is no directory, but a symlink/,
    ],
    ["is cut short", (path) => writeFileSync(path, '{"version": 1'), /is not JSON/],
    ["is of a later version", (path) => writeFileSync(path, '{"version": 2, "roots": []}'), /this version/],
    ["has no roots", (path) => writeFileSync(path, '{"version": 1, "roots": [{"root": 1}]}'), /this version/],
    ["is no object", (path) => writeFileSync(path, "null"), /this version/],
  ])("and %s does not count, and is left alone", async (_, spoil, why) => {
    const { user, path } = makeUser();
    await keepAgreement(agreementFor("/a"), user);
    spoil(path);
    const refusal = { code: "trust-file-unusable", message: expect.stringMatching(why) };
    await expect(readAgreement("/a", user)).rejects.toMatchObject(refusal);
    await expect(keepAgreement(agreementFor("/b"), user)).rejects.toMatchObject(refusal);
    expect(() => forgetAgreement("/a", user)).toThrow(why);
    expect(existsSync("/nonexistent")).toBe(false);
  });

  it.skipIf(process.geteuid?.() !== 0)("and is another user's does not count", async () => {
    const { user, path } = makeUser();
    await keepAgreement(agreementFor("/a"), user);
    chownSync(path, 12_345, 12_345);
    await expect(readAgreement("/a", user)).rejects.toThrow(
      /trust\.json belongs to another user \(uid 12345\)/,
    );
    chownSync(path, 0, 0);
    chownSync(dirname(path), 12_345, 12_345);
    await expect(readAgreement("/a", user)).rejects.toThrow(/review belongs to another user \(uid 12345\)/);
  });
});
