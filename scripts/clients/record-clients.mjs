#!/usr/bin/env node
// Records scenarios again with real clients and says where they differ from the transcripts in what the adapters read:
//   node scripts/clients/record-clients.mjs [--claude PATH] [--codex PATH]
// Without a path, the installed pinned version is used (install-clients.mjs). Exits with 1 if anything differs.
import { parseArgs } from "node:util";
import { claudeCode } from "../../packages/runner/dist/clients/claude-code/client.js";
import { codex } from "../../packages/runner/dist/clients/codex/client.js";
import { compareShapes, describeEvents } from "../../packages/runner/test/real-clients/event-shapes.mjs";
import { recordScenario } from "../../packages/runner/test/real-clients/record-scenario.mjs";
import { RECORDED_SCENARIOS } from "../../packages/runner/test/real-clients/recorded-scenarios.mjs";
import { readTranscript } from "../../packages/runner/test/real-clients/recording.mjs";
import { locateClients, readClientVersion } from "./install-clients.mjs";

/** @typedef {import("../../packages/runner/test/real-clients/recording.mjs").Recording} Recording */

const { values } = parseArgs({ options: { claude: { type: "string" }, codex: { type: "string" } } });
const clients = {
  claude: { path: values.claude ?? locateClients().claude.path },
  codex: { path: values.codex ?? locateClients().codex.path },
};
const adapters = { claude: claudeCode, codex };

for (const name of /** @type {const} */ (["claude", "codex"])) {
  const version = readClientVersion(clients[name].path);
  say(`${name} ${version}, compared with transcripts of ${adapters[name].version.tested}`);
}
let different = 0;
for (const recorded of RECORDED_SCENARIOS) {
  const { client, transcript } = recorded;
  const { meta, recording } = readTranscript(client, transcript);
  const again = await recordScenario(clients, recorded, meta);
  const [before, after] = [recording, again].map((one) =>
    describeEvents(client, [...one.stdout, ...one.session]),
  );
  const differences = before && after ? compareShapes(client, before, after) : [];
  const [was, is] = [recording, again].map((one) => howItEnded(client, one));
  if (was !== is) differences.push(`it ended as ${is}, not as ${was}`);
  say(`${differences.length === 0 ? "same" : "DIFFERENT"}  ${client} ${transcript}: ${is}`);
  for (const difference of differences) say(`  ${difference}`);
  if (differences.length > 0) different += 1;
}
say(`${different} of ${RECORDED_SCENARIOS.length} scenarios differ`);
if (different > 0) process.exitCode = 1;

/**
 * What the adapter makes of a recording.
 * @param {"claude" | "codex"} client
 * @param {Recording} recording
 */
function howItEnded(client, { stdout, stderr, session, exitCode, signal }) {
  const token = "00000000";
  const request = { invocationId: "", prompt: "", token, notes: [], model: "", root: "/", timeoutMs: 60_000 };
  const reader = adapters[client].reader(request);
  for (const line of stdout) reader.line(line);
  for (const line of session) reader.sessionLine?.(line);
  const { ended } = reader.end({
    ...{ stdout: "", stderr, durationMs: 0 },
    cause: signal === null ? "exited" : "killed",
    ...(exitCode !== null && { exitCode }),
    ...(signal !== null && { signal }),
  });
  return ended.how;
}

/** @param {string} line */
function say(line) {
  process.stdout.write(`${line}\n`);
}
