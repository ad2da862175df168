import type { JsonObject } from "@review/db/guards";
import type { ReviewRequest } from "../../runner.ts";
import { collectAnswer } from "../answer-text.ts";
import type { ClientReader, ClientSettings, LineReading } from "../client.ts";
import { describeEvent } from "../describe-event.ts";
import { describeToolUse } from "../describe-tool-use.ts";
import { textOf } from "../json-fields.ts";
import { lineReader } from "../line-reader.ts";
import { unescapeAtSigns } from "./at-signs.ts";
import { judgeGeminiRun } from "./ending.ts";
import { noGeminiFacts } from "./facts.ts";
import { geminiTelemetry } from "./telemetry.ts";

/**
 * Reads the events of `gemini --output-format stream-json`. The answer is every `message` of the assistant, in order, up to
 * the `result`; those that follow each other are parts of one text.
 */
export function readGemini(request: ReviewRequest, { isolated = true }: ClientSettings = {}): ClientReader {
  const facts = noGeminiFacts();
  const answer = collectAnswer(request.token);
  const giveBack = unescapeAtSigns(request.prompt);
  const wholeAnswer = () => giveBack(answer.text());
  /** Whether the last event was a part of a text, which may go on. */
  let isOpen = false;

  const readMessage = ({ role, content }: JsonObject): LineReading => {
    // The other one repeats the prompt.
    if (role !== "assistant" || typeof content !== "string") return { understood: true };
    answer.add(content, isOpen);
    isOpen = true;
    return { understood: true, answer: content, progress: { kind: "text", text: giveBack(content) } };
  };

  const readEvent = (type: string, event: JsonObject): LineReading => {
    if (type === "message") return readMessage(event);
    isOpen = false;
    const reading: LineReading = { understood: true, log: describeEvent(event) };
    switch (type) {
      case "init":
        facts.sessionId = textOf(event.session_id);
        return reading;
      case "tool_use": {
        const text = describeToolUse({ name: event.tool_name, input: event.parameters });
        return { ...reading, progress: { kind: "tool", text } };
      }
      case "tool_result":
        return reading;
      case "error":
        if (event.severity !== "warning") facts.error = textOf(event.message) ?? facts.error;
        else if (/loop detected/i.test(textOf(event.message) ?? "")) facts.looped = true;
        return reading;
      case "result":
        facts.result = event;
        return { ...reading, finished: true };
      default:
        return { ...reading, understood: false };
    }
  };

  return {
    line: lineReader(facts, readEvent, { isOver: () => facts.result !== undefined }),
    answer: wholeAnswer,
    end: (exit) => {
      const text = wholeAnswer();
      return {
        ended: judgeGeminiRun({ facts, hasText: text.trim() !== "", exit, request }),
        text,
        telemetry: geminiTelemetry(facts, exit, isolated ? request.effort : undefined),
      };
    },
  };
}
