import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type RawAnswer, startRawServer, statusAlone } from "@review/test-kit/raw-server.ts";
import { runBin } from "@review/test-kit/run-bin.ts";
import { scratchFolder } from "@review/test-kit/scratch-folder.ts";
import { describe, expect, it, onTestFinished } from "vitest";
import { makeSweepTree } from "./sweep-tree.ts";

// What the program says of a model server on this machine: who answers there is told, and nobody else.

/** A tree, and the program in it, beside a server that does one thing. */
async function beside(does: RawAnswer, config: (url: string) => object = () => ({})) {
  const server = await startRawServer(does);
  const tree = makeSweepTree({ notes: 1 });
  const url = `${server.url}/v1`;
  tree.write("review.config.json", JSON.stringify({ notes: ["notes/**"], gates: "gates", ...config(url) }));
  const home = scratchFolder();
  const nested = (args: string[], more: Record<string, string> = {}) => {
    const environment = { HOME: home, PATH: "/usr/bin:/bin", OPENAI_COMPATIBLE_BASE_URL: url, ...more };
    return runBin("review-nested", args, { cwd: tree.root, environment });
  };
  return { nested, url, server };
}

/** A runner of the configuration, and no other server. */
const mine = (baseURL: string) => ({
  runners: { mine: { api: { provider: "openai-compatible", baseURL } } },
});
const ELSEWHERE = { OPENAI_COMPATIBLE_BASE_URL: "http://models.invalid/v1" };
const KEY = { OPENAI_COMPATIBLE_API_KEY: "dummy-key-0123456789" };
const API = ["--runner", "api", "--model", "openai-compatible/toy"];

describe("a server that closes every connection at once", () => {
  it("is told by all that look, and ends what asks", async () => {
    const { nested, url } = await beside("close");
    const said = `something listens at ${url}, and does not answer`;
    const doctor = await nested(["doctor"]);
    expect(doctor).toMatchObject({ exitCode: 0, stdout: expect.stringContaining(said) });
    const runners = await nested(["runners"]);
    expect(runners).toMatchObject({ exitCode: 0, stdout: expect.stringContaining(said) });
    expect(runners.stdout).toMatch(/^api +cannot be asked$/m);
    const bundle = await nested(["bundle", "notes/n1.md", "prose/a", ...API]);
    expect(bundle).toMatchObject({ exitCode: 1, stderr: expect.stringContaining("connection broke off") });
    const sweep = await nested(["sweep", "--all-gates", ...API]);
    expect(sweep.exitCode).toBe(1);
  });
});

it("doctor tells that nobody can be asked", async () => {
  const { nested } = await beside("silence");
  const { stdout } = await nested(["doctor"], { OPENAI_COMPATIBLE_BASE_URL: "http://127.0.0.1:9/v1" });
  expect(stdout).toContain(
    "  note     none is there (claude-code, codex, gemini-cli, opencode), and no service can be asked: review-nested runners says what each needs\n",
  );
  expect(stdout).toContain("openai-compatible: no model server was found at http://127.0.0.1:9/v1\n");
});

describe("a server that wants a key", () => {
  it("is told to be there, and which variable to set", async () => {
    const { nested, url } = await beside(statusAlone(401));
    const said = `a server answers at ${url}, and wants a key`;
    expect((await nested(["doctor"])).stdout).toContain(`${said}: set OPENAI_COMPATIBLE_API_KEY`);
    const runners = await nested(["runners"]);
    expect(runners.stdout).toMatch(/^api +cannot be asked$/m);
    const withKey = await nested(["runners"], KEY);
    expect(withKey.stdout).toMatch(/^api +can be asked$/m);
    expect(withKey.stdout).toContain(`${said}: one is set in OPENAI_COMPATIBLE_API_KEY, and was not tried`);
  });

  it("is what init proposes, which says what of the key and the model is missing", async () => {
    for (const [environment, said] of [
      [{}, "set OPENAI_COMPATIBLE_API_KEY"],
      [KEY, "one is set in OPENAI_COMPATIBLE_API_KEY, and was not tried"],
    ] as const) {
      const { nested, url } = await beside(statusAlone(401));
      const { stderr } = await nested(["init", "--with-gates"], environment);
      expect(stderr).toContain("--runner api --model openai-compatible/MODEL");
      expect(stderr).toContain(`models: a server answers at ${url}, and wants a key: ${said}\n`);
    }
  });
});

