import {
  CallToolRequestParamsSchema,
  CallToolRequestSchema,
  ErrorCode,
  McpError,
} from "@modelcontextprotocol/sdk/types.js";
import * as z from "zod";
import { readAllArguments } from "./read-arguments.ts";

/** The request of the SDK, but that arguments may be JSON text, null or left out: some clients send them so. */
export const callRequest = CallToolRequestSchema.extend({
  params: CallToolRequestParamsSchema.extend({
    arguments: z.preprocess(
      (given) => {
        const read = readAllArguments(given);
        if (read) return read;
        throw new McpError(ErrorCode.InvalidParams, "arguments must be an object with the tool's arguments");
      },
      // Whatever it is called: what no tool takes is refused by its name.
      z.custom<Readonly<Record<string, unknown>>>(),
    ),
  }),
});
