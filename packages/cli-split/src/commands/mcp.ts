import { Server } from "@modelcontextprotocol/sdk/server/index.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { CallToolRequestSchema, ListToolsRequestSchema } from "@modelcontextprotocol/sdk/types.js";
import { type CommandRun, requireSurroundings } from "@review/cli-kit";
import { callTool } from "../mcp/call-tool.ts";
import { describeTool } from "../mcp/describe-tool.ts";
import { tools } from "../mcp/tools.ts";

/** Serves the commands as tools of the Model Context Protocol on standard input and output, until the input ends. */
export const runMcp: CommandRun<unknown> = async ({ root, db }, { io, version }) => {
  await requireSurroundings(io);
  // Not McpServer, which checks the input by itself and answers with an error that is not in our form.
  const server = new Server({ name: "review-split", version }, { capabilities: { tools: {} } });
  const where = { ...(root !== undefined && { root }), ...(db !== undefined && { db }) };
  server.setRequestHandler(ListToolsRequestSchema, () => ({ tools: tools.map(describeTool) }));
  server.setRequestHandler(CallToolRequestSchema, async ({ params: { name, arguments: given = {} } }) => {
    const document = await callTool(name, given, { io, version, ...where });
    return {
      content: [{ type: "text", text: JSON.stringify(document) }],
      structuredContent: document,
      isError: "error" in document,
    };
  });
  await server.connect(new StdioServerTransport());
  await new Promise<void>((ended) => {
    server.onclose = ended;
  });
  return 0;
};
