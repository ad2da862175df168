import { type Command, gatesCommand, staleCommand } from "@review/cli-kit";
import { EFFORTS, STALE_REASONS } from "@review/lifecycle";
import * as z from "zod";
import { create, fail, finalize, status, write } from "../definitions/run-commands.ts";

/** A tool: a command, and how what an agent gives becomes the command's arguments. */
export interface Tool {
  name: string;
  description: string;
  input: z.ZodObject;
  readOnly: boolean;
  command: Command;
  toCall(input: Record<string, unknown>): { args: object; stdin?: string };
}

const run = z.int().positive().describe("id of the run, from create");
const model = z.string().optional().describe("name of the model that reviews; default: the configuration's");
const effort = z.enum(EFFORTS).optional().describe("reasoning effort; makes a partition of its own");
const gates = z.array(z.string()).describe("gate ids or lenses (directories of gates)");

/** The steps of the split path, under the names that they have on the command line. */
export const tools: readonly Tool[] = [
  {
    name: "stale",
    description: "List the (note, gate) pairs that need a review by a model, with the reason of each.",
    input: z.strictObject({
      gates: gates.optional().describe("gate ids or lenses; without them all gates"),
      model,
      effort,
      note: z.array(z.string()).optional().describe("only these notes"),
      where: z.array(z.string()).optional().describe("only notes whose front matter has key=value"),
      reason: z.enum(STALE_REASONS).optional(),
      diff: z.boolean().optional().describe("with what changed since acceptance"),
    }),
    readOnly: true,
    command: staleCommand,
    toCall: (input) => ({ args: { ...input, allGates: input.gates === undefined } }),
  },
  {
    name: "gates",
    description: "List all gates, or give the text of those named.",
    input: z.strictObject({ gates: gates.optional() }),
    readOnly: true,
    command: gatesCommand,
    toCall: (args) => ({ args }),
  },
  {
    name: "create",
    description:
      "Start a run of one note against gates. Judge the texts it returns (note.text, gates[].text), not the files.",
    input: z.strictObject({
      note: z.string().describe("path of the note"),
      gates,
      runner: z.string().optional().describe("the program you run in, for example claude-code"),
      model,
      effort,
    }),
    readOnly: false,
    command: create,
    toCall: (args) => ({ args }),
  },
  {
    name: "write",
    description:
      "Record the review of one gate: Markdown with ### Summary, ### Findings and a last line `## Result: PASS|WARN|FAIL|ERROR`. The form is checked at once; the error says what to mend.",
    input: z.strictObject({
      run,
      gate: z.string().describe("the gate that was judged"),
      review: z.string().describe("the text of the gate review"),
      replace: z.boolean().default(false).describe("take the place of a review already written"),
    }),
    readOnly: false,
    command: write,
    toCall: ({ run, gate, review, replace }) => ({
      args: { run, gate: [gate], file: ["-"], replace },
      stdin: String(review),
    }),
  },
  {
    name: "status",
    description: "Say what of a run is written and what is missing.",
    input: z.strictObject({ run }),
    readOnly: true,
    command: status,
    toCall: (args) => ({ args }),
  },
  {
    name: "finalize",
    description:
      "Complete a run: its pairs are accepted and stay fresh. With a gate missing the run fails for good; `check` asks without changing anything.",
    input: z.strictObject({
      run,
      actualModel: z.string().optional().describe("the model that really reviewed, if it differs"),
      effort,
      check: z.boolean().default(false).describe("change nothing"),
    }),
    readOnly: false,
    command: finalize,
    toCall: (args) => ({ args }),
  },
  {
    name: "fail",
    description: "Give a run up that cannot be finished, so that nobody waits for it.",
    input: z.strictObject({ run, reason: z.string().describe("why, in one sentence") }),
    readOnly: false,
    command: fail,
    toCall: (args) => ({ args }),
  },
];
