/**
 * A request body of the Anthropic Messages API, as far as it is read here.
 * @typedef {{ type: string, text?: string, content?: string | Block[] }} Block
 * @typedef {{
 *   model: string,
 *   stream?: boolean,
 *   system?: string | Block[],
 *   messages: { role: string, content: string | Block[] }[],
 *   output_config?: { effort?: string },
 * }} MessagesRequest
 */

/**
 * @param {MessagesRequest} body
 * @returns {import("./plan.mjs").Turn}
 */
export function readMessagesTurn(body) {
  const blocksOf = (/** @type {string} */ author) =>
    body.messages.filter(({ role }) => role === author).flatMap(({ content }) => toBlocks(content));
  const blocks = blocksOf("user");
  // Newer clients describe their surroundings in a message instead of the system prompt.
  const system = [...toBlocks(body.system ?? []), ...blocksOf("system")];
  const results = blocks.filter(({ type }) => type === "tool_result");
  const context = [...system, ...blocks].map((block) => block.text ?? "").join("\n");
  const directory = /working directory: (.+)/i.exec(context)?.[1] ?? "/";
  return {
    model: body.model,
    effort: body.output_config?.effort,
    prompt: textOf(blocks),
    toolResults: results.map(({ content }) => textOf(toBlocks(content ?? ""))),
    directory,
    call: (action, id) => callTool(action, id, directory),
  };
}

/**
 * Claude Code's own tools; it refuses those that it did not offer.
 * @param {import("./plan.mjs").Action} action
 * @param {string} id
 * @param {string} directory
 * @returns {import("./plan.mjs").ToolPart}
 */
function callTool(action, id, directory) {
  const tool = { type: /** @type {const} */ ("tool"), id: `toolu_${id}` };
  if ("run" in action)
    return { ...tool, name: "Bash", input: { command: action.run, description: "Run it" } };
  if ("read" in action)
    return { ...tool, name: "Read", input: { file_path: absolute(action.read, directory) } };
  return {
    ...tool,
    name: "Write",
    input: { file_path: absolute(action.write, directory), content: action.content },
  };
}

/** @param {string} path @param {string} directory */
function absolute(path, directory) {
  return /^[/~]/.test(path) ? path : `${directory}/${path}`;
}

/** @param {string | Block[]} content @returns {Block[]} */
function toBlocks(content) {
  return typeof content === "string" ? [{ type: "text", text: content }] : content;
}

/** @param {Block[]} blocks */
function textOf(blocks) {
  return blocks.flatMap(({ type, text }) => (type === "text" && text !== undefined ? text : [])).join("\n");
}
