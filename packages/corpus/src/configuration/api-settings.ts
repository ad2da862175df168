import type { ApiProvider } from "@review/db/vocabulary";

/** US dollars for a million tokens. What is not given is not known, and neither is a cost that it is a part of. */
export interface TokenPrice {
  input: number;
  /** Read from the service's cache. */
  cachedInput?: number | undefined;
  /** Written to the service's cache. Not given: as `input`. */
  cacheWrite?: number | undefined;
  output: number;
}

/** How a model service is asked without a client. */
export interface ApiSettings {
  provider: ApiProvider;
  /** Where requests go instead of the provider's own address. */
  baseURL?: string | undefined;
  /** The model that is asked where none is named. */
  model?: string | undefined;
  /** Name of the environment variable with the key. With `baseURL` there is no key without it. */
  keyEnv?: string | undefined;
  headers?: Readonly<Record<string, string>> | undefined;
  maxOutputTokens?: number | undefined;
  temperature?: number | undefined;
  /** Tokens a model may think before it answers, 0 for none; Anthropic and Google only. */
  thinking?: number | undefined;
  /** By the model's name as the service writes it. */
  prices?: Readonly<Record<string, TokenPrice>> | undefined;
}

/** A runner of the configuration that needs no program. */
export interface ApiRunner {
  api: ApiSettings;
}
