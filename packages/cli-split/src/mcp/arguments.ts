import { EFFORTS } from "@review/lifecycle";
import * as z from "zod";

export const run = z.int().positive().describe("id of the run: runId of create; may be given as runId, too");
export const model = z
  .string()
  .optional()
  .describe("name of the model that reviews, which is you; default: the configuration's");
export const effort = z
  .enum(EFFORTS)
  .optional()
  .describe("reasoning effort, if reviews with different efforts are to be kept apart");
export const exactModel = z
  .boolean()
  .optional()
  .describe("only what the named model itself accepted counts, and not what others did that answered for it");
export const note = z.string().describe("path of the note, relative to the root");
export const notes = z.array(z.string()).optional().describe("notes, folders of them or globs: only these");
export const exclude = z.array(z.string()).optional().describe("gate ids or lenses that are left out");
export const gates = z.array(z.string()).describe("gate ids, or lenses (directories of gates)");
