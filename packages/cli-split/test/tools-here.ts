import { checkDocument } from "@review/test-kit/documents.ts";
import { fakeIo } from "@review/test-kit/fake-io.ts";
import { callTool } from "../src/mcp/call-tool.ts";
import type { JsonDocument } from "../src/mcp/tool.ts";

/** Calls the tools of `review-split mcp` in a folder, within this process. */
export function toolsHere(
  cwd: string,
  options: { root?: string; db?: string; environment?: Record<string, string> } = {},
): (name: string, given?: Record<string, unknown>) => Promise<JsonDocument> {
  const { environment = {}, ...where } = options;
  const { io, out } = fakeIo({ cwd, environment });
  return async (name, given = {}) => {
    const document = await callTool(name, given, { io, where: { ...where, json: true, quiet: true } });
    // The output belongs to the protocol.
    if (out() !== "") throw new Error(`something was printed: ${out()}`);
    // As it goes over the wire.
    const sent = JSON.parse(JSON.stringify(document)) as JsonDocument;
    checkDocument("ToolDocuments", [name], sent);
    return sent;
  };
}