it("a server that does not list its models is told to be there", async () => {
  const { nested, url } = await beside(statusAlone(404));
  const said = `a server answers at ${url}, and does not list its models`;
  expect((await nested(["doctor"])).stdout).toContain(`ok       openai-compatible: ${said}`);
  const runners = await nested(["runners"]);
  expect(runners.stdout).toContain(said);
  expect(runners.stdout).toMatch(/^api +can be asked$/m);
});

/** Lists a model below /v1, and has nothing else. */
async function serveToy() {
  const server = createServer(({ url }, response) => {
    const isList = url === "/v1/models";
    response.writeHead(isList ? 200 : 404, { "content-type": "application/json" });
    response.end(isList ? JSON.stringify({ object: "list", data: [{ id: "toy" }] }) : "404 page not found");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe("a server whose address lacks its version", () => {
  it("is told by all that look, and asked about by what asks", async () => {
    const url = await serveToy();
    const { nested } = await beside("close");
    const environment = { OPENAI_COMPATIBLE_BASE_URL: url };
    const said = `a model server answers at ${url}/v1 (toy), and not at ${url}: write the first`;
    expect((await nested(["doctor"], environment)).stdout).toContain(`note     openai-compatible: ${said}`);
    const runners = await nested(["runners"], environment);
    expect(runners.stdout).toMatch(/^api +cannot be asked$/m);
    expect(runners.stdout).toContain(said);
    const bundle = await nested(["bundle", "notes/n1.md", "prose/a", ...API], environment);
    expect(bundle).toMatchObject({
      exitCode: 3,
      stderr: expect.stringContaining(`is it ${url}/v1? Then write that as OPENAI_COMPATIBLE_BASE_URL`),
    });
  });

  it("is proposed by init as it is meant, and past a proxy that is elsewhere", async () => {
    const url = await serveToy();
    const { nested } = await beside("close");
    const environment = { OPENAI_COMPATIBLE_BASE_URL: url, HTTP_PROXY: "http://proxy.invalid:3128" };
    expect((await nested(["init", "--with-gates"], environment)).stderr).toContain(
      `  NO_PROXY=127.0.0.1 OPENAI_COMPATIBLE_BASE_URL=${url}/v1 review-nested sweep --all-gates --runner api --model openai-compatible/toy `,
    );
  });
});

describe("a runner of the configuration", () => {
  it("cannot be asked where nobody answers", async () => {
    const { nested, url, server } = await beside("close", mine);
    const before = await nested(["runners"], ELSEWHERE);
    expect(before.stdout).toMatch(/^mine +not agreed to$/m);
    expect(server.connections()).toBe(0);
    const runners = await nested(["runners", "--trust"], ELSEWHERE);
    expect(runners.stdout).toMatch(/^mine +cannot be asked$/m);
    const said = `the runner mine cannot be asked: something listens at ${url}, and does not answer`;
    const doctor = await nested(["doctor", "--trust"], ELSEWHERE);
    expect(doctor).toMatchObject({ exitCode: 1, stdout: expect.stringContaining(said) });
  });

  it("can be asked where somebody does", async () => {
    const { nested, url } = await beside(statusAlone(404), mine);
    const doctor = await nested(["doctor", "--trust"], ELSEWHERE);
    expect(doctor.stdout).toContain(`mine can be asked: a server answers at ${url}, and does not list`);
  });
});
