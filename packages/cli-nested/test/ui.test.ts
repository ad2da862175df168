import { existsSync, readFileSync } from "node:fs";
import { createServer, get, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { ledgerPath } from "@review/test-kit/ledger-rows.ts";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { makeBase, makeReviewedBase, nested, nestedJson } from "./reviewed-base.ts";
import { startUi, WAIT } from "./start-ui.ts";

const A = "kb/notes/a.md";

describe("ui", () => {
  it("prints one address, serves the page, and ends by a signal although a page is open", async () => {
    const { root } = await makeReviewedBase();
    const { started, out, origin, token, page } = await startUi(root);
    expect(out()).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/#token=[\w-]{43}\n$/);
    expect(await (await fetch(origin)).text()).toContain('<script type="module" src="/page.js">');
    expect((await (await fetch(`${origin}/page.js`)).text()).length).toBeGreaterThan(10_000);
    expect((await page()).findings).toHaveLength(1);
    const events = await new Promise<IncomingMessage>((resolve) => {
      get(`${origin}/api/events?token=${token}`, resolve);
    });
    events.on("error", () => {});
    events.resume();
    started.kill("SIGINT");
    const { exitCode, stderr } = await started;
    expect({ exitCode, stderr }).toEqual({
      exitCode: 130,
      stderr: "open that address in a browser on this machine; Ctrl-C ends it",
    });
  });

  it.each(["SIGTERM", "SIGHUP"] as const)("ends by %s, too", async (signal) => {
    const { started } = await startUi(makeBase().root, ["--json", "--quiet"]);
    started.kill(signal);
    expect(await started).toMatchObject({ exitCode: 130, stderr: "" });
  });

  it("decides in the ledger, makes none where there is none, and keeps the lock where that is wanted", async () => {
    const base = await makeReviewedBase({ "review.config.json": '{ "lock": { "auto": true } }' });
    const { page, post } = await startUi(base.root);
    const keys = (await page()).findings.flatMap(({ findings }) => findings[0]?.key ?? []);
    expect(await post("/api/decide", { kind: "waive", keys, reason: "so it is" })).toMatchObject({
      status: 200,
    });
    const lock = readFileSync(join(base.root, "review.lock", `${A}.json`), "utf8");
    expect(lock).toContain("so it is");
    const { warns } = await nestedJson(base.root, ["warns", "--waived"]);
    expect(warns).toMatchObject([{ notePath: A }]);

    const empty = makeBase();
    const other = await startUi(empty.root);
    expect((await other.page()).findings).toEqual([]);
    const never = await other.post("/api/decide", { kind: "waive", keys, reason: "x" });
    expect(never).toMatchObject({ status: 422, text: expect.stringContaining("unknown-finding") });
    expect(existsSync(ledgerPath(empty.root))).toBe(false);
  });

  it("tells of a ledger and of runs that come later, and of a configuration that is broken meanwhile", async () => {
    const base = makeBase();
    const { listen, ask, page } = await startUi(base.root, ["--read-only"]);
    expect((await page()).runs).toEqual([]);
    const events = listen();
    const sweep = ["bundle", A, "prose/clarity", "--runner", "mine", "--model", "m", "--trust"];
    const command = [process.execPath, join(import.meta.dirname, "fixtures/reviewer.mjs"), "book", "0"];
    base.write("review.config.json", JSON.stringify({ runners: { mine: { command } } }));
    expect(await nested(base.root, sweep)).toMatchObject({ exitCode: 0 });
    const ended = { kind: "progress", running: [], ended: 1, failed: 0 };
    await vi.waitFor(() => expect(events).toContainEqual(ended), WAIT);
    expect((await page()).runs).toHaveLength(1);
    base.write("review.config.json", "{");
    expect(await ask()).toMatchObject({ error: { code: "config-invalid" } });
    base.write("review.config.json", "{}");
    expect((await page()).runs).toHaveLength(1);
  });

  it("says which port cannot be had", async () => {
    const { root } = makeBase();
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void taken.close());
    const { port } = taken.address() as AddressInfo;
    const { err, exitCode } = await nested(root, ["ui", "--port", `${port}`]);
    expect({ err, exitCode }).toEqual({
      err: `error: port ${port} is taken: name another one, or leave --port out for one that is free\n`,
      exitCode: 2,
    });
    expect(await nested(root, ["ui", "--port", "70000"])).toMatchObject({ exitCode: 2 });
    expect(await nested(join(root, ".."), ["ui"])).toMatchObject({ exitCode: 2 });
  });
});
