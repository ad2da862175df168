// What the runner `api` adds to the service it asks.
import { spawn } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { makeKnowledgeBase, withFolder } from "./knowledge-base.mjs";
import { inTurn, timeNode, timeNothing } from "./measure.mjs";
import { REVIEW_NESTED } from "./programs.mjs";

const SERVICE = fileURLToPath(new URL("programs/model-service.mjs", import.meta.url));
const WHO = ["--runner", "api", "--model", "openai-compatible/m", "--quiet"];
const REQUESTS = 200;
const JOBS = 16;
const WAIT_MS = 300;

/** @param {number} rounds @param {import("./report.mjs").Report} report */
export async function benchApi(rounds, report) {
  await benchUntilAsked(rounds, report);
  await benchManyRequests(Math.ceil(rounds / 5), report);
}

/** From the start of the process until its request comes. @param {number} rounds @param {import("./report.mjs").Report} report */
async function benchUntilAsked(rounds, report) {
  await withService(0, (service) =>
    withFolder(async (root) => {
      const { notes, gates } = makeKnowledgeBase(root, { notes: 1, gates: 1 });
      const args = [REVIEW_NESTED, "bundle", join(root, notes[0]?.id ?? ""), gates[0]?.id ?? "", ...WHO];
      const times = await inTurn(
        rounds,
        async () => {
          const started = Date.now();
          const asked = service.asked();
          await timeNode([...args, "--root", root], { environment: service.environment });
          return (await asked) - started;
        },
        timeNothing,
      );
      const than = "`node -e 0`";
      report.compared({ what: "`bundle --runner api`, until its request leaves", than, times, target: 1.6 });
    }),
  );
}

/** @param {number} rounds @param {import("./report.mjs").Report} report */
async function benchManyRequests(rounds, report) {
  await withService(WAIT_MS, (service) =>
    withFolder(async (root) => {
      makeKnowledgeBase(root, { notes: REQUESTS, gates: 1 });
      const options = ["--batch-size", "1", "--jobs", String(JOBS), "--root", root];
      const times = await inTurn(
        rounds,
        () => {
          rmSync(join(root, ".review"), { recursive: true, force: true });
          const args = [REVIEW_NESTED, "sweep", "--all-gates", ...WHO, ...options];
          return timeNode(args, { environment: service.environment });
        },
        async () => (await timeNothing()) + Math.ceil(REQUESTS / JOBS) * WAIT_MS,
      );
      const than = `${Math.ceil(REQUESTS / JOBS)} rounds of ${WAIT_MS} ms, and \`node -e 0\``;
      const what = `sweep by \`api\`, ${REQUESTS} requests, jobs ${JOBS}`;
      report.compared({ what, than, times, target: 1.15 });
    }),
  );
}

/**
 * Starts a model service for the time of some work.
 * @param {number} wait
 * @param {(service: { environment: Record<string, string>, asked: () => Promise<number> }) => Promise<unknown>} work
 */
async function withService(wait, work) {
  const child = spawn(process.execPath, [SERVICE, "--wait", String(wait)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let printed = "";
  /** @type {((time: number) => void) | undefined} */
  let tell;
  const port = await new Promise((resolve) => {
    child.stdout.on("data", (chunk) => {
      printed += chunk;
      const lines = printed.split("\n");
      printed = lines.pop() ?? "";
      for (const line of lines) {
        const [word, value] = line.split(" ");
        if (word === "port") resolve(value);
        else tell?.(Number(value));
      }
    });
  });
  const environment = { OPENAI_COMPATIBLE_BASE_URL: `http://127.0.0.1:${port}/v1` };
  const asked = () =>
    new Promise((/** @type {(time: number) => void} */ resolve) => {
      tell = (time) => {
        tell = undefined;
        resolve(time);
      };
    });
  try {
    await work({ environment, asked });
  } finally {
    child.kill();
  }
}
