import { chmodSync, existsSync, mkdirSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ledgerPath } from "@review/test-kit/ledger-rows.ts";
import { scratchFolder } from "@review/test-kit/scratch-folder.ts";
import Database from "better-sqlite3";
import { describe, expect, it } from "vitest";
import { diagnose } from "./diagnose.ts";
import { GATES, makeBase, makeReviewedBase, nested, nestedJson, tooWide } from "./reviewed-base.ts";

function addProgram(folder: string, name: string, prints: string): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, name), `#!/bin/sh\necho "${prints}"\n`);
  chmodSync(join(folder, name), 0o755);
}

describe("doctor", () => {
  it("finds nothing wrong in a tree that is in order, and writes nothing", async () => {
    const { root } = makeBase();
    const { out, err, exitCode } = await nested(root, ["doctor"]);
    expect({ err, exitCode }).toEqual({
      err: "nothing is wrong; 3 things to know above (note)\n",
      exitCode: 0,
    });
    expect(out.split("\n")).toEqual([
      "Node",
      `  ok       ${process.versions.node}`,
      "Root",
      `  ok       ${root}, without review.config.json`,
      "Ledger",
      `  note     ${ledgerPath(root)} is not there yet: the first recorded run creates it`,
      "Gates",
      `  ok       4 gates in ${GATES}`,
      "Notes",
      "  ok       2 notes in kb/notes/**",
      "Services",
      "  note     openai-compatible: http://models.invalid/v1 was not called",
      "  note     no key is set for anthropic (ANTHROPIC_API_KEY), openai (OPENAI_API_KEY), google (GEMINI_API_KEY or GOOGLE_GENERATIVE_AI_API_KEY)",
      "Runs",
      "  ok       no run is open",
      "",
    ]);
    expect(existsSync(join(root, ".review"))).toBe(false);
  });

  it("fits a terminal of 60 columns, paths aside", async () => {
    const { root } = await makeReviewedBase();
    const { out } = await nested(root, ["doctor", "--verify"], { columns: 60 });
    expect(tooWide(out.replaceAll(root, ""), 60)).toEqual([]);
  });

  it("describes the ledger, and checks every rule on request", async () => {
    const { root } = await makeReviewedBase();
    const { of, exitCode } = await diagnose(root);
    expect(exitCode).toBe(0);
    expect(of("Ledger")).toEqual([
      expect.stringMatching(/^Ledger ok: \S+\/ledger\.sqlite, \d+ kB, schema version \d+$/),
      "Ledger ok: 3 runs, 2 gate reviews, 2 acceptance events, 5 snapshots",
      "Ledger ok: the file is sound (integrity_check)",
      "Ledger ok: every row that a row points to is there (foreign_key_check)",
    ]);
    const verified = await diagnose(root, ["--verify"]);
    expect(verified.exitCode).toBe(0);
    expect(verified.of("Ledger")).toContain(
      "Ledger ok: 0 violations: a snapshot's sha is the SHA-256 of its text",
    );
  });

  it("names the rules that are broken", async () => {
    const { root } = await makeReviewedBase();
    const raw = new Database(ledgerPath(root));
    const guard = raw.prepare("SELECT sql FROM sqlite_schema WHERE name = 'snapshot_is_fixed'").pluck().get();
    raw.exec(`DROP TRIGGER snapshot_is_fixed; UPDATE snapshots SET text = 'x'; ${guard}`);
    raw.close();
    expect(await diagnose(root)).toMatchObject({ ok: true });
    const { of, exitCode } = await diagnose(root, ["--verify"]);
    expect(exitCode).toBe(1);
    expect(of("Ledger").filter((line) => line.startsWith("Ledger problem"))).toEqual([
      "Ledger problem: 5 violations: a snapshot's sha is the SHA-256 of its text; restore a backup",
      "Ledger problem: 2 violations: a quote belongs to a finding, and its words stand in the reviewed note where it says; restore a backup",
    ]);
  });

  it.each<[what: string, hurt: (path: string) => void, message: RegExp]>([
    [
      "cut short",
      (path) => truncateSync(path, 50_000),
      / is damaged \(database disk image is malformed\): restore/,
    ],
    [
      "no database",
      (path) => writeFileSync(path, "hello"),
      / is not a database: name another file \(option db, or the variable REVIEW_DB\)/,
    ],
    [
      "of another program",
      (path) => new Database(path).exec("CREATE TABLE t (x)").close(),
      / is a database, but not a review ledger: /,
    ],
    ["from the future", (path) => new Database(path).pragma("user_version = 99"), / has schema version 99, /],
    ["a folder", (path) => mkdirSync(path), / is not a file: /],
    [
      "changed by another program",
      (path) => new Database(path).exec("DROP TRIGGER run_is_kept").close(),
      / is no sound review ledger \(its run_is_kept is missing\): /,
    ],
  ])("tells of a ledger that is %s, and of everything else", async (what, hurt, message) => {
    const { root } = await makeReviewedBase();
    const path = ledgerPath(root);
    if (what === "of another program" || what === "a folder") rmSync(path);
    hurt(path);
    const { of, exitCode } = await diagnose(root, ["--verify"]);
    expect(exitCode).toBe(3);
    expect(of("Ledger")).toContainEqual(expect.stringMatching(/^Ledger problem: /));
    expect(of("Ledger").join("\n")).toMatch(message);
    expect(of("Gates")).toEqual([`Gates ok: 4 gates in ${GATES}`]);
    expect(of("Notes")).toEqual(["Notes ok: 2 notes in kb/notes/**"]);
  });

  it("says what writes the first gates where there is no folder of them", async () => {
    const { root } = makeBase({ "review.config.json": '{"notes": ["kb/notes/**"], "gates": "nowhere"}' });
    const { of, exitCode } = await diagnose(root);
    expect(exitCode).toBe(1);
    expect(of("Gates")).toEqual([
      expect.stringMatching(/^Gates problem: .*`review-nested init --with-gates`/),
    ]);
  });

  it("takes an empty file for no ledger", async () => {
    const { root, write } = makeBase();
    const path = write("empty.sqlite", "");
    const { of, exitCode } = await diagnose(root, ["--db", path]);
    expect(exitCode).toBe(0);
    expect(of("Ledger")).toEqual([
      `Ledger note: ${path} is not there yet: the first recorded run creates it`,
    ]);
  });

  it("says that no run can create the ledger where none can", async () => {
    const { root } = makeBase();
    const path = join(root, "missing", "too", "ledger.sqlite");
    const { of, exitCode } = await diagnose(root, ["--db", path]);
    expect(exitCode).toBe(1);
    expect(of("Ledger")).toEqual([
      `Ledger problem: ${path} is not there, and no run can create it: there is no folder ${join(root, "missing")}: make it, or name another file`,
    ]);
  });

  it("names what cannot be read among gates and notes", async () => {
    const { root, write } = makeBase({
      [`${GATES}/prose/wrong.md`]: "---\nseverity: bad\n---\nx",
      "kb/notes/empty.md": "",
    });
    write("kb/notes/latin1.md", Uint8Array.of(0x23, 0xe9));
    symlinkSync(join(root, "kb/notes/a.md"), join(root, "kb/notes/linked.md"));
    symlinkSync("../../x.md", join(root, "kb/notes/hidden.md"));
    const { of, exitCode } = await diagnose(root);
    expect(exitCode).toBe(1);
    expect(of("Gates")).toEqual([
      `Gates ok: 4 gates in ${GATES}`,
      `Gates problem: ${GATES}/prose/wrong.md cannot be used: severity must be warn or fail`,
    ]);
    expect(of("Notes")).toEqual([
      "Notes ok: 2 notes in kb/notes/**",
      "Notes problem: note kb/notes/empty.md is empty; write it, or exclude it in review.config.json",
      "Notes problem: note kb/notes/latin1.md is not UTF-8 (line 1, column 2); save it as UTF-8",
      "Notes problem: kb/notes/hidden.md is a symlink; symlinks are not followed",
      "Notes note: kb/notes/linked.md is a symlink; symlinks are not followed",
    ]);
  });

  it("names entries of exclude that leave nothing out, and globs that match just a path", async () => {
    const exclude = ["**/index.md", "kb/notes/(z).md", "kb/notes/x"];
    const { root } = makeBase({
      "kb/notes/().md": "",
      "kb/notes/(z).md": "# A",
      "review.config.json": JSON.stringify({ notes: ["kb/notes/**"], gates: GATES, exclude }),
    });
    const { of } = await diagnose(root);
    expect(of("Notes").filter((line) => !line.startsWith("Notes ok"))).toEqual([
      String.raw`Notes note: "exclude" leaves nothing out by "kb/notes/(z).md": in a glob, signs such as brackets have a meaning: write "kb/notes/\\(z\\).md"`,
      'Notes note: "exclude" leaves nothing out by "kb/notes/x": no glob of notes finds anything there',
      String.raw`Notes problem: note kb/notes/().md is empty; write it, or exclude it in review.config.json as "kb/notes/\\(\\).md"`,
    ]);
  });

  it("tells what `gates lint` finds, and of front matter that is broken", async () => {
    const { root } = makeBase({
      [`${GATES}/prose/checked.md`]: "---\ncheck: no-such-linter -q\n---\nx",
      [`${GATES}/prose/warned.md`]: "---\nwatchs: [title]\n---\nx",
      [`${GATES}/prose/wrong.md`]: "---\nseverity: bad\nnmae: x\n---\nx",
      ...Object.fromEntries([1, 2, 3, 4, 5].map((n) => [`kb/notes/n${n}.md`, "---\na: b: c\n---\nx"])),
    });
    const { of, exitCode } = await diagnose(root);
    expect(exitCode).toBe(1);
    expect(of("Gates").slice(1)).toEqual([
      `Gates problem: ${GATES}/prose/wrong.md cannot be used: severity must be warn or fail`,
      `Gates problem: ${GATES}/prose/checked.md: the program of its check, "no-such-linter", was not found in node_modules/.bin or on PATH; install it`,
      `Gates problem: ${GATES}/prose/warned.md: "watchs" is not a key of a gate; did you mean watches?`,
      `Gates problem: ${GATES}/prose/wrong.md: "nmae" is not a key of a gate; did you mean name?`,
    ]);
    const broken = 'front matter is not YAML (line 2, column 4): a value that holds ": " must be quoted';
    expect(of("Notes").slice(1)).toEqual([
      `Notes note: note kb/notes/n1.md: ${broken}`,
      `Notes note: note kb/notes/n2.md: ${broken}`,
      `Notes note: note kb/notes/n3.md: ${broken}`,
      "Notes note: 2 more notes with broken front matter: `review-nested doctor --notes` lists all",
    ]);
    const all = (await diagnose(root, ["--notes"])).of("Notes").slice(1);
    expect(all).toEqual([
      ...[1, 2, 3, 4, 5].map((n) => `Notes note: note kb/notes/n${n}.md: ${broken}`),
      "Notes ok: no local link",
    ]);
  });

  it("counts what could be a note or gate and is none", async () => {
    const { root } = makeBase({
      "kb/notes/tag-index.md": "[a](a.md)",
      "kb/notes/INDEX.md": "Not called index.",
      "docs/x.rst": "x",
      [`${GATES}/card-index.md`]: "# Cards",
    });
    const { of } = await diagnose(root);
    expect(of("Notes")).toEqual([
      "Notes ok: 3 notes in kb/notes/**",
      'Notes ok: left out by "exclude" (**/index.{md,markdown,mdx,txt,rst,adoc}, **/*-index.{md,markdown,mdx,txt,rst,adoc}): 1 .md file under kb/notes',
      'Notes ok: no note, since no glob of "notes" names them: 1 .rst file under docs',
    ]);
    expect(of("Gates")).toContain(
      `Gates ok: no gate, since it is called like a page that lists others: ${GATES}/card-index.md`,
    );
  });

  it("verifies no ledger that is not there", async () => {
    const { root } = makeBase();
    expect((await diagnose(root, ["--verify"])).of("Ledger")).toEqual([
      expect.stringMatching(/^Ledger note: \S+ is not there yet: /),
    ]);
  });

  it("counts notes and gates that are gone but have acceptances", async () => {
    const { root } = await makeReviewedBase();
    rmSync(join(root, "kb/notes/a.md"));
    for (const gate of ["clarity", "brevity"]) rmSync(join(root, GATES, `prose/${gate}.md`));
    const { of, exitCode } = await diagnose(root);
    expect(exitCode).toBe(0);
    const after = "after a rename `review-nested ack --moved OLD NEW` carries them over";
    expect(of("Gates")).toContain(
      `Gates note: 2 gates are gone but have acceptances: prose/brevity, prose/clarity; ${after}`,
    );
    expect(of("Notes")).toContain(`Notes note: 1 note is gone but has acceptances: kb/notes/a.md; ${after}`);
  });

  it("tells of services that can be asked, and of no key", async () => {
    const { root } = makeBase();
    const environment = { ANTHROPIC_API_KEY: "secret-0123456789", OPENAI_API_KEY: " " };
    const { out } = await nested(root, ["doctor", "--json"], { environment });
    expect(out).not.toContain(environment.ANTHROPIC_API_KEY);
    expect((await diagnose(root, [], { environment })).of("Services")).toEqual([
      "Services ok: anthropic: a key is set in ANTHROPIC_API_KEY; it was not tried",
      "Services note: openai-compatible: http://models.invalid/v1 was not called",
      "Services note: no key is set for openai (OPENAI_API_KEY), google (GEMINI_API_KEY or GOOGLE_GENERATIVE_AI_API_KEY)",
    ]);
  });

  it("tells of a service of the configuration that has no key", async () => {
    const { root, write } = makeBase();
    write("review.config.json", JSON.stringify({ runners: { ours: { api: { provider: "google" } } } }));
    const { of } = await diagnose(root);
    expect(of("Runners")).toEqual([
      "Runners problem: there is no key for the Gemini API: set GEMINI_API_KEY or GOOGLE_GENERATIVE_AI_API_KEY",
    ]);
  });

  it("tells of clients with their versions, and whether they look logged in", async () => {
    const { root, write } = makeBase();
    const bin = join(scratchFolder(), "bin");
    addProgram(bin, "claude", "2.1.200 (Claude Code)");
    addProgram(bin, "codex", "what?");
    const environment = { PATH: `${bin}:/bin:/usr/bin`, HOME: join(root, "home") };
    const { of, exitCode } = await diagnose(root, [], { environment });
    expect(exitCode).toBe(0);
    expect(of("Clients")).toEqual([
      expect.stringMatching(
        /^Clients note: claude-code 2\.1\.200, \S+\/bin\/claude, shows no login \(.*\); in the tested range, /,
      ),
      expect.stringMatching(
        /^Clients note: \S+\/bin\/codex --version does not print a version of codex \(what\?\)/,
      ),
    ]);
    write("home/.claude/.credentials.json", "{}");
    expect((await diagnose(root, [], { environment })).of("Clients")[0]).toMatch(
      /^Clients ok: claude-code .* looks logged in by \S+\/home\/\.claude\/\.credentials\.json; in the tested range, 2\.1\.197 to \S+$/,
    );
  });

  it.each([
    ["2.1.99", "older", /; older than the tested 2\.1\.197 to \S+: if reviews fail, npm install -g /],
    [
      "9.0.1",
      "newer",
      /; newer than the tested 2\.1\.197 to (\S+): it should work; if not, npm install -g @anthropic-ai\/claude-code@\1$/,
    ],
  ])("takes note of a client of version %s, and refuses nothing", async (version, standing, message) => {
    const { root, write } = makeBase({
      "review.config.json": JSON.stringify({ defaults: { runner: "claude-code" } }),
    });
    const bin = join(scratchFolder(), "bin");
    addProgram(bin, "claude", `${version} (Claude Code)`);
    write("home/.claude/.credentials.json", "{}");
    const environment = { PATH: `${bin}:/bin:/usr/bin`, HOME: join(root, "home") };
    const { diagnoses, exitCode } = await nestedJson(root, ["doctor"], { environment });
    expect(exitCode).toBe(0);
    expect(diagnoses).toContainEqual({
      section: "Clients",
      level: "note",
      message: expect.stringMatching(message),
      client: {
        name: "claude-code",
        path: join(bin, "claude"),
        version,
        tested: { oldest: "2.1.197", newest: expect.any(String) },
        standing,
      },
    });
  });

  it("says nothing of missing clients where somebody else can be asked", async () => {
    const { root } = makeBase();
    const { of } = await diagnose(root, [], { environment: { PATH: "/nowhere", GEMINI_API_KEY: "k" } });
    expect(of("Clients")).toEqual([]);
    expect(of("Services")[0]).toBe("Services ok: google: a key is set in GEMINI_API_KEY; it was not tried");
  });

  it("starts nothing of the repository before the user agreed, and asks nobody", async () => {
    const { root } = makeBase();
    const marker = join(scratchFolder(), "ran");
    const hostile = `$(touch ${marker})2.0.1 (Claude Code)`;
    for (const folder of ["", "bin", "node_modules/.bin"]) {
      for (const name of ["claude", "codex", "node", "sh"]) addProgram(join(root, folder), name, hostile);
    }
    const runners = { "claude-code": { path: "./claude" }, codex: { passEnv: ["TOKEN"] } };
    writeFileSync(join(root, "review.config.json"), JSON.stringify({ runners, database: "../l.sqlite" }));
    const environment = { PATH: `.::bin:${root}/node_modules/.bin:/usr/bin:/bin`, HOME: scratchFolder() };
    const { of, exitCode } = await diagnose(root, [], { environment, answer: "y" });
    expect(exitCode).toBe(0);
    expect(of("Trust")).toEqual([
      "Trust note: the repository names database: place ../l.sqlite, and 2 more values: nothing of it has an effect before you agreed to it: review-nested trust",
    ]);
    expect(of("Ledger")).toEqual([expect.stringMatching(/^Ledger note: you have not agreed to what /)]);
    expect(of("Clients")).toEqual([
      "Clients note: claude-code is ./claude by the configuration, which is not started before you agreed to it: review-nested trust",
      // The configuration says something of it.
      expect.stringMatching(/^Clients note: codex was not found: /),
    ]);
    expect(existsSync(marker)).toBe(false);
    const agreed = await diagnose(root, ["--trust"], { environment });
    expect(agreed.of("Trust")).toEqual([]);
    expect(agreed.of("Clients")[0]).toMatch(/^Clients note: claude-code 2\.0\.1, /);
    expect(existsSync(marker)).toBe(true);
  });

  it("tells of agreements that somebody else could have written", async () => {
    const { root } = makeBase({ "review.config.json": '{"runners": {"x": {"command": ["x"]}}}' });
    const HOME = scratchFolder();
    mkdirSync(join(HOME, ".config/review"), { recursive: true });
    writeFileSync(join(HOME, "planted.json"), "{}");
    symlinkSync(join(HOME, "planted.json"), join(HOME, ".config/review/trust.json"));
    const { of, exitCode } = await diagnose(root, [], { environment: { HOME } });
    expect(exitCode).toBe(1);
    expect(of("Trust")).toEqual([
      expect.stringMatching(
        /^Trust problem: \S+\/trust\.json is no file, but a symlink, so it does not count/,
      ),
    ]);
  });

  it("takes a default runner that is not there, or a configured one, for a problem", async () => {
    const runners = { mine: { command: ["no-such-reviewer"] } };
    const { root } = makeBase({
      "review.config.json": JSON.stringify({ runners, defaults: { runner: "codex" } }),
    });
    const { of, exitCode } = await diagnose(root);
    expect(exitCode).toBe(1);
    expect(of("Clients")).toContainEqual(expect.stringMatching(/^Clients problem: codex was not found: /));
    expect(of("Runners")).toEqual([
      expect.stringMatching(
        /^Runners problem: the program no-such-reviewer of the runner mine was not found: /,
      ),
      "Runners note: codex is used where no other is named once you agreed to it: review-nested trust",
    ]);
    const misnamed = await diagnose(root, [], { environment: { REVIEW_RUNNER: "codx" } });
    expect(misnamed.of("Runners")).toContainEqual(
      expect.stringMatching(/^Runners problem: no runner is called "codx"/),
    );
  });

  it("says of a runner of the repository only to who agreed to it that it can be started", async () => {
    const runners = { mine: { command: [process.execPath, "x.mjs"] } };
    const { root } = makeBase({
      "review.config.json": JSON.stringify({ runners, defaults: { runner: "mine" } }),
    });
    const consent = "once you agreed to it: review-nested trust";
    const strange = [
      `Runners note: mine can be started ${consent}`,
      `Runners note: mine is used where no other is named ${consent}`,
    ];
    expect((await diagnose(root)).of("Runners")).toEqual(strange);
    const named = await diagnose(root, [], { environment: { REVIEW_RUNNER: "mine" } });
    expect(named.of("Runners")).toEqual(strange);
    const builtIn = await diagnose(root, [], { environment: { REVIEW_RUNNER: "checks" } });
    expect(builtIn.of("Runners")).toContain("Runners ok: checks is used where no other is named");
    expect((await diagnose(root, ["--trust"])).of("Runners")).toEqual([
      "Runners ok: mine can be started",
      "Runners ok: mine is used where no other is named",
    ]);
  });

  it("says what keeps it from looking further", async () => {
    const nowhere = await diagnose(scratchFolder());
    expect(nowhere.of("Root")).toEqual([
      expect.stringMatching(/^Root problem: found no review\.config\.json, /),
    ]);
    const { root } = makeBase({ "review.config.json": '{"notez": []}' });
    const { of, exitCode } = await diagnose(root);
    expect(exitCode).toBe(1);
    expect(of("Root")).toEqual([
      expect.stringMatching(/^Root problem: .*notez is not a known key; did you mean "notes"\?/),
    ]);
  });
});
