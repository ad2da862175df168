import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ClientSettings } from "../src/clients/client.ts";
import { clientRunner } from "../src/clients/client-runner.ts";
import { geminiCli } from "../src/clients/gemini-cli/client.ts";
import { createFakeMachine, type FakeMachine } from "./fake-client.ts";

let machine: FakeMachine;
let temporary: string;
beforeEach(async () => {
  machine = await createFakeMachine();
  temporary = join(machine.home, "temporary");
  mkdirSync(temporary);
});
afterEach(async () => {
  await machine.remove();
});

function execute(settings: ClientSettings = {}, TMPDIR = temporary) {
  const { root } = machine;
  const asked = { prompt: "You are a reviewer.", token: "0a1b2c3d", notes: [], model: "gemini-2.5-pro" };
  return clientRunner(geminiCli, settings).execute(
    { invocationId: "", ...asked, root, timeoutMs: 600_000 },
    { signal: new AbortController().signal, environment: { ...machine.environment, TMPDIR } },
  );
}

/** Notes what lies in its folder, as a client would find it, and answers. */
const LOOKS = `
  const { existsSync, readFileSync, realpathSync, statSync } = require("node:fs");
  const folder = process.env.TMPDIR;
  const path = (name) => join(folder, name);
  note("folder", folder);
  note("mode", (statSync(folder).mode & 0o777).toString(8));
  note("policy", readFileSync(process.argv[process.argv.indexOf("--admin-policy") + 1], "utf8"));
  note("settings", existsSync(path(".gemini/settings.json")) ? readFileSync(path(".gemini/settings.json"), "utf8") : "");
  note("login", existsSync(path(".gemini/oauth_creds.json")) ? realpathSync(path(".gemini/oauth_creds.json")) : "");
  print({ type: "init", session_id: "s" }, { type: "message", role: "assistant", content: "An answer.", delta: true },
    { type: "result", status: "success", stats: {} });`;

describe("a client that takes settings from files", () => {
  it("finds them in a folder that nobody else can read, which is gone afterwards", async () => {
    await machine.install("gemini", LOOKS);
    expect(await execute()).toMatchObject({ ended: { how: "completed" }, text: "An answer." });
    expect((await machine.noted("folder")).startsWith(join(temporary, "review-"))).toBe(true);
    expect(await machine.noted("mode")).toBe("700");
    expect(await machine.noted("policy")).toContain('decision = "deny"');
    expect(JSON.parse(await machine.noted("settings"))).toMatchObject({ hooksConfig: { enabled: false } });
    expect(readdirSync(temporary)).toEqual([]);
  });

  it("finds the login of its user there, as it stands in the user's own folder", async () => {
    await machine.install("gemini", LOOKS);
    const login = join(machine.home, ".gemini/oauth_creds.json");
    mkdirSync(join(machine.home, ".gemini"));
    writeFileSync(login, "{}");
    await execute();
    expect(await machine.noted("login")).toBe(login);
    expect(readdirSync(join(machine.home, ".gemini"))).toEqual(["oauth_creds.json"]);
  });

  it("finds but the policy there where it is not isolated", async () => {
    await machine.install("gemini", LOOKS);
    await execute({ isolated: false });
    expect(await machine.noted("settings")).toBe("");
    expect(await machine.noted("policy")).toContain('decision = "deny"');
  });

  it("is not started where they cannot be written", async () => {
    await machine.install("gemini", LOOKS);
    const { ended, text } = await execute({}, join(temporary, "nowhere"));
    expect([ended, text]).toEqual([
      {
        how: "cannot-start",
        message: expect.stringMatching(/^gemini cannot be started, its temporary files /),
        remedy: expect.arrayContaining([expect.stringContaining("set TMPDIR")]),
      },
      "",
    ]);
    await expect(machine.noted("pid")).rejects.toThrow("ENOENT");
  });
});
