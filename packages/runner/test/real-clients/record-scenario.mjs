import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { text as readText } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { ADAPTERS } from "../../../../scripts/clients/client-versions.mjs";
import { MADE_BY } from "../model-server/scenarios.mjs";
import { startModelServer } from "../model-server/start-model-server.mjs";
import { withClientSandbox } from "./client-sandbox.mjs";
import { BOTH_GATES } from "./recorded-answer.mjs";
import { commandOfAdapter, commandOfTranscript } from "./recorded-command.mjs";
import { readSession } from "./recording.mjs";

/** The prompt of the transcripts. */
const PROMPT = "Review the change and answer with two gate blocks.";
const LOGINS = ["ANTHROPIC_API_KEY", "CLAUDE_CODE_OAUTH_TOKEN"];
/** From the first request to the signal, where a transcript was ended by one: time for the first words to come. */
const SIGNAL_AFTER_MS = 500;
/** opencode asks six times, and each time waits twice as long. */
const TOO_LONG_MS = 240_000;
const POLL_MS = 20;

/**
 * Records a scenario, with the arguments and the environment of a transcript, or as the adapter starts its client. What is peculiar to
 * this time and this machine is replaced as in the transcripts. Throws if the client has written or run what a model asked for.
 * @param {import("./client-sandbox.mjs").Clients} clients
 * @param {import("./recorded-scenarios.mjs").RecordedScenario} recorded
 * @param {import("./recording.mjs").StartMeta} meta
 * @returns {Promise<import("./recording.mjs").Recording>}
 */
export async function recordScenario(clients, recorded, meta) {
  const { client, scenario, login, signal = meta.signal } = recorded;
  const server = await startModelServer({ scenario, answer: () => BOTH_GATES });
  try {
    return await withClientSandbox(
      { clients, url: server.url, claudeLogin: login ?? "key" },
      async ({ root, home, temporary, environment, write }) => {
        write("README.md", "# A file to read\n");
        const fill = (/** @type {string} */ text) =>
          text.replaceAll("<repo>", root).replaceAll("<home>", home).replaceAll("<base-url>", server.url);
        // A login is there if the transcript had one.
        const others = Object.entries(environment).filter(([name]) => login || !LOGINS.includes(name));
        const command = ADAPTERS[client].hasFolder
          ? await commandOfAdapter(ADAPTERS[client], recorded, { environment, prompt: PROMPT, root })
          : commandOfTranscript(meta, {
              environment: Object.fromEntries(others),
              prompt: PROMPT,
              root,
              fill,
            });
        const { args, env, stdin, cwd, folder, remove } = command;
        const child = spawn(client, args, { cwd, env, detached: true });
        child.stdin.on("error", () => undefined);
        child.stdin.end(stdin);
        const ended = new Promise((resolve) => child.once("close", resolve));
        const end = (/** @type {NodeJS.Signals} */ signal) => {
          if (child.pid !== undefined && isRunning(child)) process.kill(-child.pid, signal);
        };
        const limit = setTimeout(() => end("SIGKILL"), TOO_LONG_MS);
        if (signal !== undefined) {
          while (server.requests().length === 0 && isRunning(child)) await sleep(POLL_MS);
          await sleep(SIGNAL_AFTER_MS);
          end(signal);
        }
        const [stdout, stderr] = await Promise.all([readText(child.stdout), readText(child.stderr), ended]);
        clearTimeout(limit);
        const places = [root, cwd].flatMap((place) =>
          Object.values(MADE_BY).map((name) => join(place, name)),
        );
        const made = places.filter((path) => existsSync(path));
        await remove();
        if (made.length > 0)
          throw new Error(`${client} did what a model told it to: there is ${made.join(", ")}`);
        const packages = dirname(dirname(clients[client].path));
        const scrub = scrubber({ root, home, temporary, url: server.url, folder, packages });
        return {
          ...(folder !== "" && { argv: [client, ...args].map(scrub) }),
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

/** @param {{ root: string, home: string, temporary: string, url: string, folder: string, packages: string }} places */
function scrubber({ root, home, temporary, url, folder, packages }) {
  const names = [
    ...(folder === "" ? [] : [[folder, "<folder>"]]),
    [packages, "<packages>"],
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
