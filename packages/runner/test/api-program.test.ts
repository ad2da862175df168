import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { startRawServer } from "@review/test-kit/raw-server.ts";
import { binPath, runBin } from "@review/test-kit/run-bin.ts";
import { scratchFolder } from "@review/test-kit/scratch-folder.ts";
import { execa } from "execa";
import { describe, expect, it } from "vitest";
import { KEY, serve } from "./api-setup.ts";

/** A tree of one note and one gate, with a home of its own. */
function tree(config: object = {}) {
  const cwd = scratchFolder();
  const files = {
    "notes/a.md": "# A\n\nA word.\n",
    "gates/prose/one.md": "# One\n\nIs it so?\n",
    "review.config.json": JSON.stringify(config),
  };
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(cwd, path)), { recursive: true });
    writeFileSync(join(cwd, path), text);
  }
  const environment = { HOME: scratchFolder() };
  const nested = (args: string[], more: Record<string, string> = {}) =>
    runBin("review-nested", args, { cwd, environment: { ...environment, ...more } });
  return { cwd, environment, nested };
}

/** Says at the end which parts of the library were loaded. */
const LOADED = `
const { readFileSync } = require("node:fs");
const NAMES = ["createAnthropic", "createOpenAI", "createGoogleGenerativeAI", "createOpenAICompatible"];
process.on("exit", () => {
  const texts = Object.keys(require.cache).filter((file) => file.includes("chunks")).map((file) => readFileSync(file, "utf8"));
  const loaded = NAMES.filter((name) => texts.some((text) => new RegExp("(?:function|class) " + name + "\\\\b|" + name + "=class").test(text)));
  process.stderr.write("loaded: " + loaded.join(" ") + "\\n");
});
`;

