import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Client } from "../src/clients/client.ts";
import { clients } from "../src/clients/known-clients.ts";
import { FAILURE_KINDS } from "../src/execution.ts";
import type { ProcessEnd } from "../src/process/subprocess.ts";
import { tellFailure } from "../src/remedy.ts";
import { listScenarios, listVersions, readTranscript, replay, type Transcript } from "./replay-transcript.ts";

const KINDS = ["completed", ...FAILURE_KINDS];
const CAUSES = [
  "exited",
  "killed",
  "timeout",
  "interrupted",
  "too-much-output",
  "not-found",
  "cannot-start",
] as const satisfies readonly ProcessEnd["cause"][];

const processEnds = fc.record(
  {
    cause: fc.constantFrom(...CAUSES),
    exitCode: fc.option(fc.nat(255), { nil: undefined }),
    signal: fc.constantFrom(undefined, "SIGTERM", "SIGKILL", "SIGINT"),
    stderr: fc.string({ unit: "binary" }),
  },
  { requiredKeys: [] },
);

// Events whose outer shape is right and whose fields are anything: further in than arbitrary JSON gets.
const anything = fc.jsonValue();
const events = fc.oneof(
  fc.record({
    type: fc.constantFrom("system", "assistant", "user", "result", "stream_event", "rate_limit_event"),
    subtype: fc.oneof(fc.constantFrom("init", "api_retry", "success", "error_max_turns"), anything),
    message: fc.oneof(
      fc.record({
        model: anything,
        content: fc.array(
          fc.record({ type: fc.constantFrom("text", "tool_use"), text: anything, input: anything }),
        ),
      }),
      anything,
    ),
    event: fc.oneof(
      fc.record({ type: fc.constantFrom("content_block_delta", "message_start"), delta: anything }),
      anything,
    ),
    rate_limit_info: fc.record({
      status: fc.constant("rejected"),
      resetsAt: fc.oneof(fc.double(), anything),
    }),
    modelUsage: anything,
    result: anything,
    errors: anything,
    is_error: anything,
  }),
  fc.record({
    type: fc.constantFrom(
      "thread.started",
      "item.completed",
      "item.started",
      "error",
      "turn.completed",
      "turn.failed",
    ),
    thread_id: anything,
    message: anything,
    usage: anything,
    error: fc.oneof(fc.record({ message: fc.oneof(fc.string(), anything) }), anything),
    item: fc.oneof(
      fc.record({
        type: fc.constantFrom("agent_message", "error", "command_execution"),
        text: anything,
        message: anything,
      }),
      anything,
    ),
  }),
  fc.record({
    type: fc.constantFrom("step_start", "text", "tool_use", "step_finish", "error"),
    part: fc.oneof(
      fc.record({
        text: fc.oneof(fc.string(), anything),
        tool: anything,
        state: anything,
        reason: fc.oneof(fc.constantFrom("stop", "length", "tool-calls"), anything),
        cost: fc.oneof(fc.double(), anything),
        tokens: fc.oneof(fc.record({ input: anything, output: fc.double(), cache: anything }), anything),
      }),
      anything,
    ),
    error: fc.oneof(
      fc.record({
        name: anything,
        data: fc.oneof(fc.record({ message: fc.string(), responseBody: anything }), anything),
      }),
      anything,
    ),
  }),
  fc.record({
    type: fc.constantFrom("init", "message", "tool_use", "tool_result", "error", "result"),
    role: fc.constantFrom("user", "assistant"),
    content: fc.oneof(fc.string(), anything),
    tool_name: anything,
    parameters: anything,
    severity: fc.constantFrom("error", "warning"),
    message: fc.oneof(fc.string(), anything),
    status: fc.oneof(fc.constantFrom("success", "error"), anything),
    error: fc.oneof(fc.record({ message: fc.oneof(fc.string(), anything) }), anything),
    stats: fc.oneof(
      fc.record({
        total_tokens: anything,
        input_tokens: anything,
        models: fc.oneof(fc.dictionary(fc.string(), fc.record({ total_tokens: anything })), anything),
      }),
      anything,
    ),
  }),
);
const lines = fc.array(
  fc.oneof(
    fc.string({ unit: "binary" }),
    fc.json(),
    events.map((event) => JSON.stringify(event)),
  ),
);

const TRANSCRIPTS = clients.map((client) => ({
  client,
  transcripts: listVersions(client.program).flatMap((version) =>
    listScenarios(client.program, version).map((scenario) =>
      readTranscript(client.program, scenario, version),
    ),
  ),
}));

function expectAnExecution(client: Client, transcript: Transcript, end: Partial<ProcessEnd>): void {
  const { ended, text, telemetry } = replay(client, transcript, end);
  expect(KINDS).toContain(ended.how);
  expect(typeof text).toBe("string");
  expect(JSON.parse(JSON.stringify(telemetry))).toEqual(telemetry);
  if (ended.how !== "completed") {
    expect(tellFailure(ended)).toMatch(/^[^\n\r]{1,1000}$/);
  } else {
    expect(text.trim()).not.toBe("");
    expect({ ...transcript.process, ...end }).toMatchObject({ cause: "exited", exitCode: 0 });
  }
}

describe.each(TRANSCRIPTS)("the reader of $client.name", ({ client, transcripts }) => {
  const [first] = transcripts;
  if (!first) throw new Error("there are no transcripts");

  it("makes something of any lines", () => {
    fc.assert(
      fc.property(lines, lines, processEnds, (lines, session, end) => {
        expectAnExecution(client, { ...first, lines, session }, end);
      }),
      { numRuns: 500 },
    );
  });

  it("makes something of damaged transcripts", () => {
    const damaged = fc.constantFrom(...transcripts).chain((transcript) =>
      fc.record({
        transcript: fc.constant(transcript),
        order: fc.shuffledSubarray([...transcript.lines.keys(), ...transcript.lines.keys()]),
        cuts: fc.array(fc.nat(2000), { maxLength: 3 }),
        session: fc.subarray(transcript.session),
      }),
    );
    fc.assert(
      fc.property(damaged, processEnds, ({ transcript, order, cuts, session }, end) => {
        const lines = order.map((at, index) => {
          const line = transcript.lines[at] ?? "";
          const cut = cuts[index];
          return cut === undefined ? line : line.slice(0, cut);
        });
        expectAnExecution(client, { ...transcript, lines, session }, end);
      }),
      { numRuns: 300 },
    );
  });

  it("makes something of an event of any depth", () => {
    const deep = `{"type":"system","item":${"[".repeat(200_000)}${"]".repeat(200_000)}}`;
    expectAnExecution(client, { ...first, lines: [deep], session: [deep] }, {});
  });

  it("says the same for the same lines", () => {
    for (const transcript of transcripts)
      expect(replay(client, transcript)).toEqual(replay(client, transcript));
  });

  it("takes no run for a success whose last line is missing", () => {
    for (const transcript of transcripts) {
      const cut = { ...transcript, lines: transcript.lines.slice(0, -1) };
      expect(replay(client, cut).ended.how).not.toBe("completed");
    }
  });

  it("takes no run for a success that did not exit with 0", () => {
    for (const transcript of transcripts) {
      for (const end of [
        { exitCode: 1 },
        { cause: "killed", exitCode: undefined, signal: "SIGTERM" },
      ] as const) {
        expect(replay(client, transcript, end).ended.how).not.toBe("completed");
      }
    }
  });
});
