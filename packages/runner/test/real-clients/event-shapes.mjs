/**
 * What the adapters read: for each kind of event (`kindOf`) the paths of fields. `[]` stands for the items of a list,
 * `*` for the values of an object; where a path ends with `=`, its value decides something and is compared, too.
 */
const READ_FIELDS = {
  claude: {
    "system/init": ["session_id", "claude_code_version"],
    "system/api_retry": ["attempt", "max_retries", "retry_delay_ms", "error_status=", "error="],
    "system/model_refusal_no_fallback": [],
    assistant: [
      "message.id",
      "message.model",
      "message.content.[].type=",
      "message.content.[].text",
      "message.content.[].name",
      "error=",
    ],
    user: ["isSynthetic"],
    rate_limit_event: [
      "rate_limit_info.status=",
      "rate_limit_info.rateLimitType=",
      "rate_limit_info.resetsAt",
    ],
    "stream_event/message_start": ["event.message.model"],
    "stream_event/content_block_delta": ["event.delta.type=", "event.delta.text"],
    "result/success": [
      ...["is_error=", "api_error_status=", "stop_reason=", "terminal_reason=", "result", "total_cost_usd"],
      ...["inputTokens", "outputTokens", "cacheReadInputTokens", "cacheCreationInputTokens"].map(
        (count) => `modelUsage.*.${count}`,
      ),
    ],
    "result/error_max_turns": ["is_error=", "terminal_reason=", "errors.[]"],
  },
  codex: {
    "thread.started": ["thread_id"],
    "item.started/command_execution": ["item.command"],
    "item.completed/agent_message": ["item.text"],
    "item.completed/error": ["item.message"],
    error: ["message"],
    "turn.completed": ["input", "cached_input", "output", "reasoning_output"].map(
      (kind) => `usage.${kind}_tokens`,
    ),
    "turn.failed": ["error.message"],
    session_meta: ["payload.id", "payload.cli_version"],
    turn_context: ["payload.model", "payload.effort"],
    token_usage_record: ["input", "cached_input", "output", "reasoning_output"].map(
      (kind) => `payload.turn_token_usage.${kind}_tokens`,
    ),
    "event_msg/task_complete": ["payload.error.codex_error_info="],
    "event_msg/token_count": [
      "payload.rate_limits.primary.used_percent",
      "payload.rate_limits.primary.resets_at",
    ],
    "event_msg/turn_aborted": [],
  },
  opencode: {
    text: ["part.text"],
    tool_use: ["part.tool", "part.state.input"],
    step_finish: [
      ...["part.reason=", "part.cost", "part.tokens.input", "part.tokens.output", "part.tokens.reasoning"],
      ...["part.tokens.cache.read", "part.tokens.cache.write"],
    ],
    error: ["error.name=", "error.data.message", "error.data.statusCode=", "error.data.responseBody"],
  },
  gemini: {
    init: ["session_id"],
    message: ["role=", "content"],
    tool_use: ["tool_name", "parameters"],
    error: ["severity=", "message"],
    result: [
      ...["status=", "error.message", "stats.total_tokens", "stats.input_tokens", "stats.output_tokens"],
      ...["stats.cached", "stats.models.*.total_tokens"],
    ],
  },
};

/**
 * The shape of a recording: each kind of event that occurs, and what stands at the paths that are read.
 * @typedef {Map<string, Map<string, Set<string>>>} Shape
 */

/**
 * @param {import("../../../../scripts/clients/client-versions.mjs").ClientName} client
 * @param {readonly string[]} lines
 * @returns {Shape}
 */
export function describeEvents(client, lines) {
  /** @type {Record<string, string[]>} */
  const fields = READ_FIELDS[client];
  /** @type {Shape} */
  const shape = new Map();
  for (const line of lines) {
    const event = parse(line);
    const kind = kindOf(event);
    const paths = shape.get(kind) ?? new Map();
    shape.set(kind, paths);
    for (const path of fields[kind] ?? []) {
      const isCompared = path.endsWith("=");
      const values = valuesAt(event, path.replace(/=$/, "").split("."));
      const described = values.map((value) => (isCompared ? JSON.stringify(value) : typeOf(value)));
      paths.set(path, new Set([...(paths.get(path) ?? []), ...described]));
    }
  }
  return shape;
}

/**
 * What is different now, one sentence each. Kinds of events that nothing is read of are not looked at.
 * @param {import("../../../../scripts/clients/client-versions.mjs").ClientName} client
 * @param {Shape} recorded
 * @param {Shape} now
 * @returns {string[]}
 */
export function compareShapes(client, recorded, now) {
  return Object.keys(READ_FIELDS[client]).flatMap((kind) => {
    const [before, after] = [recorded.get(kind), now.get(kind)];
    if (!before && !after) return [];
    if (!after) return [`no ${kind} any more`];
    if (!before) return [`${kind} is new`];
    return [...before].flatMap(([path, values]) => {
      const [was, is] = [values, after.get(path) ?? []].map(
        (set) => [...set].sort().join(" or ") || "absent",
      );
      return was === is ? [] : [`${kind}: ${path.replace(/=$/, "")} was ${was}, is ${is}`];
    });
  });
}

/** @param {unknown} event */
function kindOf(event) {
  const text = (/** @type {string} */ path) =>
    valuesAt(event, path.split(".")).find((value) => typeof value === "string");
  const type = text("type");
  const of = text("subtype") ?? text("event.type") ?? text("item.type");
  if (of !== undefined) return `${type}/${of}`;
  return type === "event_msg" ? `${type}/${text("payload.type")}` : String(type);
}

/** @param {unknown} value @param {string[]} path @returns {unknown[]} */
function valuesAt(value, [key, ...rest]) {
  if (key === undefined) return value === undefined ? [] : [value];
  if (typeof value !== "object" || value === null) return [];
  if (key === "[]" || key === "*") return Object.values(value).flatMap((item) => valuesAt(item, rest));
  return valuesAt(Reflect.get(value, key), rest);
}

/** @param {unknown} value */
function typeOf(value) {
  return value === null ? "null" : Array.isArray(value) ? "list" : typeof value;
}

/** @param {string} line @returns {unknown} */
function parse(line) {
  try {
    return JSON.parse(line);
  } catch {
    return { type: "no JSON" };
  }
}
