import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import type { CommandRun } from "@review/cli-kit";
import { callCommand } from "../mcp/call-command.ts";
import { tools } from "../mcp/tools.ts";

/** Serves the commands as tools of the Model Context Protocol on standard input and output, until the input ends. */
export const runMcp: CommandRun<unknown> = async ({ root, db }, { io, version }) => {
  const server = new McpServer({ name: "review-split", version });
  const where = { ...(root !== undefined && { root }), ...(db !== undefined && { db }) };
  for (const { name, description, input, readOnly, command, toCall } of tools) {
    const annotations = { readOnlyHint: readOnly, destructiveHint: false, openWorldHint: false };
    server.registerTool(name, { description, inputSchema: input.shape, annotations }, async (given) => {
      const { args, stdin } = toCall(given);
      const document = await callCommand(command, args, { io, version, ...where, ...(stdin && { stdin }) });
      return {
        content: [{ type: "text", text: JSON.stringify(document) }],
        structuredContent: document,
        isError: "error" in document,
      };
    });
  }
  await server.connect(new StdioServerTransport());
  await new Promise<void>((ended) => {
    server.server.onclose = ended;
  });
  return 0;
};
