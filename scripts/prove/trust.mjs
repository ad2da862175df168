// A repository is somebody else's until its user agrees: every command of both programs in repositories that name
// programs, variables and places.
import { commands as nestedCommands } from "../../packages/cli-nested/dist/commands.js";
import { commands as splitCommands } from "../../packages/cli-split/dist/commands.js";
import { requireEnd } from "./require-end.mjs";
import { REVIEW_NESTED, REVIEW_SPLIT } from "./review.mjs";
import { runAsProgram } from "./run-as-program.mjs";
import { runNode } from "./run-process.mjs";
import { agreeAndStart } from "./trust-agreement.mjs";
import { repositories } from "./trust-repositories.mjs";
import { lookAround, requireNothingDone, setUp } from "./trust-scene.mjs";

/**
 * @typedef {import("./trust-repositories.mjs").Repository} Repository
 * @typedef {{ program: string, words: readonly string[] }} Line a command line
 */

/** So many of each kind of command lines are tried in each repository by the short version. */
const SHORT = { bare: 3, examples: 1 };

/** @type {import("./proof.mjs").Proof} */
export const proof = {
  name: "trust",
  title: "nothing that a repository names has an effect before its user agreed",
  notOnServer: "it is about what a repository names, before any ledger is opened",
  jobs: 2,
  *trials({ size }) {
    for (const repository of repositories) {
      yield {
        name: `a repository with ${repository.name}`,
        run: (context) => attack(context, repository, size),
      };
    }
  },
};

/** Every example of every command, so that a new command is attacked, too. The one that agrees is no attack; `ui` does not end. */
const EXAMPLES = [...linesOf(REVIEW_NESTED, nestedCommands), ...linesOf(REVIEW_SPLIT, splitCommands)].filter(
  ({ words }) => words.join(" ") !== "trust --yes" && words[0] !== "ui",
);

/** What leaves as much as possible to the repository. @type {readonly Line[]} */
const BARE = [
  ...[
    "sweep --all-gates",
    "bundle notes/a.md prose/clarity",
    "ledger copy .review/ledger.sqlite copy.sqlite",
    "doctor",
    "init --with-gates",
    "trust",
  ].map((line) => ({ program: REVIEW_NESTED, words: line.split(" ") })),
  {
    program: REVIEW_SPLIT,
    words: ["create", "notes/a.md", "prose/clarity", "--runner", "r", "--model", "m"],
  },
];

/**
 * @param {string} program
 * @param {readonly { usage: readonly string[], examples: readonly (readonly [string, string])[] }[]} commands
 * @returns {Line[]}
 */
function linesOf(program, commands) {
  return commands.flatMap(({ usage, examples }) => {
    if (examples.length === 0) throw new Error(`${usage[0]} has no example to attack with`);
    return examples.map(([line]) => ({ program, words: splitExample(line) }));
  });
}

/** The words of an example as a shell reads them, up to a redirection. @param {string} line */
function splitExample(line) {
  const [command = ""] = line.split(/ [|>]/);
  return [...command.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, word]) => quoted ?? word ?? "");
}

/**
 * @param {import("./proof.mjs").TrialContext} context
 * @param {Repository} repository
 * @param {import("./proof.mjs").Size} size
 */
async function attack({ folder, random, count }, repository, size) {
  const scene = await setUp(repository, folder);
  const lines =
    size === "long"
      ? [...BARE, ...EXAMPLES]
      : [...random.sample(BARE, SHORT.bare), ...random.sample(EXAMPLES, SHORT.examples)];
  for (const { program, words } of lines) {
    const args = words.map((word) => (word.startsWith("/path/") ? scene.root : word));
    const before = lookAround(scene);
    const ran = await runNode([program, ...args], { ...scene, cwd: scene.root, input: MESSAGES });
    if (![0, 1, 2, 3, 4].includes(ran.exitCode ?? -1)) requireEnd(ran, 0);
    requireNothingDone(scene, { args, before, said: ran.stderr });
    count("commands in hostile repositories");
  }
  if (repository.starts) await agreeAndStart(scene, repository.starts, count);
}

/** What an agent would send to `mcp`; to all other commands it is an input like any other. */
const MESSAGES = [
  {
    id: 1,
    method: "initialize",
    params: { protocolVersion: "2025-06-18", capabilities: {}, clientInfo: { name: "a", version: "1" } },
  },
  { method: "notifications/initialized" },
  {
    id: 2,
    method: "tools/call",
    params: { name: "create", arguments: { note: "notes/a.md", gates: ["prose"], model: "m" } },
  },
  { id: 3, method: "tools/call", params: { name: "stale", arguments: { model: "m" } } },
]
  .map((message) => `${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`)
  .join("");

await runAsProgram(import.meta, proof);
