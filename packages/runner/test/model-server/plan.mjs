/**
 * What a model's answer consists of: text, and calls of tools in the shape the client offered them.
 * @typedef {{ type: "text", text: string }} TextPart
 * @typedef {{ type: "tool", id: string, name: string, input: Record<string, unknown> }} ToolPart
 */

/**
 * How one model request is answered.
 * `break`: in the middle of the last text, `cut` ends the connection, `stall` says nothing more but keeps it open,
 * `overload` tells an error in the stream. `reachesLimit`: the answer ends in the middle, since the model may write no more.
 * `stop`: what the Messages API's end of a message says of the reason, instead of `end_turn` and the like.
 * @typedef {{
 *   kind: "answer",
 *   parts: (TextPart | ToolPart)[],
 *   servedModel?: string,
 *   refuses?: boolean,
 *   stop?: { stop_reason?: string | null },
 *   break?: "cut" | "stall" | "overload",
 *   reachesLimit?: boolean,
 * }} AnswerPlan
 */

/**
 * The errors that both services know, each in its own words.
 * @typedef {"unauthorized" | "rate-limited" | "usage-limit" | "no-credit" | "unknown-model" | "overloaded" | "prompt-too-long"} ErrorName
 * @typedef {{ kind: "error", error: ErrorName }} ErrorPlan
 * @typedef {{ kind: "page" }} PagePlan
 * @typedef {AnswerPlan | ErrorPlan | PagePlan} Plan
 */

/**
 * What a model may want a client to do.
 * @typedef {{ read: string } | { run: string } | { write: string, content: string }} Action
 */

/**
 * A model request, the same for both protocols. `prompt` is what the user said, `toolResults` the texts of the
 * results so far, `directory` the client's working directory, `call` makes an action a call of the client's tools.
 * @typedef {{
 *   model: string,
 *   effort: string | undefined,
 *   prompt: string,
 *   toolResults: string[],
 *   directory: string,
 *   call: (action: Action, id: string) => ToolPart,
 * }} Turn
 */

/** Given in place of a model's own counts, by both protocols. */
export const USAGE = { input: 120, cached: 40, output: 30, reasoning: 10 };

/** What an error says about waiting: seconds. */
export const RETRY_AFTER_SECONDS = 2;
/** How far off the end of a usage limit is: seconds. */
export const RESETS_IN_SECONDS = 3600;
