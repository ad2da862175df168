import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { runInNewContext } from "node:vm";
import { runProgram } from "@review/test-kit/run-bin.ts";
import { scratchFolder } from "@review/test-kit/scratch-folder.ts";
import { readYaml } from "./page-examples.ts";

interface Step {
  id?: string;
  if?: string;
  run: string;
  env?: Record<string, string>;
}

interface Action {
  inputs: Record<string, { default: string }>;
  runs: { using: string; steps: Step[] };
}

/** What a job tells its action. */
export interface Job {
  cwd: string;
  path: string;
  /** The file of the event, parsed. */
  event: object;
  api: string;
  token: string;
  /** More of the job's environment. */
  environment?: Record<string, string>;
}

/** The values that an expression can ask for, by their names, e.g. `inputs.policy-from`. */
export type Contexts = Readonly<Record<string, string>>;

/** Runs the steps of action.yml as GitHub's runner does; tells what they print, the summary, and the worst exit code. */
export async function runAction(job: Job, given: Record<string, unknown>) {
  const { cwd, path, event, api, token } = job;
  const { inputs, runs } = readYaml("action.yml") as Action;
  const temp = scratchFolder();
  const fileOf = (name: string, text = "") => {
    writeFileSync(join(temp, name), text);
    return join(temp, name);
  };
  const [output, summary] = [fileOf("output"), fileOf("summary")];
  const environment = {
    ...job.environment,
    PATH: path,
    GITHUB_ACTIONS: "true",
    GITHUB_ACTION_PATH: fileURLToPath(new URL("../..", import.meta.url)),
    GITHUB_API_URL: api,
    GITHUB_EVENT_PATH: fileOf("event.json", JSON.stringify(event)),
    GITHUB_JOB: "verify",
    GITHUB_OUTPUT: output,
    GITHUB_REPOSITORY: "owner/notes",
    GITHUB_STEP_SUMMARY: summary,
    GITHUB_WORKFLOW: "review",
    GITHUB_WORKSPACE: cwd,
    RUNNER_TEMP: temp,
  };
  const unknown = Object.keys(given).filter((name) => !(name in inputs));
  if (unknown.length > 0) throw new Error(`action.yml has no input ${unknown.join(", ")}`);
  const contexts: Record<string, string> = { "github.token": token };
  for (const [name, { default: value }] of Object.entries(inputs))
    contexts[`inputs.${name}`] = String(given[name] ?? value);
  let [stdout, stderr, exitCode] = ["", "", 0];
  for (const step of runs.steps) {
    if (exitCode !== 0 && step.if === undefined) continue;
    if (step.if !== undefined && !holds(step.if, contexts)) continue;
    const own = Object.entries(step.env ?? {}).map(([name, value]) => [name, fill(value, contexts)]);
    const ran = await runProgram("bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", step.run], {
      cwd,
      environment: { ...environment, ...Object.fromEntries(own) },
    });
    stdout += ran.stdout;
    stderr += ran.stderr;
    exitCode = Math.max(exitCode, ran.exitCode ?? 128);
    for (const line of readFileSync(output, "utf8").split("\n").filter(Boolean)) {
      const [name, ...value] = line.split("=");
      contexts[`steps.${step.id}.outputs.${name}`] = value.join("=");
    }
    writeFileSync(output, "");
  }
  return { stdout, stderr, exitCode, summary: readFileSync(summary, "utf8"), outputs: outputsOf(contexts) };
}

const OUTPUT = "steps.verify.outputs.";

const outputsOf = (contexts: Contexts) =>
  Object.fromEntries(
    Object.entries(contexts).flatMap(([name, value]) =>
      name.startsWith(OUTPUT) ? [[name.slice(OUTPUT.length), value]] : [],
    ),
  );

/** A text with its expressions replaced. */
export function fill(text: string, contexts: Contexts): string {
  return text.replace(/\$\{\{ ([\w.-]+) \}\}/g, (_, name: string) => contexts[name] ?? "");
}

/** Whether a condition holds: what is asked of it here is the same in JavaScript. */
function holds(condition: string, contexts: Contexts): boolean {
  const expression = condition
    .replace(/^\$\{\{(.*)\}\}$/, "$1")
    .replace(/[a-z]+(?:\.[\w-]+)+/g, (name) => JSON.stringify(contexts[name] ?? ""));
  return Boolean(runInNewContext(expression, { cancelled: () => false, always: () => true }));
}
