/** Tools of gemini that only read, all of them without a program of their own. The others are not offered to the model. */
const READING_TOOLS = ["read_file", "list_directory", "glob"];

/** A review reads its prompt and perhaps some linked files; one that takes more turns than this goes in circles. */
export const MAX_TURNS = 50;

/** A policy of the highest tier, which no setting and no other policy of user or project outdoes: reading, and nothing else. */
export const READ_ONLY_POLICY = `[[rule]]
toolName = "*"
decision = "deny"
priority = 100

[[rule]]
toolName = ${JSON.stringify(READING_TOOLS)}
decision = "allow"
priority = 200
`;

/** What stands in the settings of a home that is made for one invocation. */
export function geminiSettings({
  model,
  effort,
  login,
}: {
  model: string;
  effort?: string | undefined;
  login?: string | undefined;
}): object {
  return {
    security: {
      auth: login === undefined ? {} : { selectedType: login },
      // The root is not trusted, whatever the user trusts (GEMINI_CLI_TRUST_WORKSPACE); with this gemini works there all the same.
      folderTrust: { enabled: false },
    },
    // No `.env` of the root or of a folder above it.
    advanced: { ignoreLocalEnv: true },
    // Else it tries for longer than anybody waits; a sweep knows better when to ask again.
    general: { maxAttempts: 1, enableAutoUpdate: false, enableAutoUpdateNotification: false },
    privacy: { usageStatisticsEnabled: false },
    tools: { core: READING_TOOLS, sandbox: false },
    hooksConfig: { enabled: false },
    skills: { enabled: false },
    experimental: { enableAgents: false },
    context: {
      // No GEMINI.md of anybody, and no list of the root's files.
      fileName: ["no-instructions-for-a-reviewer"],
      includeDirectoryTree: false,
      fileFiltering: { enableRecursiveFileSearch: false },
    },
    // The reviews of a batch are alike, and look to it like a model that repeats itself.
    model: { maxSessionTurns: MAX_TURNS, disableLoopDetection: true },
    ...(effort !== undefined && { modelConfigs: { customOverrides: [thinkWith(model, effort)] } }),
  };
}

/** The API has no level above high. */
function thinkWith(model: string, effort: string): object {
  const thinkingLevel = (effort === "xhigh" ? "high" : effort).toUpperCase();
  return { match: { model }, modelConfig: { generateContentConfig: { thinkingConfig: { thinkingLevel } } } };
}
