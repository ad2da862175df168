import { toOneLine } from "../../one-line.ts";
import type { ReviewRequest } from "../../runner.ts";
import { collectAnswer } from "../answer-text.ts";
import type { ClientReader, LineReading } from "../client.ts";
import { describeEvent, describeLine } from "../describe-event.ts";
import { type JsonObject, objectOf, parseJsonObject, textOf } from "../json-fields.ts";
import { judgeCodexRun } from "./ending.ts";
import { type CodexFacts, noCodexFacts } from "./facts.ts";
import { noRolloutFacts, readRollout, rolloutFile } from "./rollout.ts";
import { codexTelemetry } from "./telemetry.ts";

/**
 * Reads the events of `codex exec --json`. The answer is every `agent_message`, in order. An `error` event is
 * not the end: codex reconnects, and may then print a message that it had printed before.
 */
export function readCodex(request: ReviewRequest): ClientReader {
  const facts = noCodexFacts();
  const rollout = noRolloutFacts();
  const answer = collectAnswer(request.token);
  let rolloutLine: ((line: string) => void) | undefined;

  const readItem = (event: JsonObject): LineReading => {
    const item = objectOf(event.item);
    if (item.type === "error") {
      noteRerouting(facts, item);
      return { log: describeEvent(event) };
    }
    facts.hasOutput = true;
    if (event.type === "item.started") {
      const log = describeEvent(event);
      const command = item.type === "command_execution" ? textOf(item.command) : undefined;
      return command ? { log, progress: { kind: "tool", text: toOneLine(`$ ${command}`, 160) } } : { log };
    }
    if (item.type !== "agent_message" || typeof item.text !== "string") return { log: describeEvent(event) };
    answer.add(item.text);
    const text = item.text.endsWith("\n") ? item.text : `${item.text}\n`;
    return { log: describeEvent(event, [item.text]), progress: { kind: "text", text } };
  };

  return {
    line: (line) => {
      if (line.trim() === "") return {};
      const event = parseJsonObject(line);
      if (!event) {
        facts.otherLines += 1;
        return { log: describeLine(line) };
      }
      facts.events += 1;
      switch (event.type) {
        case "thread.started":
          facts.threadId = textOf(event.thread_id);
          return { log: describeEvent(event) };
        case "item.started":
        case "item.completed":
          return readItem(event);
        case "error": {
          answer.askedAgain();
          const message = textOf(event.message) ?? "error";
          return { log: describeEvent(event), progress: { kind: "tool", text: toOneLine(message, 160) } };
        }
        case "turn.completed":
          facts.completed = objectOf(event.usage);
          return { log: describeEvent(event) };
        case "turn.failed":
          facts.failed = textOf(objectOf(event.error).message) ?? "";
          return { log: describeEvent(event) };
        default:
          return { log: describeEvent(event) };
      }
    },
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

/** `model rerouted: A -> B (reason)`: B answers from now on, and A has answered if there was output before. */
function noteRerouting(facts: CodexFacts, item: JsonObject): void {
  const [, from, to] = /^model rerouted: (\S+) -> (\S+)/.exec(textOf(item.message) ?? "") ?? [];
  for (const model of [facts.hasOutput ? from : undefined, to]) {
    if (model !== undefined && facts.rerouted.size < 2) facts.rerouted.add(model);
  }
}
