import { type Command, defineCommand } from "@review/cli-kit";

const instructions = defineCommand({
  usage: ["instructions"],
  describe: "print the whole procedure for an agent",
  examples: [["instructions >> AGENTS.md", "into an agent's instruction file"]],
  build: (parser) => parser.options({}),
  load: async () => (await import("../commands/instructions.ts")).runInstructions,
});

const mcp = defineCommand({
  usage: ["mcp"],
  describe: "serve the commands, with warns and why, as MCP tools on stdio",
  examples: [["mcp --root /path/of/tree", "what an agent's MCP configuration starts"]],
  build: (parser) => parser.options({}),
  load: async () => (await import("../mcp/serve.ts")).runMcp,
});

export const agentCommands: readonly Command[] = [instructions, mcp];
