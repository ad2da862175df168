import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { startFakeForge } from "./fake-forge.ts";
import { examplesOf } from "./page-examples.ts";
import { cloneReviewed, commitAll, pathWithNpx } from "./reviewed-clone.ts";
import { fill, type Job, runAction } from "./run-action.ts";

const NOTE = "kb/notes/a.md";
const MARKER = /^<!-- review:verify [0-9a-f]{16} -->\n/;
const someone = (id: number, body: string) => ({ id, body, user: { login: "someone" } });

async function pullRequest(forge: { api: string }): Promise<Job & { push: (text: string) => void }> {
  const cwd = await cloneReviewed();
  const job = { cwd, path: pathWithNpx(), api: forge.api, token: "job-token" };
  let sha = 0;
  const event = { pull_request: { number: 7, head: { sha: "" } } };
  const push = (text: string) => {
    writeFileSync(join(cwd, NOTE), text);
    commitAll(cwd, "a push");
    sha += 1;
    event.pull_request.head.sha = String(sha).padStart(40, "0");
  };
  return { ...job, event, push };
}

describe("one comment says when something does not hold, and when all does", () => {
  it("after two pushes", () => pushAndLook(2));
  it("after ten", { tags: ["slow"] }, () => pushAndLook(10));
});

async function pushAndLook(pushes: number): Promise<void> {
  const forge = await startFakeForge(Array.from({ length: 150 }, (_, at) => someone(at, `comment ${at}`)));
  const job = await pullRequest(forge);
  const reviewed = readFileSync(join(job.cwd, NOTE), "utf8");
  const ours = () => forge.comments.filter(({ user }) => user.login !== "someone");

  job.push(reviewed);
  expect(await runAction(job, {})).toMatchObject({ exitCode: 0, stderr: "4 pairs hold\n" });
  expect(ours()).toEqual([]);

  for (let push = 1; push <= pushes; push += 1) {
    forge.takeRequests();
    job.push(`# A\n\nEdited ${push} times.\n`);
    const { exitCode, stdout, summary } = await runAction(job, {});
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(/^::error file=kb\/notes\/a\.md.*STALE/m);
    expect(ours()).toHaveLength(1);
    const [{ body } = { body: "" }] = ours();
    expect(body).toMatch(MARKER);
    expect(body).toContain(summary.trimEnd());
    expect(body).toContain(`As of ${String(push + 1).padStart(40, "0")}.`);
    expect(forge.takeRequests()).toContain(push === 1 ? "POST" : "PATCH");
    // Somebody copies it: theirs is left alone.
    if (push === 1) forge.comments.unshift(someone(-1, body));
  }
  const copied = forge.comments[0]?.body;

  job.push(reviewed);
  expect(await runAction(job, {})).toMatchObject({ exitCode: 0 });
  expect(ours()).toHaveLength(1);
  expect(ours()[0]?.body.replace(MARKER, "")).toBe(
    `## Review\n\nAll that was looked at holds.\n\nAs of ${String(pushes + 2).padStart(40, "0")}.\n`,
  );
  expect(forge.comments[0]?.body).toBe(copied);

  writeFileSync(join(job.cwd, "review.config.json"), "{");
  expect(await runAction(job, {})).toMatchObject({ exitCode: 2 });
  expect(ours()[0]?.body).toContain("It could not be told what holds");
  expect(forge.comments).toHaveLength(152);
}

it("gives a fork, whose token is read-only, annotations and the summary all the same", async () => {
  const forge = await startFakeForge();
  forge.makeReadOnly();
  const job = await pullRequest(forge);
  job.push("# A\n\nEdited.\n");
  for (const token of ["job-token", "no such token", ""]) {
    const { stdout, stderr, exitCode, summary } = await runAction({ ...job, token }, {});
    expect(exitCode).toBe(1);
    expect(stdout.match(/^::error file=/gm)).toHaveLength(2);
    expect(stdout.match(/^no comment: .*$/gm)).toHaveLength(1);
    expect(summary).toContain("2 without a verdict that counts");
    expect(stderr).toContain("2 pairs hold, 2 do not");
  }
  const unreachable = await runAction({ ...job, api: "http://127.0.0.1:1" }, {});
  expect(unreachable.exitCode).toBe(1);
  expect(unreachable.stdout).toMatch(/^no comment: the API cannot be reached/m);
  expect(forge.comments).toEqual([]);
});

it("writes nothing where nothing is asked for, and no comment outside of a pull request", async () => {
  const forge = await startFakeForge();
  const job = await pullRequest(forge);
  job.push("# A\n\nEdited.\n");
  expect(await runAction(job, { comment: false })).toMatchObject({ exitCode: 1 });
  const pushed = await runAction({ ...job, event: { ref: "refs/heads/main" } }, {});
  expect(pushed.stdout).toContain("no comment: this job is not about a pull request\n");
  expect(forge.takeRequests()).toEqual([]);
});

