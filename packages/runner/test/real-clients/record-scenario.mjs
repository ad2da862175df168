import { spawn } from "node:child_process";
import { dirname, join } from "node:path";
import { text as readText } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { startModelServer } from "../model-server/start-model-server.mjs";
import { withClientSandbox } from "./client-sandbox.mjs";
import { BOTH_GATES } from "./recorded-answer.mjs";
import { readSession } from "./recording.mjs";

/** The prompt of the transcripts. */
const PROMPT = "Review the change and answer with two gate blocks.";
const LOGINS = ["ANTHROPIC_API_KEY", "CLAUDE_CODE_OAUTH_TOKEN"];
/** From the first request to the signal, where a transcript was ended by one: time for the first words to come. */
const SIGNAL_AFTER_MS = 500;
/** No transcript took a tenth of this. */
const TOO_LONG_MS = 60_000;
const POLL_MS = 20;

/**
 * Records a scenario, with the arguments and the environment of a transcript. What is peculiar to this time and this
 * machine is replaced as in the transcripts.
 * @param {import("./client-sandbox.mjs").Clients} clients
 * @param {import("./recorded-scenarios.mjs").RecordedScenario} recorded
 * @param {import("./recording.mjs").RecordingMeta} meta
 * @returns {Promise<import("./recording.mjs").Recording>}
 */
export async function recordScenario(clients, { client, scenario, login }, meta) {
  const server = await startModelServer({ scenario, answer: () => BOTH_GATES });
  try {
    return await withClientSandbox(
      { clients, url: server.url, claudeLogin: login ?? "key" },
      async ({ root, home, temporary, environment, write }) => {
        write("README.md", "# A file to read\n");
        const fill = (/** @type {string} */ text) =>
          text.replaceAll("<repo>", root).replaceAll("<home>", home).replaceAll("<base-url>", server.url);
        const given = Object.entries(meta.env).map(([name, value]) => [name, fill(value)]);
        // A login is there if the transcript had one.
        const others = Object.entries(environment).filter(([name]) => login || !LOGINS.includes(name));
        const env = Object.fromEntries([...others, ...given]);
        const [program = client, ...args] = meta.argv.map(fill);
        const child = spawn(program, args, { cwd: root, env, detached: true });
        child.stdin.on("error", () => undefined);
        child.stdin.end(PROMPT);
        const ended = new Promise((resolve) => child.once("close", resolve));
        const end = (/** @type {NodeJS.Signals} */ signal) => {
          if (child.pid !== undefined && isRunning(child)) process.kill(-child.pid, signal);
        };
        const limit = setTimeout(() => end("SIGKILL"), TOO_LONG_MS);
        if (meta.signal !== undefined) {
          while (server.requests().length === 0 && isRunning(child)) await sleep(POLL_MS);
          await sleep(SIGNAL_AFTER_MS);
          end(meta.signal);
        }
        const [stdout, stderr] = await Promise.all([readText(child.stdout), readText(child.stderr), ended]);
        clearTimeout(limit);
        const scrub = scrubber({ root, home, temporary, url: server.url });
        return {
          stdout: scrub(stdout),
          stderr: scrub(stderr),
          session: scrub(readSession(join(home, ".codex"))),
          exitCode: child.exitCode,
          signal: child.signalCode,
          requests: server.requests().length,
        };
      },
    );
  } finally {
    await server.close();
  }
}

/** @param {{ root: string, home: string, temporary: string, url: string }} places */
function scrubber({ root, home, temporary, url }) {
  const names = [
    [root, "<repo>"],
    [root.replace(/[^A-Za-z0-9]/g, "-"), "<repo-key>"],
    [home, "<home>"],
    [temporary, "<tmp>"],
    [dirname(root), "<work>"],
    [url, "<base-url>"],
    [url.replace("http://", ""), "<base-url-host>"],
  ];
  return (/** @type {string} */ text) =>
    names.reduce((scrubbed, [place = "", name = ""]) => scrubbed.replaceAll(place, name), text);
}

/** @param {import("node:child_process").ChildProcess} child */
function isRunning({ exitCode, signalCode }) {
  return exitCode === null && signalCode === null;
}
