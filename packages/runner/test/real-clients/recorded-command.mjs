import { clientEnvironment } from "../../dist/clients/client-environment.js";
import { prepareCommand } from "../../dist/clients/prepare-command.js";

/** The model that is asked for in the recordings of a client that has a folder. */
const MODELS = { gemini: "gemini-2.5-pro", opencode: "loop/gpt-x" };

/**
 * How a scenario is started, and what is to be removed after it.
 * @typedef {{ args: string[], env: Record<string, string>, stdin: string, cwd: string, folder: string, remove: () => Promise<void> }} RecordedCommand
 */

/**
 * The command line of the transcript that is recorded again, where `fill` gives its placeholders their meaning.
 * @param {import("./recording.mjs").StartMeta} meta
 * @param {{ environment: Record<string, string>, prompt: string, root: string, fill: (text: string) => string }} options
 * @returns {RecordedCommand}
 */
export function commandOfTranscript({ argv, env }, { environment, prompt, root, fill }) {
  const given = Object.entries(env).map(([name, value]) => [name, fill(value)]);
  const args = argv.slice(1).map(fill);
  const remove = () => Promise.resolve();
  const whole = { ...environment, ...Object.fromEntries(given) };
  return { args, env: whole, stdin: prompt, cwd: root, folder: "", remove };
}

/**
 * The command line that an adapter builds, its files in place.
 * @param {import("../../dist/clients/client.js").Client} adapter
 * @param {import("./recorded-scenarios.mjs").RecordedScenario} recorded
 * @param {{ environment: Record<string, string>, prompt: string, root: string }} options
 * @returns {Promise<RecordedCommand>}
 */
export async function commandOfAdapter(adapter, recorded, { environment, prompt, root }) {
  const { client, without = [], extraArgs = [], effort, model } = recorded;
  const request = {
    ...{ invocationId: "", prompt, token: "00000000", notes: [], root, timeoutMs: 60_000 },
    model: model ?? MODELS[/** @type {keyof typeof MODELS} */ (client)],
    ...(effort !== undefined && { effort }),
  };
  const settings = { extraArgs, passEnv: ["OPENCODE_CONFIG"] };
  const ours = Object.fromEntries(Object.entries(environment).filter(([name]) => !without.includes(name)));
  const given = clientEnvironment(adapter, settings, ours);
  const { command, remove } = await prepareCommand(adapter, request, { settings, environment: given, ours });
  const env = Object.fromEntries(
    Object.entries({ ...given, ...command.environment }).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value]],
    ),
  );
  const { args, stdin, cwd } = command;
  return { args: [...args], env, stdin, cwd: cwd ?? root, folder: env.TMPDIR ?? "", remove };
}
