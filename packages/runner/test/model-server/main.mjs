#!/usr/bin/env node
// node main.mjs [SCENARIO] [PORT]: serves one scenario until it is ended, and says where on stdout.
import { SCENARIOS } from "./scenarios.mjs";
import { startModelServer } from "./start-model-server.mjs";

const [scenario = "ok", port = "0"] = process.argv.slice(2);

if (isScenario(scenario)) {
  const server = await startModelServer({ scenario, port: Number(port) });
  process.stdout.write(`${JSON.stringify({ url: server.url, scenario })}\n`);
} else {
  process.stderr.write("usage: node main.mjs [SCENARIO] [PORT], where SCENARIO is one of\n");
  for (const [name, { about }] of Object.entries(SCENARIOS)) process.stderr.write(`  ${name}: ${about}\n`);
  process.exitCode = 2;
}

/** @param {string} name @returns {name is import("./scenarios.mjs").ScenarioName} */
function isScenario(name) {
  return Object.hasOwn(SCENARIOS, name);
}
