import type { ReviewRequest } from "../../runner.ts";
import { collectAnswer } from "../answer-text.ts";
import type { ClientReader, LineReading } from "../client.ts";
import { describeEvent, describeLine } from "../describe-event.ts";
import { type JsonObject, objectOf, objectsOf, parseJsonObject, textOf } from "../json-fields.ts";
import { judgeClaudeRun } from "./ending.ts";
import { type ClaudeFacts, noClaudeFacts } from "./facts.ts";
import { collectPartialText } from "./partial-text.ts";
import { describeRetry, describeToolUse } from "./progress.ts";
import { claudeTelemetry } from "./telemetry.ts";

/** The model name of messages that the client made up itself. */
const SYNTHETIC = "<synthetic>";

/**
 * Reads claude's stream-json. The answer is every text block of every `assistant` event of the model's own, in
 * order (`result.result` holds the last block only); if the run did not end well, what is known of an
 * unfinished block follows.
 */
export function readClaude(request: ReviewRequest): ClientReader {
  const facts = noClaudeFacts();
  const answer = collectAnswer(request.token);
  const partial = collectPartialText();
  // `result.result` repeats it.
  let lastText = "";

  const readAssistant = (event: JsonObject): LineReading => {
    const message = objectOf(event.message);
    const content = objectsOf(message.content);
    const texts = content.flatMap(({ type, text }) =>
      type === "text" && typeof text === "string" ? [text] : [],
    );
    facts.error = textOf(event.error) ?? facts.error;
    facts.wentOn ||= facts.results > 0;
    if (message.model === SYNTHETIC) {
      facts.ownText = true;
      return { log: describeEvent(event) };
    }
    noteModel(facts, message);
    const log = describeEvent(event, texts);
    // What a subagent says is not the answer.
    if (textOf(event.parent_tool_use_id)) return { log };
    for (const text of texts) answer.add(text);
    lastText = texts.at(-1) ?? lastText;
    const tools = content.filter(({ type }) => type === "tool_use").map(describeToolUse);
    if (tools.length > 0) return { log, progress: { kind: "tool", text: tools.join(", ") } };
    const text = texts.length > 0 ? notYetShown(texts) : "";
    return text === "" ? { log } : { log, progress: { kind: "text", text } };
  };

  // What was shown as it came is not shown again.
  const notYetShown = (texts: readonly string[]): string =>
    partial.take() === texts.join("")
      ? lineEndAfter(texts.join(""))
      : texts.map((text) => text + lineEndAfter(text)).join("");

  const readStreamEvent = (event: JsonObject): LineReading => {
    if (textOf(event.parent_tool_use_id)) return {};
    const inner = objectOf(event.event);
    if (inner.type === "message_start") noteModel(facts, objectOf(inner.message));
    const text = partial.add(inner);
    return text === undefined ? {} : { progress: { kind: "text", text } };
  };

  const readSystem = (event: JsonObject): LineReading => {
    const log = describeEvent(event);
    if (event.subtype === "init") {
      facts.initialised = true;
      facts.clientVersion = textOf(event.claude_code_version);
    } else if (event.subtype === "api_retry") {
      facts.lastRetry = event;
      answer.askedAgain();
      return { log, progress: { kind: "tool", text: describeRetry(event) } };
    } else if (event.subtype === "model_refusal_no_fallback") {
      facts.refused = true;
    }
    return { log };
  };

  const readResult = (event: JsonObject): LineReading => {
    facts.results += 1;
    facts.result = event;
    return { log: describeEvent(event, [lastText]) };
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
      facts.sessionId = textOf(event.session_id) ?? facts.sessionId;
      switch (event.type) {
        case "system":
          return readSystem(event);
        case "stream_event":
          return readStreamEvent(event);
        case "assistant":
          return readAssistant(event);
        case "result":
          return readResult(event);
        case "rate_limit_event": {
          const info = objectOf(event.rate_limit_info);
          if (info.status === "rejected") facts.rejectedLimit = info;
          return { log: describeEvent(event) };
        }
        case "user":
          // The client itself asks for another answer: what comes now may repeat what came before.
          if (event.isSynthetic === true) answer.askedAgain();
          facts.wentOn ||= facts.results > 0;
          return { log: describeEvent(event) };
        default:
          return { log: describeEvent(event) };
      }
    },
    end: (exit) => {
      const whole = answer.text();
      const ended = judgeClaudeRun({ facts, hasText: whole.trim() !== "", exit, request });
      const text = ended.how === "completed" ? whole : partial.after(whole);
      return { ended, text, telemetry: claudeTelemetry(facts, exit, request) };
    },
  };
}

function noteModel(facts: ClaudeFacts, message: JsonObject): void {
  const model = textOf(message.model);
  if (model && model !== SYNTHETIC && facts.models.size < 2) facts.models.add(model);
}

function lineEndAfter(text: string): string {
  return text === "" || text.endsWith("\n") ? "" : "\n";
}
