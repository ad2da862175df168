import { chmodSync, existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { type KnowledgeBase, makeKnowledgeBase } from "@review/test-kit/knowledge-base.ts";
import { allRows } from "@review/test-kit/ledger-rows.ts";
import { scratchFolder } from "@review/test-kit/scratch-folder.ts";
import { describe, expect, it } from "vitest";
import { nested, nestedJson, type RunNested } from "./reviewed-base.ts";

const RUNNERS = {
  mine: { command: ["./mine.sh"], passEnv: ["TOKEN"] },
  "claude-code": { path: "./mine.sh", isolated: false },
  codex: { passEnv: ["TOKEN"] },
};
const NAMED = [
  "kb/instructions/review-gates/prose/checked.md: check",
  "runners.claude-code: isolated",
  "runners.claude-code: path",
  "runners.codex: passEnv",
  "runners.mine: command",
  "runners.mine: passEnv",
];

/** A repository that names programs, each of which leaves a mark, and a user with a home and a codex. */
function makeHostile(config: object = {}): KnowledgeBase & {
  run(args: readonly string[], options?: RunNested): ReturnType<typeof nested>;
  ran(): string;
  home: string;
} {
  const base = makeKnowledgeBase({
    "review.config.json": JSON.stringify({ runners: RUNNERS, ...config }),
    "kb/instructions/review-gates/prose/checked.md": "---\ncheck: ./mine.sh --check\n---\nx",
  });
  const home = scratchFolder();
  const marker = join(home, "ran");
  for (const path of [base.write("mine.sh", ""), join(home, "codex")]) {
    const script = `#!/bin/sh\necho "$0 $* TOKEN=$TOKEN" >> '${marker}'\n`;
    if (path.startsWith(base.root)) base.write("mine.sh", script);
    else chmodSync(base.write(`../${home.split("/").at(-1)}/codex`, script), 0o755);
  }
  chmodSync(join(base.root, "mine.sh"), 0o755);
  const environment = { HOME: home, PATH: `${home}:/usr/bin:/bin`, TOKEN: "planted-token" };
  return {
    ...base,
    home,
    run: (args, options = {}) =>
      nested(base.root, args, { ...options, environment: { ...environment, ...options.environment } }),
    ran: () => (existsSync(marker) ? readFileSync(marker, "utf8") : ""),
  };
}

const OPUS = ["--model", "opus"];
const NOTE = ["kb/notes/a.md", "prose/clarity"];

/** Every command line that would start something of the repository's, and what then leaves its mark. */
const STARTING: [what: string, args: readonly string[], config: object, mark: RegExp][] = [
  ["its own program", ["bundle", ...NOTE, "--runner", "mine", ...OPUS], {}, /mine\.sh.*planted-token/],
  ["its own program", ["sweep", "prose", "--runner", "mine", ...OPUS], {}, /mine\.sh.*planted-token/],
  ["a client's place", ["bundle", ...NOTE, "--runner", "claude-code", ...OPUS], {}, /mine\.sh -p/],
  [
    "variables for a client",
    ["bundle", ...NOTE, "--runner", "codex", ...OPUS],
    {},
    /codex exec.*planted-token/,
  ],
  ["checks", ["sweep", "--all-gates", "--runner", "checks"], {}, /mine\.sh --check/],
  ["checks", ["bundle", "kb/notes/a.md", "prose/checked", "--runner", "checks"], {}, /mine\.sh --check/],
  ["the runner", ["sweep", "prose", ...OPUS], { defaults: { runner: "codex" }, runners: {} }, /codex exec/],
  [
    "the runner",
    ["sweep", "--all-gates"],
    { defaults: { runner: "checks" }, runners: {} },
    /mine\.sh --check/,
  ],
];

describe("a repository that names programs", () => {
  it.each(STARTING)("%s: nothing starts before the user agreed: %j", async (_, args, config, mark) => {
    const { run, ran, root } = makeHostile(config);
    const refused = await run(args);
    expect(refused).toMatchObject({ out: "", exitCode: 3 });
    expect(refused.err).toMatch(
      /^(?:(?:.* applies|left out) .*\n)*error: you have not agreed to what [^\n]*`review-nested trust`[^\n]*\n$/,
    );
    expect(await run([...args, "--json"], { answer: "n" })).toMatchObject({ exitCode: 3 });
    expect([ran(), Object.values(allRows(root)).flat()]).toEqual(["", []]);

    const { digest } = JSON.parse((await run(["trust", "--print", "--json"])).out);
    await run(args, { environment: { REVIEW_TRUST: digest } });
    expect(ran()).toMatch(mark);
  });

  it.each(STARTING)(
    "%s: at a terminal the first command asks, and no later one: %j",
    async (_, args, config, mark) => {
      const { run, ran } = makeHostile(config);
      await run(args, { answer: "y" });
      expect(ran()).toMatch(mark);
      expect((await run(args)).exitCode).not.toBe(3);
    },
  );

  it("is not asked about what the user chose: a client on PATH, a dry run, nothing to do", async () => {
    const { run, ran } = makeHostile({ runners: {}, defaults: { runner: "checks" } });
    await run(["bundle", ...NOTE, "--runner", "codex", ...OPUS]);
    expect(ran()).toMatch(/codex exec.*TOKEN=\n/);
    expect(await run(["sweep", "--all-gates", "--dry-run"])).toMatchObject({ exitCode: 0 });
    const environment = { REVIEW_RUNNER: "codex", REVIEW_MODEL: "opus" };
    expect((await run(["bundle", ...NOTE], { environment })).exitCode).not.toBe(3);
    expect(ran()).not.toContain("mine.sh");
  });
});

describe("trust", () => {
  const namedIn = (text: string) => NAMED.filter((name) => text.includes(name));

  it("shows exactly what is named, asks, and keeps the answer", async () => {
    const { run, root } = makeHostile();
    const no = await run(["trust"], { answer: "n" });
    expect([namedIn(no.out), no.err, no.exitCode]).toEqual([NAMED, "nothing was agreed to\n", 1]);
    expect(no.out).toContain("./mine.sh --check");
    expect((await run(["trust"], { answer: "y" })).exitCode).toBe(0);
    expect(await run(["trust"])).toMatchObject({
      err: `you have agreed to all that ${root} names\n`,
      exitCode: 0,
    });
  });

  it("needs --yes where nobody is at a terminal", async () => {
    const { run } = makeHostile();
    const { err, exitCode } = await run(["trust"]);
    expect({ err, exitCode }).toEqual({
      err: expect.stringMatching(
        /^error: nobody is at a terminal to be asked "Agree .*\?": give --yes to go ahead\n$/,
      ),
      exitCode: 2,
    });
    expect(await run(["trust", "--yes"])).toMatchObject({ err: "agreed\n", exitCode: 0 });
  });

  it("shows what is new", async () => {
    const { run, write } = makeHostile();
    await run(["trust", "--yes", "--quiet"]);
    write("kb/instructions/review-gates/prose/more.md", "---\ncheck: another\n---\nx");
    const { out } = await run(["trust"], { answer: "n" });
    const lines = out.split("\n").filter((line) => line.includes("new"));
    expect(lines.map((line) => line.trim().split(/ {2,}/))).toEqual([
      ["new", "kb/instructions/review-gates/prose/more.md: check", "another"],
    ]);
    expect(namedIn(out)).toEqual(NAMED);
  });

  it("prints the digest, which is another one for anything else", async () => {
    const { run, write } = makeHostile();
    const { out } = await run(["trust", "--print"]);
    expect(out).toMatch(/^[0-9a-f]{64}\n$/);
    expect(await run(["trust", "--print"])).toMatchObject({ out });
    write("kb/instructions/review-gates/prose/more.md", "---\ncheck: another\n---\nx");
    expect((await run(["trust", "--print"])).out).not.toBe(out);
  });

  it("lists and takes back, also for a root that is gone", async () => {
    const { run, root } = makeHostile();
    await run(["trust", "--yes"]);
    expect((await run(["trust", "--list"])).out).toMatch(new RegExp(`^\\d{4}-\\d\\d-\\d\\d {2}${root}\\n$`));
    const elsewhere = scratchFolder();
    const gone = join(elsewhere, "gone");
    expect((await run(["trust", "--revoke"])).err).toBe(`revoked for ${root}\n`);
    expect(await run(["trust", "--list"])).toMatchObject({ out: "", exitCode: 0 });
    expect((await run(["trust", "--revoke", "--root", gone])).err).toBe(
      `nothing was agreed to for ${gone}\n`,
    );
    expect(await run(["bundle", ...NOTE, "--runner", "mine", ...OPUS])).toMatchObject({ exitCode: 3 });
  });

  it("forgets a root whose configuration cannot be read", async () => {
    const { run, write, root } = makeHostile();
    await run(["trust", "--yes"]);
    write("review.config.json", "{");
    expect((await run(["trust", "--revoke"])).err).toBe(`revoked for ${root}\n`);
  });

  it("says where nothing is named, and where nothing can be kept", async () => {
    const { run, root, write } = makeHostile();
    const homeless = await run(["trust", "--yes"], { environment: { HOME: "", XDG_CONFIG_HOME: "" } });
    expect(homeless.exitCode).toBe(3);
    expect(homeless.err).toMatch(/^error: your agreement cannot be kept, .*--trust.*REVIEW_TRUST/m);
    write("review.config.json", "{}");
    rmSync(join(root, "kb/instructions/review-gates/prose/checked.md"));
    expect(await run(["trust"])).toMatchObject({
      out: "",
      err: `${root} names nothing that would need your consent\n`,
      exitCode: 0,
    });
  });

  it("takes one way at a time", async () => {
    const { err, exitCode } = await makeHostile().run(["trust", "--yes", "--revoke"]);
    expect({ err, exitCode }).toEqual({ err: "error: give one of --yes and --revoke\n", exitCode: 2 });
  });

  it("has JSON, and changes nothing for who only asks", async () => {
    const { root, home } = makeHostile();
    const environment = { HOME: home };
    const json = (...args: string[]) => nestedJson(root, ["trust", ...args], { environment, answer: "y" });
    const asked = await json();
    expect(asked).toMatchObject({ root, trusted: false, exitCode: 0 });
    expect(asked.requests).toContainEqual({
      subject: "runners.mine",
      key: "passEnv",
      value: ["TOKEN"],
      isNew: true,
    });
    expect(await json("--list")).toMatchObject({ roots: [], file: join(home, ".config/review/trust.json") });
    const agreed = await json("--yes");
    expect(agreed).toMatchObject({ trusted: true, digest: asked.digest });
    await json("--print");
    expect(await json("--revoke")).toMatchObject({ revoked: true });
  });
});
