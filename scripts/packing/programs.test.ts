import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { packAndInstall, readJson } from "./pack-and-install.ts";

const PROGRAMS = { "review-split": "cli-split", "review-nested": "cli-nested" } as const;
type Program = keyof typeof PROGRAMS;
const names = Object.keys(PROGRAMS) as Program[];

let project: string;

beforeAll(async () => {
  project = await packAndInstall(Object.values(PROGRAMS));
  write("notes/a.md", "# A\n\nIt took 3 s.\n");
  write("notes/b.md", "# B\n\nIt took some time.\n");
  write(
    "gates/prose/figures.md",
    "---\nname: Figures\nwatches: [body]\ncheck: node checks/figures.mjs\n---\n## Test\nHas the note a figure?\n",
  );
  write(
    "checks/figures.mjs",
    'import { readFileSync } from "node:fs";\n' +
      'if (!/[0-9]/.test(readFileSync(process.argv[2], "utf8"))) {\n' +
      '  console.log("no figure");\n  process.exitCode = 1;\n}\n',
  );
}, 180_000);

afterAll(() => rmSync(project, { recursive: true, force: true }));

describe("the published command lines in a project outside the workspace", { tags: ["slow"] }, () => {
  it.each(names)("%s is packed as its bundle, and needs only better-sqlite3", (program) => {
    const folder = installed(program);
    expect(readdirSync(folder).sort()).toEqual(["LICENSE", "README.md", "bin", "bundle", "package.json"]);
    const schemas = ["documents.schema.json", "review.config.schema.json"];
    expect(readdirSync(join(folder, "bundle/schemas")).sort()).toEqual(schemas);
    const { license, engines, keywords, dependencies } = readJson(join(folder, "package.json"));
    expect({ license, engines }).toEqual({ license: "MIT", engines: { node: ">=20.19" } });
    expect(keywords).toContain("review");
    expect(dependencies).toEqual({ "better-sqlite3": expect.stringMatching(/^\d+\.\d+\.\d+$/) });
    // Nothing of ours was installed beside them that they could lean on.
    expect(readdirSync(dirname(folder)).sort()).toEqual(Object.values(PROGRAMS).sort());
    for (const bundled of ["yargs", "valibot", "@modelcontextprotocol"])
      expect(existsSync(join(project, "node_modules", bundled))).toBe(false);
  });

  it.each<[Program, string[]]>([
    ["review-split", ["yargs", "valibot", "@modelcontextprotocol/sdk", "zod", "better-sqlite3"]],
    ["review-nested", ["yargs", "valibot", "drizzle-orm", "execa", "better-sqlite3"]],
  ])("%s has the licences of what is bundled with it", (program, bundled) => {
    const notices = readFileSync(join(installed(program), "bundle/THIRD-PARTY-NOTICES.txt"), "utf8");
    for (const name of bundled) expect(notices).toMatch(new RegExp(`^${name} \\d.* \\(.+\\)$`, "m"));
    expect(notices).toContain("Permission is hereby granted, free of charge");
    expect(notices).not.toMatch(/^@review\//m);
  });

  it.each(names)("%s says its version, its help and what it does not know", async (program) => {
    const { version } = readJson(join(installed(program), "package.json"));
    expect(await start(program, ["--version"])).toMatchObject({ exitCode: 0, stdout: version });
    const help = await start(program, ["--help"]);
    expect(help).toMatchObject({ exitCode: 0, stderr: "" });
    expect(help.stdout).toContain(`${program} <command>`);
    expect(await start(program, ["stale", "--help"])).toMatchObject({ exitCode: 0, stderr: "" });
    expect(await start(program, ["stael"])).toMatchObject({ exitCode: 2, stdout: "" });
  });

  it("review-nested sets a tree up and sweeps it", async () => {
    const init = await start("review-nested", ["init"]);
    expect(init).toMatchObject({ exitCode: 0, stdout: "wrote review.config.json" });
    const { $schema } = readJson(join(project, "review.config.json"));
    expect(existsSync(join(project, $schema))).toBe(true);
    expect((await start("review-nested", ["gates"])).stdout).toContain("prose/figures");
    const sweep = ["sweep", "--all-gates", "--runner", "checks", "--trust", "--quiet"];
    expect(await start("review-nested", sweep)).toMatchObject({ exitCode: 0 });
    const stale = ["stale", "--all-gates", "--model", "checks", "--check"];
    expect(await start("review-nested", stale)).toMatchObject({ exitCode: 0, stdout: "" });
    const warns = await start("review-nested", ["warns", "--json"]);
    expect(warns.stdout).toContain("no figure");
    expect(warns.stdout).not.toContain("notes/a.md");
  });

  it("review-split records a run", async () => {
    write("review.md", "### Summary\nThree seconds.\n\n### Findings\nNone.\n\n## Result: PASS\n");
    const create = [
      "create",
      "notes/a.md",
      "prose/figures",
      "--runner",
      "agent",
      "--model",
      "opus",
      "--quiet",
    ];
    const { stdout: run } = await start("review-split", create);
    expect(run).toMatch(/^\d+$/);
    const written = await start("review-split", [
      "write",
      "--run",
      run,
      "--gate",
      "prose/figures",
      "--file",
      "review.md",
    ]);
    expect(written).toMatchObject({ exitCode: 0, stdout: expect.stringMatching(/^\d+$/) });
    expect((await start("review-split", ["status", "--run", run])).stdout).toContain("running");
    expect((await start("review-split", ["finalize", "--run", run])).stdout).toBe(`completed ${run} 1`);
    expect((await start("review-nested", ["show", run, "--json"])).stdout).toContain("Three seconds.");
  });

  it("review-split serves its tools (MCP)", async () => {
    const clientInfo = { name: "somebody", version: "1.0.0" };
    const params = { protocolVersion: "2025-06-18", capabilities: {}, clientInfo };
    const messages = [
      { jsonrpc: "2.0", id: 1, method: "initialize", params },
      { jsonrpc: "2.0", method: "notifications/initialized" },
      { jsonrpc: "2.0", id: 2, method: "tools/call", params: { name: "gates", arguments: {} } },
    ];
    const input = `${messages.map((message) => JSON.stringify(message)).join("\n")}\n`;
    const { exitCode, stdout } = await start("review-split", ["mcp"], input);
    const [initialized, gates] = stdout.split("\n").map((line) => JSON.parse(line).result);
    expect(exitCode).toBe(0);
    expect(initialized).toMatchObject({
      serverInfo: { name: expect.any(String) },
      capabilities: { tools: {} },
    });
    expect(JSON.stringify(gates)).toContain("prose/figures");
  });
});

function installed(program: Program): string {
  return join(project, "node_modules/@review", PROGRAMS[program]);
}

function write(path: string, text: string): void {
  mkdirSync(dirname(join(project, path)), { recursive: true });
  writeFileSync(join(project, path), text);
}

/** Starts an installed program by its name in `node_modules/.bin`, as a script of the project would, whatever the platform. */
async function start(program: Program, args: readonly string[], input = "") {
  const { SystemRoot, ComSpec, PATHEXT, TEMP } = process.env;
  return execa(program, args, {
    cwd: project,
    preferLocal: true,
    localDir: project,
    input,
    extendEnv: false,
    env: { PATH: dirname(process.execPath), SystemRoot, ComSpec, PATHEXT, TEMP },
    reject: false,
  });
}
