import { chmodSync, existsSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { scratchFolder } from "@review/test-kit/scratch-folder.ts";
import { describe, expect, it, onTestFinished } from "vitest";
import { makeBase, makeReviewedBase, nested, nestedJson, type RunNested, tooWide } from "./reviewed-base.ts";

const KEY = "dummy-key-0123456789";

interface Entry extends Record<string, unknown> {
  runner: string;
}

async function entries(root: string, options: RunNested = {}, args: readonly string[] = []) {
  const { runners } = await nestedJson(root, ["runners", ...args], options);
  return Object.fromEntries((runners as Entry[]).map((entry) => [entry.runner, entry]));
}

/** A program that makes a file when it is started, and prints a version. */
function client(name: string, version: string) {
  const folder = scratchFolder();
  const started = join(folder, "started");
  writeFileSync(join(folder, name), `#!/bin/sh\ntouch ${started}\necho "${version}"\n`);
  chmodSync(join(folder, name), 0o755);
  return { folder, path: join(folder, name), wasStarted: () => existsSync(started) };
}

async function modelServer() {
  const asked: string[] = [];
  const server = createServer(({ url = "" }, response) => {
    asked.push(url);
    response.end(JSON.stringify({ object: "list", data: [{ id: "qwen3:8b" }] }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  return { baseURL: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`, asked };
}

const configured = (runners: object, more: object = {}) => ({
  "review.config.json": JSON.stringify({ gates: "kb/instructions/review-gates", runners, ...more }),
});

describe("runners", () => {
  it("lists who is built in, and makes no ledger", async () => {
    const { root } = makeBase();
    const { out, err, exitCode } = await nested(root, ["runners"], { columns: 80 });
    expect({ err, exitCode }).toEqual({
      err: "2 of 6 runners can be used here; no model was asked\n",
      exitCode: 0,
    });
    expect(out.split("\n").filter((line) => /^\S/.test(line))).toEqual([
      "claude-code  cannot be used",
      "codex        cannot be used",
      "gemini-cli   cannot be used",
      "opencode     cannot be used",
      "checks       found",
      "api          can be asked",
    ]);
    expect(out).toContain("    anthropic: no key is set\n");
    expect(out).toContain(
      "    openai-compatible: no key is needed; http://models.invalid/v1 was not called\n",
    );
    expect(tooWide(out, 80)).toEqual([]);
    expect(existsSync(join(root, ".review"))).toBe(false);
  });

  it("tells version, login and permissions of a client, and not the key", async () => {
    const { root } = makeBase();
    const { folder, path } = client("claude", "2.1.197 (Claude Code)");
    const environment = { PATH: `${folder}:${process.env.PATH}` };
    const ran = await entries(root, { environment });
    expect(ran["claude-code"]).toMatchObject({
      found: true,
      path,
      version: "2.1.197",
      login: { state: "not-known" },
      may: { readOnly: "yes", opensFiles: "yes" },
    });
    const { out } = await nested(root, ["runners"], {
      environment: { ...environment, ANTHROPIC_API_KEY: KEY },
    });
    expect(out).toContain("looks logged in by $ANTHROPIC_API_KEY\n");
    expect(out).toContain(
      "anthropic: a key is set in $ANTHROPIC_API_KEY; https://api.anthropic.com/v1 was not called\n",
    );
    expect(out).not.toContain(KEY);
  });

  it("says what a pair cost so far, and never 0 for what is not known", async () => {
    const { root } = await makeReviewedBase();
    const { "claude-code": claude, codex, checks } = await entries(root);
    expect(claude?.cost).toEqual({
      pairs: 3,
      reviewedPairs: 2,
      failedPairs: 1,
      pricedPairs: 2,
      usdPerPair: 0.0625,
    });
    expect(codex?.cost).toEqual({ pairs: 1, reviewedPairs: 0, failedPairs: 0, pricedPairs: 0 });
    expect(checks?.cost).toEqual({ pairs: 0, reviewedPairs: 0, failedPairs: 0, pricedPairs: 0 });
    const { out } = await nested(root, ["runners"]);
    expect(out).toContain(
      "    $0.06 a pair, by 2 pairs whose cost is known, of 2 pairs reviewed so far (1 failed)\n",
    );
    expect(out).toContain("    has reviewed nothing here so far\n");
    expect(out).not.toContain("$0.00");
  });

  it("starts no program and calls no server of the repository before the user agreed", async () => {
    const { path, wasStarted } = client("codex", "codex-cli 0.169.0");
    const { baseURL, asked } = await modelServer();
    const api = { provider: "openai-compatible", baseURL };
    const runners = { codex: { path, extraArgs: ["--x"] }, mine: { command: [path] }, local: { api } };
    const { root } = makeBase(configured(runners, { defaults: { runner: "local" } }));
    const before = await entries(root);
    expect(before.codex).toMatchObject({ problem: expect.stringContaining("review-nested trust") });
    expect(before.codex).not.toHaveProperty("found");
    expect(before.local).toMatchObject({
      isDefault: true,
      services: [expect.not.objectContaining({ answer: expect.anything() })],
    });
    for (const name of ["mine", "local"]) {
      expect(before[name]).toMatchObject({ problem: expect.stringContaining("review-nested trust") });
      expect(before[name]).not.toHaveProperty("found");
    }
    const told = await nested(root, ["runners"]);
    expect(told.out).toMatch(/^mine +not agreed to$/m);
    // The checks and the service that the environment names.
    expect(told.err).toContain("2 of 8 runners can be used here");
    expect(wasStarted()).toBe(false);
    expect(asked).toEqual([]);

    const agreed = await entries(root, {}, ["--trust"]);
    expect(agreed.codex).toMatchObject({ found: true, version: "0.169.0", may: { readOnly: "not-known" } });
    expect(agreed.mine).toMatchObject({ kind: "program", found: true, may: { readOnly: "not-known" } });
    expect(agreed.local).toMatchObject({ services: [{ answer: "models", models: ["qwen3:8b"] }] });
    expect(asked).toEqual(["/v1/models"]);
  });

  it("opens no ledger at a place that nobody agreed to, and tells of all but the costs", async () => {
    const { root } = makeBase(configured({}, { database: join(scratchFolder(), "l.sqlite") }));
    const { checks } = await entries(root);
    expect(checks).toMatchObject({ found: true });
    expect(checks).not.toHaveProperty("cost");
    const { out, err, exitCode } = await nested(root, ["runners"]);
    expect({ exitCode, err }).toEqual({ exitCode: 0, err: expect.stringContaining("review-nested trust") });
    expect(out).not.toContain("so far");
  });

  it("shows what the configuration names as it is", async () => {
    const names = { "mi\u202ene": { command: ["./a\u202eb"] }, codex: { path: "./co\u200bdex" } };
    const { root } = makeBase(configured(names));
    for (const command of [["runners"], ["runners", "--trust"], ["doctor"], ["doctor", "--trust"]]) {
      const { out } = await nested(root, command);
      expect(out).toContain("the program ./a\\u{202e}b of the runner mi\\u{202e}ne was not found");
      expect(out).toContain("./co\\u{200b}dex");
      expect(out).not.toMatch(/[\u202e\u200b]/);
    }
    const { out } = await nested(root, ["config"]);
    expect(out).toContain("runners.mi\\u{202e}ne");
    expect(out).toContain("./a\\u{202e}b");
  });

  it("says what a runner of the configuration lacks", async () => {
    const { root } = makeBase(
      configured({
        mine: { command: ["no-such-program"] },
        gateway: { api: { provider: "anthropic", baseURL: "https://models.invalid/v1", keyEnv: "THE_KEY" } },
      }),
    );
    const { mine, gateway } = await entries(root);
    expect(mine).toMatchObject({ found: false, problem: expect.stringContaining("no-such-program") });
    expect(gateway).toMatchObject({
      kind: "api",
      found: false,
      login: { state: "no" },
      problem: expect.stringContaining("set THE_KEY"),
    });
    const { gateway: withKey } = await entries(root, { environment: { THE_KEY: KEY } }, ["--trust"]);
    expect(withKey).toMatchObject({ found: true, login: { state: "looks-so", by: "$THE_KEY" } });
  });
});
