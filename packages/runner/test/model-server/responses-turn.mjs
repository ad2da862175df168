/**
 * A request body of the OpenAI Responses API, as far as it is read here.
 * @typedef {{ type: string, text?: string }} Content
 * @typedef {{ type?: string, role?: string, content?: Content[], output?: string | Content[] }} Item
 * @typedef {{ name?: string, type: string, tools?: Tool[] }} Tool
 * @typedef {{ model: string, input: Item[], tools?: Tool[], reasoning?: { effort?: string } }} ResponsesRequest
 */

/**
 * @param {ResponsesRequest} body
 * @returns {import("./plan.mjs").Turn}
 */
export function readResponsesTurn(body) {
  const messages = body.input
    .filter(({ role }) => role === "user")
    .map(({ content }) => textOf(content ?? []));
  const outputs = body.input.filter(({ type = "message" }) => type.endsWith("_call_output"));
  const tools = (body.tools ?? []).flatMap((tool) => tool.tools ?? [tool]).map(({ name }) => name);
  return {
    model: body.model,
    effort: body.reasoning?.effort,
    prompt: messages.join("\n"),
    toolResults: outputs.map(({ output }) => (typeof output === "string" ? output : textOf(output ?? []))),
    directory: /<cwd>([^<]+)<\/cwd>/.exec(messages.join("\n"))?.[1] ?? "/",
    call: (action, id) => callTool(tools, toCommand(action), id),
  };
}

/**
 * codex has no tool but the shell, whose name depends on the model.
 * @param {(string | undefined)[]} tools
 * @param {string} command
 * @param {string} id
 * @returns {import("./plan.mjs").ToolPart}
 */
function callTool(tools, command, id) {
  const tool = { type: /** @type {const} */ ("tool"), id: `call_${id}` };
  if (tools.includes("exec_command")) return { ...tool, name: "exec_command", input: { cmd: command } };
  if (tools.includes("shell_command")) return { ...tool, name: "shell_command", input: { command } };
  return { ...tool, name: "shell", input: { command: ["bash", "-lc", command] } };
}

/** @param {import("./plan.mjs").Action} action */
function toCommand(action) {
  if ("run" in action) return action.run;
  // A tilde must stand outside quotes.
  const quote = (/** @type {string} */ path) =>
    path.replace(/^(~\/)?(.*)$/, (_, home = "", rest) => `${home}'${rest}'`);
  return "read" in action
    ? `cat ${quote(action.read)}`
    : `printf %s '${action.content}' > ${quote(action.write)}`;
}

/** @param {Content[]} content */
function textOf(content) {
  return content.map(({ text = "" }) => text).join("\n");
}
