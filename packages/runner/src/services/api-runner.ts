import { API_RUNNER, type ApiSettings } from "@review/corpus";
import { API_PROVIDERS } from "@review/db/vocabulary";
import { ANSWER_SCHEMA } from "@review/protocol";
import type { Execution, Failure } from "../execution.ts";
import { whyInterrupted } from "../process/interrupted.ts";
import { createRedactor } from "../process/redact.ts";
import type { Environment } from "../process/search-path.ts";
import { secretValues } from "../process/secrets.ts";
import type { ExecuteContext, ReviewRequest, Runner } from "../runner.ts";
import { type Destination, destinationOf, giveKey } from "./access.ts";
import { boundedFetch } from "./bounded-fetch.ts";
import { conversation } from "./conversation.ts";
import { requireModelName, whyNoModelName } from "./model-name.ts";
import { serviceMeant } from "./named-service.ts";
import { priceOf } from "./prices.ts";
import type { Provider } from "./provider.ts";
import { PROVIDERS } from "./providers.ts";
import { streamAnswer } from "./stream-answer.ts";

/** The model's name does not say which service is to be asked. */
export class UnknownProviderError extends Error {
  override readonly name = "UnknownProviderError";
  readonly code = "unknown-provider";
  constructor(model: string) {
    const known = API_PROVIDERS.map((name) => `${name}/…`).join(", ");
    const service = serviceMeant(model);
    const name = model.slice(model.indexOf("/") + 1);
    const meant =
      service && name !== "" && name !== model
        ? `write ${service}/${name}`
        : `name it as one of ${known}, the last for a server such as Ollama`;
    super(`the model ${JSON.stringify(model)} does not say which service has it: ${meant}`);
  }
}

/** The runner `api`: the model's name says which service is asked. */
export const apiRunner: Runner = {
  name: API_RUNNER,
  usesModel: true,
  opensFiles: false,
  canJudge: () => true,
  forModel: forService,
  preflight: async () => undefined,
  execute: async (request, context) => {
    const { runner, model } = forService(request.model);
    return runner.execute({ ...request, model }, context);
  },
};

function forService(name: string): { runner: Runner; model: string } {
  const provider = API_PROVIDERS.find((each) => name.startsWith(`${each}/`) && name.length > each.length + 1);
  if (provider === undefined) throw new UnknownProviderError(name);
  const model = requireModelName(name.slice(provider.length + 1));
  return { runner: serviceRunner(API_RUNNER, { provider }), model };
}

/** A runner of the configuration that asks one service. The service's name may stand before the model's. */
export function configuredApiRunner(name: string, settings: ApiSettings): Runner {
  const runner = serviceRunner(name, settings);
  const prefix = `${settings.provider}/`;
  const ownName = (model: string) => (model.startsWith(prefix) ? model.slice(prefix.length) : model);
  return { ...runner, forModel: (model) => ({ runner, model: requireModelName(ownName(model)) }) };
}

/** Asks one service, without a program: the same prompt, less the files. An execution is a value however the service behaves. */
function serviceRunner(name: string, settings: ApiSettings, answersAsJson = false): Runner {
  const provider = PROVIDERS[settings.provider];
  let fetching: Promise<typeof fetch> | undefined;
  const load = loadOnce(provider);
  return {
    name,
    usesModel: true,
    opensFiles: false,
    answersAsJson,
    asJson: () => serviceRunner(name, settings, true),
    defaultModel: settings.model,
    priceOf: (model) => priceOf(model, settings.prices),
    canJudge: () => true,
    ready: () => loadAll(provider),
    preflight: async ({ environment }) =>
      whyUnasked(provider, settings, destinationOf(provider, settings, environment)),
    execute: async (request, context) => {
      const destination = destinationOf(provider, settings, context.environment);
      const failure = whyUnasked(provider, settings, destination);
      if (failure) return { ended: failure, text: "", debugLog: "" };
      const message = whyNoModelName(request.model);
      if (message !== undefined)
        return {
          ended: { how: "unknown-model", message, remedy: "use another model" },
          text: "",
          debugLog: "",
        };
      const fetch = () => (fetching ??= boundedFetch(context.environment, destination.baseURL));
      return askService({ provider, settings, destination, answersAsJson, fetch, load }, request, context);
    },
  };
}

