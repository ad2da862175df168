import { type Tool as ToolDescription, ToolSchema } from "@modelcontextprotocol/sdk/types.js";
import * as z from "zod";
import type { Tool } from "./tool.ts";

/** A tool as the protocol lists it. */
export function describeTool({ name, description, input, readOnly }: Tool): ToolDescription {
  const annotations = { readOnlyHint: readOnly, destructiveHint: false, openWorldHint: false };
  // Draft 7 is what all clients read; what has a default need not be given.
  const schema = z.toJSONSchema(input, { target: "draft-7", io: "input" });
  return { name, description, inputSchema: ToolSchema.shape.inputSchema.parse(schema), annotations };
}
