// What reaches a reviewer, and what of it is kept.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { makeKnowledgeBase, TRUSTED } from "./knowledge-base.mjs";
import { requireEnd } from "./require-end.mjs";
import { program, REVIEW_NESTED } from "./review.mjs";
import { runNode } from "./run-process.mjs";

/** @typedef {import("./proof.mjs").TrialContext} Context */

/** @param {import("./proof.mjs").Size} size @returns {Generator<import("./proof.mjs").Trial>} */
export function* reviewerTrials(size) {
  for (const asked of size === "long" ? ["stdin", "file", "claude-code"] : ["file"]) {
    const name = `text of notes and secrets, with a reviewer asked by ${asked}`;
    yield { name, run: (context) => spy(context, asked) };
  }
  yield { name: "text of notes, with checks", run: runChecks };
}

/** Text that would do something in a shell, and can be found again. */
const MARK = "text-of-a-note";
const HOSTILE_TEXT = `# ${MARK}\n\n$(touch pwned) \`touch pwned\` ; touch pwned | touch pwned\n\n"'\\; touch pwned #\n`;
const HOSTILE_NAME = "notes/$(touch pwned); touch pwned `touch pwned` & 'x' \"y\".md";
const SECRETS = {
  AWS_SECRET_ACCESS_KEY: "planted-aws-wJalrXUtnFEMI",
  GITHUB_TOKEN: "planted-github-16C7e42F292c6912E7",
  ANTHROPIC_API_KEY: "planted-anthropic-78910",
  OPENAI_API_KEY: "planted-openai-78910",
};
/** What the configuration passes on, or the client is logged in with: it reaches the reviewer, and nothing keeps it. */
const PASSED = { MY_TOKEN: 'planted "passed" token/1234567' };

/** @param {Context} context @param {string} asked */
async function spy({ folder, count }, asked) {
  const root = join(folder, "tree");
  const isClient = asked === "claude-code";
  const mine = { command: [program("spy.mjs")], prompt: asked, passEnv: ["MY_TOKEN"] };
  const runners = isClient
    ? { "claude-code": { path: program("spy.mjs"), passEnv: ["MY_TOKEN"] } }
    : { mine };
  const files = {
    [HOSTILE_NAME]: HOSTILE_TEXT,
    "notes/one.md": HOSTILE_TEXT,
    "gates/prose/clarity.md": `---\nname: "$(touch pwned)"\n---\n${HOSTILE_TEXT}`,
  };
  makeKnowledgeBase(root, { files, config: { runners } });
  const reviewer = ["--runner", isClient ? "claude-code" : "mine", "--model", "opus", TRUSTED];
  const environment = { ...SECRETS, ...PASSED };
  const sweep = await runNode([REVIEW_NESTED, "sweep", "--all-gates", ...reviewer], {
    cwd: root,
    environment,
  });
  requireEnd(sweep, 0);

  for (const line of readFileSync(join(folder, "spied.jsonl"), "utf8").trimEnd().split("\n")) {
    const { args, env, modes } = JSON.parse(line);
    const given = JSON.stringify([args, env]);
    if (given.includes(MARK)) throw new Error(`text of a note stands beside the prompt: ${given}`);
    const secrets = { ...SECRETS, ...(isClient && { ANTHROPIC_API_KEY: "" }) };
    const leaked = Object.values(secrets).filter((secret) => secret !== "" && given.includes(secret));
    if (leaked.length > 0) throw new Error(`reached the reviewer: ${leaked}`);
    if (env.MY_TOKEN !== PASSED.MY_TOKEN) throw new Error("what was to be passed did not reach the reviewer");
    if (asked === "file" && modes.join() !== "600,700")
      throw new Error(`the prompt's file has modes ${modes}`);
    count("reviewers spied on");
  }
  requireNotPwned(root);
  requireNoSecrets(root);
  const show = await runNode([REVIEW_NESTED, "show", "1", "--raw"], { cwd: root });
  requireEnd(show, 0);
  if (!show.stdout.includes("[redacted]")) throw new Error("the answer was not looked through");
}

/** @param {string} folder */
function requireNotPwned(folder) {
  const found = readdirSync(folder, { recursive: true }).filter((name) => String(name).endsWith("pwned"));
  if (found.length > 0) throw new Error(`a command ran: ${found}`);
}

/** No file of the ledger has a planted secret in it, in whatever form. @param {string} root */
function requireNoSecrets(root) {
  const names = readdirSync(join(root, ".review"));
  const values = Object.values({ ...SECRETS, ...PASSED });
  const forms = values.flatMap((value) => [value, JSON.stringify(value).slice(1, -1)]);
  for (const name of names) {
    const bytes = readFileSync(join(root, ".review", name)).toString("latin1");
    const kept = forms.filter((form) => bytes.includes(form));
    if (kept.length > 0) throw new Error(`${name} keeps ${kept}`);
  }
}

/** A check gets the note's path as one argument, and no shell reads it. @param {Context} context */
async function runChecks({ folder, count }) {
  const root = join(folder, "tree");
  const check = JSON.stringify([program("spy.mjs"), "; touch pwned", "$(touch pwned)"]);
  makeKnowledgeBase(root, {
    files: {
      [HOSTILE_NAME]: HOSTILE_TEXT,
      "notes/-rf.md": HOSTILE_TEXT,
      "gates/prose/clarity.md": `---\ncheck: ${check}\n---\n${HOSTILE_TEXT}`,
    },
  });
  const environment = { ...SECRETS, ...PASSED };
  const sweep = await runNode([REVIEW_NESTED, "sweep", "--all-gates", "--runner", "checks", TRUSTED], {
    cwd: root,
    environment,
  });
  requireEnd(sweep, 0);
  const lines = readFileSync(join(folder, "spied.jsonl"), "utf8").trimEnd().split("\n");
  for (const line of lines) {
    const { args, env } = JSON.parse(line);
    const [first, second, path, ...more] = args;
    const isExact = first === "; touch pwned" && second === "$(touch pwned)" && more.length === 0;
    if (!isExact || !existsSync(join(root, path)) || !path.startsWith("./"))
      throw new Error(`arguments: ${args}`);
    const leaked = Object.values({ ...SECRETS, ...PASSED }).filter((secret) =>
      JSON.stringify(env).includes(secret),
    );
    if (leaked.length > 0) throw new Error(`reached a check: ${leaked}`);
    count("checks spied on");
  }
  requireNotPwned(root);
  requireNoSecrets(root);
}
