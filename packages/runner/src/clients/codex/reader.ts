import type { JsonObject } from "@review/db/guards";
import { toOneLine } from "../../one-line.ts";
import type { ReviewRequest } from "../../runner.ts";
import { collectAnswer } from "../answer-text.ts";
import type { ClientReader, LineReading } from "../client.ts";
import { describeEvent } from "../describe-event.ts";
import { objectOf, textOf } from "../json-fields.ts";
import { lineReader } from "../line-reader.ts";
import { judgeCodexRun } from "./ending.ts";
import { type CodexFacts, noCodexFacts } from "./facts.ts";
import { noRolloutFacts, readRollout, rolloutFile } from "./rollout.ts";
import { codexTelemetry } from "./telemetry.ts";

/**
 * Reads the events of `codex exec --json`. The answer is every `agent_message`, in order, until the turn is completed.
 * An `error` event is not the end: codex reconnects, and may then print a message that it had printed before.
 */
export function readCodex(request: ReviewRequest): ClientReader {
  const facts = noCodexFacts();
  const rollout = noRolloutFacts();
  const answer = collectAnswer(request.token);
  let rolloutLine: ((line: string) => void) | undefined;

  const readItem = (type: string, event: JsonObject): LineReading => {
    const reading: LineReading = { understood: true };
    const item = objectOf(event.item);
    if (item.type === "error") {
      noteRerouting(facts, item);
      return { ...reading, log: describeEvent(event) };
    }
    facts.hasOutput = true;
    if (type === "item.completed" && item.type === "agent_message" && typeof item.text === "string") {
      answer.add(item.text);
      const text = item.text.endsWith("\n") ? item.text : `${item.text}\n`;
      const log = describeEvent(event, [item.text]);
      return { ...reading, answer: text, log, progress: { kind: "text", text } };
    }
    const isStart = type === "item.started" && item.type === "command_execution";
    const command = isStart ? textOf(item.command) : undefined;
    return { ...reading, log: describeEvent(event), ...(command && showTool(`$ ${command}`)) };
  };

  const readEvent = (type: string, event: JsonObject): LineReading => {
    const reading: LineReading = { understood: true, log: describeEvent(event) };
    switch (type) {
      case "thread.started":
        facts.threadId = textOf(event.thread_id);
        return reading;
      case "turn.started":
        return reading;
      case "item.started":
      case "item.updated":
      case "item.completed":
        return readItem(type, event);
      case "error":
        answer.askedAgain();
        return { ...reading, ...showTool(textOf(event.message) ?? "error") };
      case "turn.completed":
        facts.completed = objectOf(event.usage);
        return { ...reading, finished: true };
      case "turn.failed":
        facts.failed = textOf(objectOf(event.error).message) ?? "";
        return { ...reading, finished: true };
      default:
        return { ...reading, understood: false };
    }
  };

  return {
    line: lineReader(facts, readEvent, { isOver: () => facts.completed !== undefined }),
    answer: answer.text,
    sessionFile: (environment) => rolloutFile(facts.threadId, environment),
    sessionLine: (line) => {
      rolloutLine ??= readRollout(rollout, facts.threadId);
      rolloutLine(line);
    },
    end: (exit) => {
      const text = answer.text();
      return {
        ended: judgeCodexRun({ facts, rollout, hasText: text.trim() !== "", exit, request }),
        text,
        telemetry: codexTelemetry({ facts, rollout, exit, request }),
      };
    },
  };
}

/** What a person is shown of something that is not the answer. */
function showTool(text: string): Pick<LineReading, "progress"> {
  return { progress: { kind: "tool", text: toOneLine(text, 160) } };
}

/** `model rerouted: A -> B (reason)`: B answers from now on, and A has answered if there was output before. */
function noteRerouting(facts: CodexFacts, item: JsonObject): void {
  const [, from, to] = /^model rerouted: (\S+) -> (\S+)/.exec(textOf(item.message) ?? "") ?? [];
  for (const model of [facts.hasOutput ? from : undefined, to]) {
    if (model !== undefined && facts.rerouted.size < 2) facts.rerouted.add(model);
  }
}
