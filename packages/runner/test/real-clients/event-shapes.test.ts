import { describe, expect, it } from "vitest";
import { compareShapes, describeEvents } from "./event-shapes.mjs";

const RESULT = {
  type: "result",
  subtype: "success",
  is_error: false,
  stop_reason: "end_turn",
  result: "an answer",
  modelUsage: { "some-model": { inputTokens: 1, outputTokens: 2 } },
};

function compare(before: object[], after: object[]): string[] {
  const [was, is] = [before, after].map((events) =>
    describeEvents(
      "claude",
      events.map((event) => JSON.stringify(event)),
    ),
  );
  return was && is ? compareShapes("claude", was, is) : [];
}

describe("compareShapes", () => {
  it.each<[string, object, string[]]>([
    ["another text", { ...RESULT, result: "another answer" }, []],
    ["a field that nobody reads", { ...RESULT, uuid: "x" }, []],
    [
      "a model of another name",
      { ...RESULT, modelUsage: { other: { inputTokens: 9, outputTokens: 9 } } },
      [],
    ],
    [
      "another decisive value",
      { ...RESULT, stop_reason: null },
      ['result/success: stop_reason was "end_turn", is null'],
    ],
    ["another type", { ...RESULT, result: ["an answer"] }, ["result/success: result was string, is list"]],
    [
      "a field less",
      { ...RESULT, modelUsage: { m: { inputTokens: 1 } } },
      ["result/success: modelUsage.*.outputTokens was number, is absent"],
    ],
    [
      "another event",
      { type: "result", subtype: "error_max_turns" },
      ["no result/success any more", "result/error_max_turns is new"],
    ],
  ])("%s", (_case, after, differences) => {
    expect(compare([RESULT], [after])).toEqual(differences);
  });

  it("overlooks kinds of events that nothing is read of, and lines that are no events", () => {
    const lines = describeEvents("codex", ["no JSON", '{"type":"turn.started"}', "null"]);
    expect(compareShapes("codex", lines, describeEvents("codex", []))).toEqual([]);
  });
});