/**
 * Why a service cannot be asked: its address is none, or there is no key, or one that cannot be sent. A server that wants none is asked
 * without one, unless the configuration names where it is.
 */
function whyUnasked(
  { title, needsKey }: Provider,
  { keyEnv }: ApiSettings,
  { keyName, keyNames, keyProblem, problem }: Destination,
): Failure | undefined {
  if (problem !== undefined) return { how: "bad-address", message: problem };
  if (keyProblem !== undefined)
    return {
      how: "auth",
      message: `the key in ${keyName} holds ${keyProblem}`,
      remedy: "copy it anew from where it was made",
    };
  if (keyName !== undefined || (!needsKey && keyEnv === undefined)) return undefined;
  return { how: "auth", message: `there is no key for ${title}`, remedy: giveKey(keyNames) };
}

const JSON_FORMAT = { type: "json", schema: ANSWER_SCHEMA, name: "reviews" } as const;

interface Service {
  provider: Provider;
  settings: ApiSettings;
  destination: Destination;
  /** Whether the service holds the model to a schema of JSON. */
  answersAsJson: boolean;
  /** A proxy that cannot be one makes it throw. */
  fetch: () => Promise<typeof fetch>;
  load: Provider["load"];
}

/** The library makes all its schemas anew each time that a model is loaded, and a sweep asks one of them hundreds of times. */
function loadOnce({ load }: Provider): Provider["load"] {
  const models = new Map<string, ReturnType<Provider["load"]>>();
  return (access, model) => {
    const { fetch: _, ...known } = access;
    const name = JSON.stringify([model, known]);
    const loaded = models.get(name) ?? load(access, model);
    models.set(name, loaded);
    return loaded;
  };
}

/** What is else loaded when it is needed, in the middle of a request. */
async function loadAll({ load, baseURL }: Provider): Promise<void> {
  const answers = [import("./take-in.ts"), import("./execution-of.ts")];
  await Promise.all([load({ baseURL, fetch }, "none"), ...answers]);
}

async function askService(
  service: Service,
  request: ReviewRequest,
  context: ExecuteContext,
): Promise<Execution> {
  const { provider, settings, destination, answersAsJson } = service;
  const { environment, signal, forced, onProgress } = context;
  const redactor = redactorFor(service, environment);
  const access = {
    baseURL: destination.baseURL,
    key: destination.keyName === undefined ? undefined : environment[destination.keyName]?.trim(),
    ...(settings.headers && { headers: { ...settings.headers } }),
  };
  const streamed = await streamAnswer(
    async (answeredBy) =>
      answeredBy
        ? provider.load({ ...access, fetch: answeredBy }, request.model)
        : service.load({ ...access, fetch: await service.fetch() }, request.model),
    {
      prompt: conversation(provider, request),
      maxOutputTokens: settings.maxOutputTokens ?? provider.maxOutputTokens,
      temperature: settings.temperature,
      ...(answersAsJson && { responseFormat: JSON_FORMAT }),
      providerOptions: provider.options({ effort: request.effort, thinking: settings.thinking }),
      includeRawChunks: provider.needsRawChunks ?? false,
    },
    {
      request,
      context: {
        ...context,
        ...(onProgress && {
          onProgress: ({ kind, text }) => onProgress({ kind, text: redactor.secrets(text) }),
        }),
      },
    },
  );
  const interruptedBy = whyInterrupted(forced?.aborted && !signal.aborted ? forced : signal);
  const { doubtsAbout, executionOf } = await import("./execution-of.ts");
  const asked = {
    title: provider.title,
    ...destination,
    ...doubtsAbout(destination.baseURL, provider.baseURL, environment),
    ...(!provider.needsKey && { pulls: request.model }),
  };
  return executionOf(streamed, { request, settings, asked, answersAsJson, interruptedBy, redactor });
}

/** Values of headers may be keys of their own. */
function redactorFor({ settings, destination }: Service, environment: Environment) {
  const named = secretValues(environment, destination.keyNames);
  return createRedactor([...named, ...Object.values(settings.headers ?? {})]);
}
