import { type Command, defineCommand, gatesCommand, staleCommand } from "@review/cli-kit";
import { create, fail, finalize, status, write } from "./run-commands.ts";

const instructions = defineCommand({
  usage: ["instructions"],
  describe: "print the whole procedure for an agent",
  examples: [["instructions >> AGENTS.md", "into an agent's instruction file"]],
  build: (parser) => parser.options({}),
  load: async () => (await import("./commands/instructions.ts")).runInstructions,
});

const mcp = defineCommand({
  usage: ["mcp"],
  describe: "serve create, write, finalize, status, stale and gates as MCP tools on stdio",
  examples: [["mcp --root /path/of/tree", "what an agent's MCP configuration starts"]],
  build: (parser) => parser.options({}),
  load: async () => (await import("./commands/mcp.ts")).runMcp,
});

/** Everything `review-split` can do. */
export const commands: readonly Command[] = [
  create,
  write,
  finalize,
  status,
  fail,
  staleCommand,
  gatesCommand,
  instructions,
  mcp,
];
