#!/usr/bin/env node
// Records scenarios with real clients and says where they differ from the transcripts in what the adapters read:
//   node scripts/clients/record-clients.mjs [--only newest|pinned] [--client NAME] [--path PATH] [--write]
// Without --client those of all clients are recorded. Without --path, the program of that client, the installed newest version is used (install-clients.mjs). With --write the recordings become the
// transcripts of their version. Exits with 1 if anything differs.
import { parseArgs } from "node:util";
import { SCENARIOS } from "../../packages/runner/test/model-server/scenarios.mjs";
import { compareShapes, describeEvents } from "../../packages/runner/test/real-clients/event-shapes.mjs";
import { recordScenario } from "../../packages/runner/test/real-clients/record-scenario.mjs";
import { RECORDED_SCENARIOS } from "../../packages/runner/test/real-clients/recorded-scenarios.mjs";
import {
  hasTranscript,
  readTranscript,
  toLines,
  writeTranscript,
} from "../../packages/runner/test/real-clients/recording.mjs";
import { ADAPTERS, CLIENT_NAMES, forEachClient, generationsOf } from "./client-versions.mjs";
import { locateClients, readClientVersion } from "./install-clients.mjs";

/** @typedef {import("./client-versions.mjs").ClientName} ClientName */
/** @typedef {import("../../packages/runner/test/real-clients/recording.mjs").Recording} Recording */

const { values } = parseArgs({
  options: {
    only: { type: "string", default: "newest" },
    client: { type: "string" },
    path: { type: "string" },
    write: { type: "boolean", default: false },
  },
});
for (const generation of generationsOf(values.only)) await recordAll(locateClients(generation));

/** @param {import("./install-clients.mjs").InstalledClients} installed */
async function recordAll(installed) {
  const pathOf = (/** @type {ClientName} */ name) =>
    name === values.client && values.path !== undefined ? values.path : installed[name].path;
  const clients = { node: installed.node, ...forEachClient((name) => ({ path: pathOf(name) })) };
  const versions = forEachClient((name) => readClientVersion(pathOf(name)) ?? "of an unknown version");
  for (const name of CLIENT_NAMES) say(`${name} ${versions[name]}`);
  let different = 0;
  const asked = RECORDED_SCENARIOS.filter(({ client }) =>
    [undefined, client].some((name) => name === values.client),
  );
  for (const recorded of asked) {
    const { client, transcript, scenario, signal, like = transcript } = recorded;
    const { oldest, newest } = ADAPTERS[client].version.tested;
    /** @type {import("../../packages/runner/test/real-clients/recording.mjs").StartMeta} */
    const meta = ADAPTERS[client].hasFolder
      ? { argv: [], env: {}, note: SCENARIOS[scenario].about }
      : readTranscript({ client, version: oldest, transcript: like }).meta;
    const recording = await recordScenario(clients, recorded, meta);
    const before = [versions[client], newest, oldest]
      .map((version) => ({ client, version, transcript }))
      .find(hasTranscript);
    const differences = before ? compare(client, readTranscript(before).recording, recording) : [];
    const verdict = before ? (differences.length === 0 ? "same as" : "DIFFERENT from") : "not in";
    say(
      `${client} ${transcript}: ${howItEnded(client, recording)}, ${verdict} ${before?.version ?? "the transcripts"}`,
    );
    for (const difference of differences) say(`  ${difference}`);
    if (differences.length > 0) different += 1;
    if (values.write) {
      const note = recorded.like === undefined ? meta.note : SCENARIOS[scenario].about;
      writeTranscript(
        { client, version: versions[client], transcript },
        { ...meta, argv: recording.argv ?? meta.argv, note, scenario, ...(signal && { signal }) },
        recording,
      );
    }
  }
  say(`${different} of ${asked.length} scenarios differ`);
  if (different > 0) process.exitCode = 1;
}

/**
 * @param {ClientName} client
 * @param {Recording} before
 * @param {Recording} now
 */
function compare(client, before, now) {
  const [was, is] = /** @type {const} */ ([before, now]).map(({ stdout, session }) =>
    describeEvents(client, [...toLines(stdout), ...toLines(session)]),
  );
  const differences = was && is ? compareShapes(client, was, is) : [];
  const [wasEnded, isEnded] = [before, now].map((one) => howItEnded(client, one));
  return wasEnded === isEnded ? differences : [...differences, `it ended as ${isEnded}, not as ${wasEnded}`];
}

/**
 * What the adapter makes of a recording.
 * @param {ClientName} client
 * @param {Recording} recording
 */
function howItEnded(client, { stdout, stderr, session, exitCode, signal }) {
  const token = "00000000";
  const request = { invocationId: "", prompt: "", token, notes: [], model: "", root: "/", timeoutMs: 60_000 };
  const reader = ADAPTERS[client].reader(request);
  for (const line of toLines(stdout)) reader.line(line);
  for (const line of toLines(session)) reader.sessionLine?.(line);
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
