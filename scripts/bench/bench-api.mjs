// What the runner `api` adds to the service it asks.
import { spawn } from "node:child_process";
import { readdirSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { makeKnowledgeBase, withFolder } from "./knowledge-base.mjs";
import { inTurn, timeNode, timeNothing } from "./measure.mjs";
import { REVIEW_NESTED } from "./programs.mjs";

const ASKING = fileURLToPath(new URL("programs/ask-service.cjs", import.meta.url));
const RUNNER = new URL("../../packages/runner/package.json", import.meta.url);
/** The part of the library that the runner loads for this service: as it was installed, and as it is packed. */
const INSTALLED = createRequire(RUNNER).resolve("@ai-sdk/openai-compatible");
const PACKED = findChunk("createOpenAICompatible");
const SERVICE = fileURLToPath(new URL("programs/model-service.mjs", import.meta.url));
const WHO = ["--runner", "api", "--model", "openai-compatible/m", "--quiet"];
const REQUESTS = 200;
const JOBS = 16;
const WAIT_MS = 300;

/**
 * From the start of a process until its request comes. The floor is a program of one file that sends the same request and does nothing
 * else; what the library takes is told by that program once more, which then loads it before.
 * @param {number} rounds @param {import("./report.mjs").Report} report
 */
export async function benchAsking(rounds, report) {
  await withFolder(async (root) => {
    const { notes, gates } = makeKnowledgeBase(root, { notes: 1, gates: 1 });
    const kept = join(root, "request.json");
    await withService(["--keep", kept], async (service) => {
      const untilAsked = async (/** @type {string[]} */ ...args) => {
        const started = Date.now();
        const asked = service.asked();
        await timeNode(args, { environment: service.environment });
        return (await asked) - started;
      };
      const note = join(root, notes[0]?.id ?? "");
      const bundle = [REVIEW_NESTED, "bundle", note, gates[0]?.id ?? "", ...WHO, "--root", root];
      const ours = () => untilAsked(...bundle);
      const bare = [ASKING, `${service.url}/chat/completions`, kept];
      const fetchWith = (/** @type {string[]} */ ...library) => {
        return () => untilAsked(...bare, ...library);
      };
      const [alone, packed, installed] = [fetchWith(), fetchWith(PACKED), fetchWith(INSTALLED)];
      await ours();
      const fetching = "the same request by bare `fetch`";
      const rows = [
        { what: "`bundle --runner api`", than: fetching, ours, floor: alone, target: 1.6 },
        {
          what: "`bundle --runner api`",
          than: `${fetching}, library loaded`,
          ours,
          floor: packed,
          target: 1.6,
        },
        { what: "bare `fetch`, library loaded", than: fetching, ours: packed, floor: alone, target: 1.6 },
        {
          what: "bare `fetch`, library as installed",
          than: fetching,
          ours: installed,
          floor: alone,
          target: 2,
        },
        { what: "bare `fetch`", than: "`node -e 0`", ours: alone, floor: timeNothing, target: 1.6 },
      ];
      for (const { what, than, target, ...programs } of rows) {
        const times = await inTurn(rounds, programs.ours, programs.floor);
        report.compared({ what: `${what}, until its request leaves`, than, times, target });
      }
    });
  });
}

/** @param {number} rounds @param {import("./report.mjs").Report} report */
export async function benchManyRequests(rounds, report) {
  await withService(["--wait", String(WAIT_MS)], (service) =>
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

/** The file of the packed program that gives a name to others. @param {string} name */
function findChunk(name) {
  const folder = join(dirname(REVIEW_NESTED), "../bundle/chunks");
  const gives = (/** @type {string} */ file) =>
    file.startsWith("dist-") && readFileSync(join(folder, file), "utf8").includes(`exports.${name}=`);
  const file = readdirSync(folder).find(gives);
  if (file === undefined) throw new Error(`no file of ${folder} gives ${name}: build before`);
  return join(folder, file);
}

/**
 * Starts a model service for the time of some work.
 * @param {readonly string[]} options
 * @param {(service: { url: string, environment: Record<string, string>, asked: () => Promise<number> }) => Promise<unknown>} work
 */
async function withService(options, work) {
  const child = spawn(process.execPath, [SERVICE, ...options], {
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
  const url = `http://127.0.0.1:${port}/v1`;
  const environment = { OPENAI_COMPATIBLE_BASE_URL: url };
  const asked = () =>
    new Promise((/** @type {(time: number) => void} */ resolve) => {
      tell = (time) => {
        tell = undefined;
        resolve(time);
      };
    });
  try {
    await work({ url, environment, asked });
  } finally {
    child.kill();
  }
}