describe("review-nested with the runner api", () => {
  it("reviews a note with nothing but a key, under the model's own name", async () => {
    const server = await serve("ok");
    const { cwd, nested } = tree();
    const environment = { ANTHROPIC_API_KEY: KEY, ANTHROPIC_BASE_URL: `${server.url}/v1` };
    const args = ["bundle", "notes/a.md", "prose", "--runner", "api", "--model", "anthropic/some-model-1"];
    const ran = await nested([...args, "--json"], environment);
    expect(ran.stderr).toContain("api reviews notes/a.md against 1 gate under some-model-1");
    expect(JSON.parse(ran.stdout)).toMatchObject({ status: "completed", modelId: "some-model-1" });
    expect((await nested(["stale", "--all-gates", "--model", "some-model-1"])).stdout).toBe("");
    const asAsked = await nested(["stale", "--all-gates", "--model", "anthropic/some-model-1"]);
    expect(asAsked.stderr).toContain("nothing is stale: 1 pair fresh under some-model-1");
    writeFileSync(join(cwd, "notes/a.md"), "# A\n\nAnother word.\n");
    const why = await nested(["why", "notes/a.md", "prose/one", "--model", "some-model-1"]);
    expect(why.stdout).toContain("bundle notes/a.md prose/one --runner api --model PROVIDER/some-model-1");
  });

  it("says what to set where there is no key, and how to name a model", async () => {
    const { nested } = tree();
    const args = ["bundle", "notes/a.md", "prose", "--runner", "api", "--model"];
    const withoutKey = await nested([...args, "google/gemini-x"]);
    expect(withoutKey).toMatchObject({
      exitCode: 3,
      stderr:
        "error: there is no key for the Gemini API: set GEMINI_API_KEY or GOOGLE_GENERATIVE_AI_API_KEY\n",
    });
    const withoutProvider = await nested([...args, "opus"]);
    expect(withoutProvider.exitCode).toBe(2);
    expect(withoutProvider.stderr).toMatch(
      /^error: the model "opus" does not say which service has it: .*anthropic\/…/,
    );
  });

  it("sends a key to a repository's own server only after consent to exactly that", async () => {
    const server = await serve("ok");
    const api = { provider: "openai", baseURL: `${server.url}/v1`, model: "some-model-1", keyEnv: "THE_KEY" };
    const { nested } = tree({ runners: { ours: { api } }, defaults: { runner: "ours" } });
    const bundle = ["bundle", "notes/a.md", "prose"];
    const refused = await nested(bundle, { THE_KEY: KEY });
    expect(refused).toMatchObject({ exitCode: 3, stderr: expect.stringContaining("review-nested trust") });
    expect(server.requests()).toEqual([]);
    const digest = await nested(["trust", "--print"]);
    expect((await nested(["trust", "--json"])).stdout).toContain('"keyEnv":"THE_KEY"');
    const ran = await nested(bundle, { THE_KEY: KEY, REVIEW_TRUST: digest.stdout.trim() });
    expect(ran).toMatchObject({ exitCode: 0, stdout: expect.stringContaining("completed 1 1") });
    expect(server.requests()).toHaveLength(1);
    expect(server.requests()[0]?.headers.authorization).toBe(`Bearer ${KEY}`);
  });

  it("stops a sweep where the service refuses the key, and tells nobody the key", async () => {
    const server = await serve("auth-401");
    const { nested } = tree();
    const environment = { OPENAI_API_KEY: KEY, OPENAI_BASE_URL: `${server.url}/v1` };
    const args = ["sweep", "--all-gates", "--runner", "api", "--model", "openai/some-model-1", "--json"];
    const ran = await nested(args, environment);
    expect(ran.exitCode).toBe(3);
    expect(JSON.parse(ran.stdout.trim().split("\n").at(-1) ?? "")).toMatchObject({
      stopped: { why: "auth" },
    });
    expect(ran.stdout + ran.stderr).not.toContain(KEY);
  });

  it.each([
    ["a typographic dash", "dummy\u2013key-0123456789", "a character that cannot be sent (U+2013)"],
    ["a line break", "dummy\nkey-0123456789", "a line break"],
  ])("sends nothing with a key that holds %s, and does not tell the key", async (_, key, words) => {
    const server = await serve("ok");
    const { nested } = tree();
    const environment = { OPENAI_API_KEY: key, OPENAI_BASE_URL: `${server.url}/v1` };
    const args = ["sweep", "--all-gates", "--runner", "api", "--model", "openai/some-model-1"];
    const ran = await nested(args, environment);
    expect(ran.exitCode).toBe(3);
    expect(ran.stderr).toContain(`the key in OPENAI_API_KEY holds ${words}: copy it anew`);
    expect(ran.stdout + ran.stderr).not.toContain("key-0123456789");
    expect(server.requests()).toEqual([]);
  });

  it("says what to set where a server wants a key, and none is set", async () => {
    const server = await serve("auth-401");
    const { nested } = tree();
    const args = ["bundle", "notes/a.md", "prose", "--runner", "api", "--model", "openai-compatible/m"];
    const ran = await nested(args, { OPENAI_COMPATIBLE_BASE_URL: `${server.url}/v1` });
    expect(ran).toMatchObject({
      exitCode: 3,
      stderr: expect.stringMatching(
        /refused the request, and no key is set .*: set OPENAI_COMPATIBLE_API_KEY$/m,
      ),
    });
  });

  it("loads the library's part for a service when that service is asked, and no other", async () => {
    const server = await serve("ok");
    const { cwd, nested } = tree();
    writeFileSync(join(cwd, "loaded.cjs"), LOADED);
    const environment = {
      NODE_OPTIONS: `--require ${join(cwd, "loaded.cjs")}`,
      OPENAI_COMPATIBLE_BASE_URL: `${server.url}/v1`,
    };
    const reviewer = ["--runner", "api", "--model", "openai-compatible/m"];
    const loadedBy = async (...args: string[]) =>
      /^loaded: (.*)$/m.exec(
        (await nested([...args, ...reviewer.slice(args[0] === "stale" ? 2 : 0)], environment)).stderr,
      )?.[1];
    expect(await loadedBy("stale", "--all-gates")).toBe("");
    expect(await loadedBy("sweep", "--all-gates", "--dry-run")).toBe("");
    expect(await loadedBy("bundle", "notes/a.md", "prose")).toBe("createOpenAICompatible");
  });

  it.each(["http", "https"])(
    "stops a sweep over %s at a proxy that closes each connection",
    async (scheme) => {
      const { url, connections } = await startRawServer({ text: "" });
      const { nested } = tree();
      const base = { OPENAI_COMPATIBLE_BASE_URL: `${scheme}://models.invalid/v1` };
      const args = ["sweep", "--all-gates", "--runner", "api", "--model", "openai-compatible/m"];
      const ran = await nested(args, { ...base, HTTP_PROXY: url, HTTPS_PROXY: url });
      expect(ran.exitCode).toBe(3);
      expect(ran.stdout + ran.stderr).toContain("the proxy cannot be used (it closes the connection");
      expect(connections()).toBe(1);
    },
  );

  it("ends at SIGTERM while a proxy says nothing", async () => {
    const { url, connections } = await startRawServer("silence");
    const { cwd, environment } = tree();
    const args = ["sweep", "--all-gates", "--runner", "api", "--model", "openai-compatible/m"];
    const base = { OPENAI_COMPATIBLE_BASE_URL: "https://models.invalid/v1" };
    const running = execa(process.execPath, [binPath("review-nested"), ...args], {
      cwd,
      env: { ...environment, PATH: process.env.PATH, HTTPS_PROXY: url, ...base },
      extendEnv: false,
      reject: false,
    });
    await expect.poll(connections, { timeout: 20_000 }).toBe(1);
    running.kill("SIGTERM");
    expect((await running).exitCode).toBe(130);
  });

  it("ends at Ctrl-C", async () => {
    const server = await serve("stall");
    const { cwd, environment } = tree();
    const args = ["bundle", "notes/a.md", "prose", "--runner", "api", "--model", "openai-compatible/m"];
    const running = execa(process.execPath, [binPath("review-nested"), ...args], {
      cwd,
      env: { ...environment, PATH: process.env.PATH, OPENAI_COMPATIBLE_BASE_URL: `${server.url}/v1` },
      extendEnv: false,
      reject: false,
    });
    await expect.poll(() => server.requests().length, { timeout: 20_000 }).toBe(1);
    running.kill("SIGINT");
    const { exitCode, stderr } = await running;
    expect(exitCode).toBe(130);
    expect(stderr).toContain("run 1 failed: interrupted");
  });
});
