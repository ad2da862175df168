import type { JsonObject } from "@review/db/guards";
import type { ReviewRequest } from "../../runner.ts";
import { collectAnswer } from "../answer-text.ts";
import type { ClientReader, LineReading } from "../client.ts";
import { describeEvent } from "../describe-event.ts";
import { describeToolUse } from "../describe-tool-use.ts";
import { objectOf, objectsOf, textOf } from "../json-fields.ts";
import { lineReader } from "../line-reader.ts";
import { judgeClaudeRun } from "./ending.ts";
import { type ClaudeFacts, noClaudeFacts } from "./facts.ts";
import { collectPartialText } from "./partial-text.ts";
import { describeRetry } from "./progress.ts";
import { claudeTelemetry } from "./telemetry.ts";

/** The model name of messages that the client made up itself. */
const SYNTHETIC = "<synthetic>";

/**
 * Reads claude's stream-json. The answer is every text block of every `assistant` event of the model's own, in
 * order (`result.result` holds the last block only), up to the first result that reports success; if the run did not
 * end well, what is known of an unfinished block follows.
 */
export function readClaude(request: ReviewRequest): ClientReader {
  const facts = noClaudeFacts();
  const answer = collectAnswer(request.token);
  const partial = collectPartialText();
  // `result.result` repeats it.
  let lastText = "";
  /** The message whose text the last event held, if nothing of another kind has come since. */
  let openMessage: string | undefined;

  const readAssistant = (event: JsonObject): LineReading => {
    const message = objectOf(event.message);
    const content = objectsOf(message.content);
    facts.error = textOf(event.error) ?? facts.error;
    if (message.model === SYNTHETIC) {
      facts.ownText = true;
      return { understood: true, log: describeEvent(event) };
    }
    noteModel(facts, message);
    const texts = content.flatMap(({ type, text }) =>
      type === "text" && typeof text === "string" ? [text] : [],
    );
    const reading: LineReading = { understood: true, log: describeEvent(event, texts) };
    // What a subagent says is not the answer.
    if (textOf(event.parent_tool_use_id)) return reading;
    for (const block of content) addBlock(block, textOf(message.id));
    lastText = texts.at(-1) ?? lastText;
    if (texts.length > 0) reading.answer = texts.join("");
    const tools = content.filter(({ type }) => type === "tool_use").map(describeToolUse);
    if (tools.length > 0) return { ...reading, progress: { kind: "tool", text: tools.join(", ") } };
    const text = texts.length > 0 ? notYetShown(texts) : "";
    return text === "" ? reading : { ...reading, progress: { kind: "text", text } };
  };

  // Text blocks of one message that follow each other are one text, wherever it was cut.
  const addBlock = ({ type, text }: JsonObject, messageId: string | undefined) => {
    const isText = type === "text" && typeof text === "string";
    if (isText) answer.add(text, messageId !== undefined && messageId === openMessage);
    openMessage = isText ? messageId : undefined;
  };

  // What was shown as it came is not shown again.
  const notYetShown = (texts: readonly string[]): string =>
    partial.take() === texts.join("")
      ? lineEndAfter(texts.join(""))
      : texts.map((text) => text + lineEndAfter(text)).join("");

  const readStreamEvent = (event: JsonObject): LineReading => {
    if (textOf(event.parent_tool_use_id)) return { understood: true };
    const inner = objectOf(event.event);
    if (inner.type === "message_start") noteModel(facts, objectOf(inner.message));
    const text = partial.add(inner);
    return { understood: true, ...(text !== undefined && { progress: { kind: "text", text } }) };
  };

  const readSystem = (event: JsonObject): LineReading => {
    const reading: LineReading = { understood: true, log: describeEvent(event) };
    if (event.subtype === "init") {
      facts.initialised = true;
      facts.clientVersion = textOf(event.claude_code_version);
    } else if (event.subtype === "api_retry") {
      facts.lastRetry = event;
      answer.askedAgain();
      return { ...reading, progress: { kind: "tool", text: describeRetry(event) } };
    } else if (event.subtype === "model_refusal_no_fallback") {
      facts.refused = true;
    }
    return reading;
  };

  const readResult = (event: JsonObject): LineReading => {
    facts.result = event;
    facts.succeeded = event.subtype === "success" && event.is_error === false;
    return { understood: true, finished: true, log: describeEvent(event, [lastText]) };
  };

  const readEvent = (type: string, event: JsonObject): LineReading => {
    facts.sessionId = textOf(event.session_id) ?? facts.sessionId;
    switch (type) {
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
        return { understood: true, log: describeEvent(event) };
      }
      case "user":
        // The client itself asks for another answer: what comes now may repeat what came before.
        if (event.isSynthetic === true) answer.askedAgain();
        return { understood: true, log: describeEvent(event) };
      default:
        return { understood: false, log: describeEvent(event) };
    }
  };

  return {
    line: lineReader(facts, readEvent, { isOver: () => facts.succeeded }),
    answer: answer.text,
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
