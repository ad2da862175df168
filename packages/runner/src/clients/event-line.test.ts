import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readEventLine } from "./event-line.ts";

describe("readEventLine", () => {
  it.each([
    ["as it is", '{"type":"result","subtype":"success"}'],
    ["with its type last", '{"is_error":false,"type":"result"}'],
    ["with blanks", ' { "type" : "result" } '],
    ["behind terminal codes", '\u001b[?2004h\u001b]0;title\u0007{"type":"result"}'],
    ["between terminal codes", '\u001b[2K{"type":"result"}\u001b[?25h'],
    ["behind a word of somebody else", 'npm warn {config} {} {"type":"result"}'],
    ["behind an event that was cut off", '{"type":"assistant","message":{"content":[{"ty{"type":"result"}'],
  ])("finds an event %s", (_how, line) => {
    expect(readEventLine(line)?.type).toBe("result");
  });

  it.each(["", "thinking…", "{}", "[]", "null", '"type"', '{"type":1}', '{"type":""}', '{"type":"result"'])(
    "finds none in %j",
    (line) => expect(readEventLine(line)).toBeUndefined(),
  );

  it("gives all fields, whatever stands before the brace", () => {
    const noise = fc.string().filter((text) => !text.includes("{"));
    const fields = fc.dictionary(fc.string(), fc.jsonValue());
    fc.assert(
      fc.property(noise, fields, (before, rest) => {
        const event = JSON.parse(JSON.stringify({ ...rest, type: "result" }));
        expect(readEventLine(before + JSON.stringify(event))).toEqual({ type: "result", fields: event });
      }),
    );
  });

  it("is quick with a line of braces", () => {
    expect(readEventLine("{".repeat(5_000_000))).toBeUndefined();
  });
});
