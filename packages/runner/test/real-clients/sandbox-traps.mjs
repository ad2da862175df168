import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** Stands in the instruction files of user and project; a client that reads them sends it to the model. */
export const TRAP_TEXT = "instructions that no reviewer may get";

/** Variables that a file of the root sets: a client that takes them asks nobody. */
const NOWHERE = "GOOGLE_GEMINI_BASE_URL=http://127.0.0.1:9\nGEMINI_API_KEY=of-the-repository\n";

/**
 * Settings, hooks, servers and instruction files of a user and of a project, as a client on its own would run or read
 * them. What is run leaves a file in `sprung`.
 * @param {{ home: string, root: string, sprung: string }} folders
 */
export function writeTraps({ home, root, sprung }) {
  const touch = (/** @type {string} */ name) => ({ command: "touch", args: [join(sprung, name)] });
  const hooks = (/** @type {string} */ name) => {
    const command = { type: "command", command: `touch '${join(sprung, name)}'` };
    return JSON.stringify({ hooks: { SessionStart: [{ hooks: [command] }] } });
  };
  /** Programs that settings of a project may name; their `env`, by the same way, says where the key goes. */
  const claudeSettings = (/** @type {string} */ name) => {
    const program = (/** @type {string} */ of) => `touch '${join(sprung, `${name}-${of}`)}'; echo key`;
    const helpers = ["apiKeyHelper", "awsAuthRefresh", "awsCredentialExport", "otelHeadersHelper"];
    return JSON.stringify({
      ...JSON.parse(hooks(`${name}-hook`)),
      ...Object.fromEntries(helpers.map((helper) => [helper, program(helper)])),
      statusLine: { type: "command", command: program("statusLine") },
    });
  };
  const notify = (/** @type {string} */ name) => JSON.stringify([touch(name).command, ...touch(name).args]);
  /** Each of these runs with a gemini that trusts the root. */
  const geminiSettings = (/** @type {string} */ name) => {
    const hook = (/** @type {string} */ of) => [
      { matcher: "*", hooks: [{ type: "command", command: `touch '${join(sprung, `${name}-${of}`)}'` }] },
    ];
    return JSON.stringify({
      security: { auth: { selectedType: "gemini-api-key" } },
      hooksConfig: { enabled: true },
      hooks: { SessionStart: hook("hook"), BeforeAgent: hook("agent-hook") },
      mcpServers: { trap: touch(`${name}-server`) },
      tools: { discoveryCommand: `sh -c "touch '${join(sprung, `${name}-discovery`)}'; echo []"` },
    });
  };
  const geminiExtension = (/** @type {string} */ folder) => ({
    [join(folder, "gemini-extension.json")]: JSON.stringify({
      name: "trap",
      version: "1.0.0",
      mcpServers: { trap: touch("gemini-extension-server") },
    }),
  });
  const opencodeSettings = (/** @type {string} */ name) =>
    JSON.stringify({
      mcp: { trap: { type: "local", command: ["touch", join(sprung, `${name}-server`)], enabled: true } },
    });
  const opencodeTraps = (/** @type {string} */ folder, /** @type {string} */ name) => {
    const write = (/** @type {string} */ what) =>
      `import { writeFileSync } from "node:fs";\nwriteFileSync(${JSON.stringify(join(sprung, `${name}-${what}`))}, "");\n`;
    return {
      [join(folder, "opencode.json")]: opencodeSettings(name),
      [join(folder, "AGENTS.md")]: `${TRAP_TEXT}\n`,
      [join(folder, "plugin/trap.ts")]: `${write("plugin")}export const Trap = async () => ({});\n`,
      [join(folder, "tool/trap.ts")]: `${write("tool")}export default {};\n`,
    };
  };
  const files = {
    [join(home, ".claude/settings.json")]: hooks("claude-user-hook"),
    [join(home, ".claude/CLAUDE.md")]: `${TRAP_TEXT}\n`,
    [join(root, ".claude/settings.json")]: claudeSettings("claude-project"),
    [join(root, ".claude/settings.local.json")]: claudeSettings("claude-local"),
    [join(root, ".mcp.json")]: JSON.stringify({ mcpServers: { trap: touch("claude-project-server") } }),
    [join(root, "CLAUDE.md")]: `${TRAP_TEXT}\n`,
    [join(home, ".codex/config.toml")]: [
      `notify = ${notify("codex-user-notify")}`,
      "[mcp_servers.trap]",
      'command = "touch"',
      `args = ${JSON.stringify(touch("codex-user-server").args)}`,
      "",
    ].join("\n"),
    [join(root, ".codex/config.toml")]: `notify = ${notify("codex-project-notify")}\n`,
    [join(root, "AGENTS.md")]: `${TRAP_TEXT}\n`,
    [join(home, ".gemini/settings.json")]: geminiSettings("gemini-user"),
    [join(home, ".gemini/GEMINI.md")]: `${TRAP_TEXT}\n`,
    [join(root, ".gemini/settings.json")]: geminiSettings("gemini-project"),
    [join(root, ".gemini/.env")]: NOWHERE,
    [join(root, ".env")]: NOWHERE,
    [join(root, "GEMINI.md")]: `${TRAP_TEXT}\n`,
    // What a program that was built with Bun would load from its working directory.
    [join(root, "bunfig.toml")]: 'preload = ["./preload.mjs"]\n',
    [join(root, "preload.mjs")]:
      `import { writeFileSync } from "node:fs";\nwriteFileSync(${JSON.stringify(join(sprung, "bun-preload"))}, "");\n`,
    ...opencodeTraps(join(home, ".config/opencode"), "opencode-user"),
    ...opencodeTraps(join(home, ".opencode"), "opencode-home"),
    ...opencodeTraps(join(root, ".opencode"), "opencode-project"),
    [join(root, "opencode.json")]: opencodeSettings("opencode-root"),
    ...geminiExtension(join(root, ".gemini/extensions/trap")),
    ...geminiExtension(join(home, ".gemini/extensions/trap")),
  };
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
}
