import { openLedgerOfRun, openLedgerToRead, openLedgerToWrite, openWorkspace } from "@review/cli-kit";
import { getRun } from "@review/db";
import { GATE_REVIEW_CONTRACT } from "@review/protocol";
import { viewProgress } from "@review/views";
import * as z from "zod";
import { readTexts } from "../commands/create/read-texts.ts";
import { prepareRun, startRun } from "../commands/create.ts";
import { giveUp } from "../commands/fail.ts";
import { checkRun, completeRun } from "../commands/finalize.ts";
import { readReview, recordReviews, requestedGate } from "../commands/write.ts";
import { getRunningRun } from "../running-run.ts";
import type { CreatedAnswer } from "./answers.ts";
import { effort, exclude, gates, model, note, run } from "./arguments.ts";
import { defineTool, type NextCall } from "./tool.ts";

const create = defineTool({
  name: "create",
  description:
    "Start a run: one review of one note by some gates. Judge the texts that it returns (note.text by each of gates[].text), not the files, which may change meanwhile. `form` says how a review is written, `settled`, where it is given, what is not to be reported again, `next` how to go on.",
  input: z.strictObject({
    note,
    gates,
    exclude,
    runner: z.string().optional().describe("the program you run in, for example claude-code or codex"),
    model,
    effort,
  }),
  readOnly: false,
  async answer(input, { io, where }): Promise<CreatedAnswer> {
    const prepared = await prepareRun({ ...where, ...input }, io);
    await using ledger = await openLedgerToWrite(prepared.workspace);
    const { note: judged, ...about } = await readTexts(ledger, prepared);
    const { runId, modelId, explanation, gateTexts } = await startRun(ledger, prepared);
    const calls: NextCall[] = [
      ...gateTexts.map(({ gateId: gate }) => ({
        tool: "write",
        arguments: { run: runId, gate, review: "REVIEW" },
      })),
      { tool: "finalize", arguments: { run: runId } },
    ];
    const notices = [...prepared.left, ...(explanation === undefined ? [] : [explanation])];
    // The long texts last.
    const texts = { form: GATE_REVIEW_CONTRACT, ...about, note: judged, gates: gateTexts };
    return { runId, modelId, notices, next: calls, ...texts };
  },
});

const write = defineTool({
  name: "write",
  description:
    "Record the review of one gate in a running run: Markdown with ### Summary, ### Findings (each a list item `- WARN: …` or `- FAIL: …`, the words of the note that show it below, on lines that begin with >) and the last line `## Result: PASS`, WARN, FAIL or ERROR. The form is checked at once; the error says what to mend.",
  input: z.strictObject({
    run,
    gate: z.string().describe("id of the gate that was judged"),
    review: z.string().describe("the whole text of the review"),
    replace: z.boolean().default(false).describe("take the place of a review already written"),
  }),
  readOnly: false,
  async answer({ run: runId, gate, review, replace }, { io, where }) {
    await using ledger = await openLedgerOfRun(await openWorkspace(where, io), runId);
    const gateId = requestedGate(await getRunningRun(ledger, runId), gate);
    const read = readReview(gateId, review, { name: "the text in review", replace });
    return (await recordReviews(ledger, runId, [read])).document;
  },
});

const status = defineTool({
  name: "status",
  description: "Say what of a run is written and what is missing.",
  input: z.strictObject({ run }),
  readOnly: true,
  async answer(input, { io, where }) {
    await using ledger = await openLedgerToRead(await openWorkspace(where, io), { takesIn: false });
    return viewProgress(await getRun(ledger, input.run));
  },
});

const finalize = defineTool({
  name: "finalize",
  description:
    "Complete a run: its pairs are accepted and stay fresh until the note or a gate changes. With a gate missing or with ERROR the run fails for good; `check` asks without changing anything.",
  input: z.strictObject({
    run,
    actualModel: z
      .string()
      .optional()
      .describe("the model that really reviewed, if it is another one than create was told"),
    effort: effort.describe("the reasoning effort of actualModel"),
    check: z.boolean().default(false).describe("only say whether the run would complete; changes nothing"),
  }),
  readOnly: false,
  answer: async (input, { io, where }) => (input.check ? checkRun : completeRun)({ ...where, ...input }, io),
});

const fail = defineTool({
  name: "fail",
  description: "Give a run up that cannot be finished, so that nobody waits for it.",
  input: z.strictObject({ run, reason: z.string().describe("why, in one sentence") }),
  readOnly: false,
  answer: async (input, { io, where }) => giveUp({ ...where, ...input }, io),
});

export const runTools = { create, write, status, finalize, fail };
