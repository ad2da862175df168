import { Server } from "@modelcontextprotocol/sdk/server/index.js";
import { ListToolsRequestSchema } from "@modelcontextprotocol/sdk/types.js";
import { type CommandRun, EXIT, errorToTell, requireSurroundings, toErrorDocument } from "@review/cli-kit";
import { toolProcedure } from "../procedure.ts";
import { callRequest } from "./call-request.ts";
import { callTool } from "./call-tool.ts";
import { describeTool } from "./describe-tool.ts";
import { lineTransport } from "./line-transport.ts";
import type { JsonDocument } from "./tool.ts";
import { tools } from "./tools.ts";

/** Serves the commands as tools of the Model Context Protocol on standard input and output, until the input ends. */
export const runMcp: CommandRun<unknown> = async ({ root, db, trust }, { io, version }) => {
  await requireSurroundings(io);
  // Not McpServer, which checks the input by itself and answers with an error that is not in our form.
  const server = new Server(
    { name: "review-split", version },
    { capabilities: { tools: {} }, instructions: toolProcedure },
  );
  const where = { root, db, trust, json: true, quiet: true };
  // Standard input is the protocol's: nobody can be asked there.
  const silent = { ...io, ask: async () => undefined };
  server.setRequestHandler(ListToolsRequestSchema, () => ({ tools: tools.map(describeTool) }));
  server.setRequestHandler(callRequest, async ({ params: { name, arguments: given } }) => {
    const document = await callTool(name, given, { io: silent, where });
    try {
      return resultOf(document);
    } catch (error) {
      return resultOf({ ...toErrorDocument(errorToTell(error)) });
    }
  });
  const transport = lineTransport(io);
  await server.connect(transport);
  await transport.serve();
  return EXIT.done;
};

const resultOf = (document: JsonDocument) => ({
  content: [{ type: "text", text: JSON.stringify(document) }],
  structuredContent: document,
  isError: "error" in document,
});