it("passes its inputs on as they are, and each choice of gates has a comment of its own", async () => {
  const forge = await startFakeForge();
  const job = await pullRequest(forge);
  const nothing = await runAction(job, { "changed-since": "origin/main", "fail-on": "warn" });
  expect(nothing).toMatchObject({ exitCode: 0 });
  job.push("# A\n\nEdited.\n");
  const hostile = await runAction(job, { "policy-from": "$(touch pwned) `touch pwned`; touch pwned" });
  expect(hostile).toMatchObject({ exitCode: 2, stdout: expect.not.stringContaining("::error") });
  expect(() => readFileSync(join(job.cwd, "pwned"))).toThrow("ENOENT");
  rmSync(join(job.cwd, "review.lock"), { recursive: true });
  for (const gates of ["prose", "claims/two", "prose"])
    expect(await runAction(job, { gates, "changed-since": "origin/main" })).toMatchObject({ exitCode: 1 });
  expect(forge.comments.map(({ body }) => /(?:prose|claims)\/\w+/.exec(body)?.[0])).toEqual([
    "prose/one",
    "claims/two",
  ]);
});

it("says above 1 that it could not be told, whatever `command` ends with", async () => {
  const forge = await startFakeForge();
  const job = await pullRequest(forge);
  const commands: [command: string, said: RegExp][] = [
    ["npx --yes @nowhere/gone", /^npx: .* is not published\nerror: "npx --yes .* wrote no report, /],
    ["false", /^error: "false" ended with exit code 1 and wrote no report, .*\n$/],
    ["true", /^error: "true" ended with exit code 0 and wrote no report, .*\n$/],
    ["node bin/x.mjs", /\nerror: "node bin\/x\.mjs" ended .* absolute\n$/],
    ["./bin/x", /^error: ".\/bin\/x" could not be started .* absolute path\n$/],
    ["no-such-program", /^error: "no-such-program" could not be started \(ENOENT\): .*\n$/],
  ];
  for (const [command, said] of commands) {
    const { exitCode, outputs, stderr } = await runAction(job, { command });
    expect([exitCode, outputs["exit-code"]]).toEqual([3, "3"]);
    expect(stderr).toMatch(said);
  }
});

it("cuts a long report between its lines, and shows nothing of a name as markup", async () => {
  const forge = await startFakeForge();
  const job = await pullRequest(forge);
  const name = `@all ![x](http:) <b> --> ${"é".repeat(60)}`;
  for (let at = 0; at < 100; at += 1) writeFileSync(join(job.cwd, `kb/notes/${name}${at}.md`), "# New\n");
  const { exitCode, summary } = await runAction(job, { "fail-on": "warn" });
  expect(exitCode).toBe(1);
  expect(summary.length).toBeGreaterThan(65_536);
  const [{ body } = { body: "" }] = forge.comments;
  const lines = body.split("\n").filter((line) => line.startsWith("- "));
  expect(lines.length).toBeGreaterThan(50);
  expect(summary.split("\n")).toEqual(expect.arrayContaining(lines));
  expect(body).toContain("\n\nThe rest is in the summary of the job.\n\nAs of ");
  expect(body.replace(MARKER, "")).not.toMatch(/<b>|-->|!\[|@all/);
});

it.each(examplesOf("ci-github.md", "yaml"))("the workflows of the page run: %#", async (example) => {
  const forge = await startFakeForge();
  const job = await pullRequest(forge);
  job.push("# A\n\nEdited.\n");
  const contexts = { "github.base_ref": "main", "github.ref": "refs/pull/7/merge" };
  const { jobs } = parse(fill(example, contexts));
  const [{ steps }] = Object.values(jobs) as [{ steps: { uses: string; with: Record<string, unknown> }[] }];
  expect(steps.map(({ uses }) => uses.split("@")[0])).toEqual([
    "actions/checkout",
    "OWNER/review",
    ...("sarif" in (steps[1]?.with ?? {}) ? ["github/codeql-action/upload-sarif"] : []),
  ]);
  const [checkout, verify, upload] = steps;
  // The clone has all that it asks for.
  expect(checkout?.with).toEqual({ "fetch-depth": 0 });
  expect(await runAction(job, verify?.with ?? {})).toMatchObject({ exitCode: 1 });
  expect(forge.comments).toHaveLength(verify?.with.comment === false ? 0 : 1);
  if (!upload) return;
  const sarif = JSON.parse(readFileSync(join(job.cwd, String(upload.with.sarif_file)), "utf8"));
  expect(sarif).toMatchObject({ version: "2.1.0" });
});
