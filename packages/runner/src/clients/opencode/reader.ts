import type { JsonObject } from "@review/db/guards";
import type { ReviewRequest } from "../../runner.ts";
import { collectAnswer } from "../answer-text.ts";
import type { ClientReader, LineReading } from "../client.ts";
import { describeEvent } from "../describe-event.ts";
import { describeToolUse } from "../describe-tool-use.ts";
import { objectOf, textOf } from "../json-fields.ts";
import { lineReader } from "../line-reader.ts";
import { judgeOpencodeRun } from "./ending.ts";
import { noOpencodeFacts } from "./facts.ts";
import { addStep, opencodeTelemetry } from "./telemetry.ts";

/**
 * Reads the events of `opencode run --format json`. The answer is every `text`, in order; each comes when it is complete. A step that
 * ends for another reason than a call of tools is the last one.
 */
export function readOpencode(request: ReviewRequest): ClientReader {
  const facts = noOpencodeFacts();
  const answer = collectAnswer(request.token);

  const readText = (event: JsonObject, text: string): LineReading => {
    answer.add(text);
    const shown = text.endsWith("\n") ? text : `${text}\n`;
    const log = describeEvent(event, [text]);
    return { understood: true, answer: shown, log, progress: { kind: "text", text: shown } };
  };

  const readEvent = (type: string, event: JsonObject): LineReading => {
    const reading: LineReading = { understood: true, log: describeEvent(event) };
    const part = objectOf(event.part);
    facts.sessionId = textOf(event.sessionID) ?? facts.sessionId;
    switch (type) {
      case "text":
        return typeof part.text === "string" ? readText(event, part.text) : reading;
      case "tool_use": {
        const text = describeToolUse({ name: part.tool, input: objectOf(part.state).input });
        return { ...reading, progress: { kind: "tool", text } };
      }
      case "step_finish":
        addStep(facts, part);
        facts.reason = textOf(part.reason);
        return { ...reading, finished: facts.reason !== "tool-calls" };
      case "error":
        facts.error = objectOf(event.error);
        return { ...reading, finished: true };
      case "step_start":
      case "reasoning":
        return reading;
      default:
        return { ...reading, understood: false };
    }
  };

  return {
    line: lineReader(facts, readEvent),
    answer: answer.text,
    end: (exit) => {
      const text = answer.text();
      return {
        ended: judgeOpencodeRun({ facts, hasText: text.trim() !== "", exit, request }),
        text,
        telemetry: opencodeTelemetry(facts, exit, request.effort),
      };
    },
  };
}
