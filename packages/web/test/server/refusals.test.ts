import { symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { scratchFolder } from "@review/test-kit/scratch-folder.ts";
import { expect, it } from "vitest";
import { type Asked, makeScene, NOTE } from "./scene.ts";

const json = { "content-type": "application/json" };
const elsewhere = "http://evil.example";

it.each<[why: string, path: string, asked: Asked, status: number, code: string]>([
  ["a name that somebody let point here", "/", { headers: { host: "evil.example" } }, 403, "from-elsewhere"],
  ["another port", "/", { headers: { host: "127.0.0.1:1" } }, 403, "from-elsewhere"],
  ["another page", "/api/page", { headers: { origin: elsewhere } }, 403, "from-elsewhere"],
  ["a page without an origin", "/api/page", { headers: { origin: "null" } }, 403, "from-elsewhere"],
  [
    "another site, as a browser says",
    "/api/page",
    { headers: { "sec-fetch-site": "cross-site" } },
    403,
    "from-elsewhere",
  ],
  [
    "another port of this machine, as a browser says",
    "/api/page",
    { headers: { "sec-fetch-site": "same-site" } },
    403,
    "from-elsewhere",
  ],
  [
    "a script of another site",
    "/page.js",
    { headers: { "sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors" } },
    403,
    "from-elsewhere",
  ],
  [
    "a link from elsewhere to what needs the token",
    "/api/page",
    { headers: { "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate" } },
    403,
    "from-elsewhere",
  ],
  ["no token", "/api/page", { headers: { "x-review-token": "" } }, 401, "no-token"],
  ["another token", "/api/note?path=x", { headers: { "x-review-token": "x".repeat(43) } }, 401, "no-token"],
  ["events without a token in the address", "/api/events", {}, 401, "no-token"],
  ["events with another one", "/api/events?token=x", {}, 401, "no-token"],
  ["another method", "/api/page", { method: "DELETE" }, 405, "method-not-allowed"],
  ["a decision that is only got", "/api/decide", {}, 405, "method-not-allowed"],
  ["what a browser asks before it asks", "/api/decide", { method: "OPTIONS" }, 405, "method-not-allowed"],
  ["the page posted to", "/", { method: "POST" }, 405, "method-not-allowed"],
  ["another address", "/api/other", {}, 404, "not-found"],
  ["a file of the tree", `/${NOTE}`, {}, 404, "not-found"],
  ["a way out", "/..%2f..%2fetc/passwd", {}, 404, "not-found"],
  ["no address at all", "//evil.example/api/page", {}, 404, "not-found"],
  ["a form", "/api/decide", { method: "POST", headers: { "content-type": "text/plain" } }, 415, "no-json"],
  ["no type", "/api/decide", { method: "POST" }, 415, "no-json"],
  [
    "too much",
    "/api/decide",
    { method: "POST", headers: json, body: `"${"x".repeat(1_000_001)}"` },
    413,
    "too-large",
  ],
  ["what is no JSON", "/api/decide", { method: "POST", headers: json, body: "{" }, 422, "no-json"],
  ["no decision", "/api/decide", { method: "POST", headers: json, body: "null" }, 422, "invalid-request"],
  [
    "an unknown decision",
    "/api/decide",
    { method: "POST", headers: json, body: '{"kind":"drop"}' },
    422,
    "invalid-request",
  ],
  [
    "half a decision",
    "/api/decide",
    { method: "POST", headers: json, body: '{"kind":"accept","pair":{}}' },
    422,
    "invalid-request",
  ],
  [
    "a waiver of nothing",
    "/api/decide",
    { method: "POST", headers: json, body: '{"kind":"waive","keys":[],"reason":"x"}' },
    422,
    "invalid-request",
  ],
  ["a note without a name", "/api/note", {}, 422, "invalid-request"],
  ["a note outside", "/api/note?path=../x.md", {}, 422, "note-outside-root"],
  ["a file that is no note", "/api/note?path=/etc/passwd", {}, 422, "note-outside-root"],
  ["a gate as a note", "/api/note?path=kb/instructions/review-gates/prose/clarity.md", {}, 422, "not-a-note"],
  ["a run that is none", "/api/run?id=1e3", {}, 422, "invalid-request"],
  ["one partition with itself", "/api/comparison?first=opus&second=opus", {}, 422, "same-model"],
])("refuses %s", async (_, path, asked, status, code) => {
  const { ask } = await makeScene();
  const answer = await ask(path, asked);
  expect({ status: answer.status, ...JSON.parse(answer.text) }).toMatchObject({ status, error: { code } });
  expect(answer.headers["access-control-allow-origin"]).toBeUndefined();
});

it("serves the page to its own names, also by a link, and lets it do nothing but ask its server", async () => {
  const { ask, port } = await makeScene();
  for (const name of ["127.0.0.1", "localhost", "[::1]"]) {
    const { status, headers, text } = await ask("/", {
      headers: {
        ...{ host: `${name}:${port}`, "x-review-token": "" },
        ...{ "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate" },
      },
    });
    expect(status).toBe(200);
    expect(text).toContain("<!doctype html>");
    expect(headers["content-security-policy"]).toMatch(/^default-src 'none'; script-src 'self'; /);
    expect(headers).toMatchObject({
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
      "cache-control": "no-store",
      "cross-origin-opener-policy": "same-origin",
      "cross-origin-resource-policy": "same-origin",
    });
  }
  expect((await ask("/page.js", { headers: { "x-review-token": "" } })).text).toBe("script");
  expect((await ask("/page.css")).headers["content-type"]).toBe("text/css; charset=utf-8");
});

it("has the token behind the # alone, another one at each start, and long enough", async () => {
  const [first, second] = [await makeScene(), await makeScene()];
  expect(first.server.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/#token=[\w-]{43}$/);
  expect(first.token).not.toBe(second.token);
  expect((await first.ask("/")).text).not.toContain(first.token);
});

it("shows everything and changes nothing where it is read-only", async () => {
  const { ask, post, page, seen } = await makeScene({ isReadOnly: true });
  expect((await page()).findings).toHaveLength(1);
  expect((await ask(`/api/note?path=${NOTE}`)).status).toBe(200);
  const action = { kind: "reopen", pair: await seen("prose/clarity"), remark: "x" };
  for (const [path, body] of [
    ["/api/decide", action],
    ["/api/open", { notePath: NOTE, line: 1 }],
  ] as const) {
    expect(await post(path, body)).toMatchObject({ status: 403, document: { error: { code: "read-only" } } });
  }
  expect((await page()).pairs.find(({ verdicts }) => verdicts.length > 0)?.state).toBe("fresh");
});

it("opens notes alone, where they really are, and none that a symlink leads out to", async () => {
  const { root, post, opened } = await makeScene();
  expect(await post("/api/open", { notePath: NOTE, line: 3, column: 2 })).toEqual({
    status: 200,
    document: { isInTerminal: false },
  });
  expect(opened).toEqual([{ path: join(root, NOTE), line: 3, column: 2 }]);
  const outside = join(scratchFolder(), "x.md");
  writeFileSync(outside, "# X\n");
  symlinkSync(outside, join(root, "kb/notes/out.md"));
  for (const notePath of ["kb/notes/out.md", "../x.md", "/etc/passwd", "ledger.sqlite", "kb/notes"]) {
    expect(await post("/api/open", { notePath, line: 1 })).toMatchObject({ status: 422 });
  }
  expect(await post("/api/open", { notePath: NOTE, line: 0 })).toMatchObject({ status: 422 });
  expect(opened).toHaveLength(1);
});

it("answers what the page asks for: runs with what was kept of them, report cards, and comparisons", async () => {
  const { ask } = await makeScene();
  expect(JSON.parse((await ask("/api/run?id=1")).text)).toMatchObject({ id: 1, notePath: NOTE });
  const cards = JSON.parse((await ask("/api/cards?id=prose/clarity")).text);
  expect(cards).toMatchObject([{ gateId: "prose/clarity", modelId: "opus", reviews: { warn: 1 } }]);
  expect(await ask("/api/tests?id=prose/clarity")).toMatchObject({ status: 200, text: "[]" });
  expect(await ask("/api/cards?id=nothing")).toMatchObject({ status: 422 });
  const { text } = await ask("/api/comparison?first=opus&second=gpt");
  expect(JSON.parse(text)).toMatchObject({ first: "opus", second: "gpt", comparison: { pairs: 0 } });
});
