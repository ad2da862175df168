import type { LanguageModelV3, SharedV3ProviderOptions } from "@ai-sdk/provider";
import type { ApiSettings } from "@review/corpus";
import type { ApiProvider } from "@review/db/vocabulary";

/** The library's model, as it is used here. */
export type Model = Pick<LanguageModelV3, "doStream" | "doGenerate">;

/** Where a service is and what it is told of who asks. */
export interface Access {
  baseURL: string;
  /** Absent for servers that want none. */
  key?: string | undefined;
  headers?: Record<string, string>;
  fetch: typeof fetch;
}

/** One kind of service: what it needs, and how the library is used for it. */
export interface Provider {
  name: ApiProvider;
  /** For people. */
  title: string;
  /** Variables with a key, the first that is set counts. */
  keys: readonly string[];
  needsKey: boolean;
  /** Its own address, and the variable by which a user names another one. */
  baseURL: string;
  baseVariable: string;
  /** Output tokens that are asked for where nothing is configured. */
  maxOutputTokens?: number;
  /** Whether the model that answered is told in raw chunks only. */
  needsRawChunks?: boolean;
  /** Loads the library's part for it: tens of milliseconds, and only for who asks. */
  load(access: Access, model: string): Promise<Model>;
  options(asked: { effort: string | undefined; thinking: ApiSettings["thinking"] }): SharedV3ProviderOptions;
  /** What marks the end of what a service is to keep of a prompt, where it has to be told. */
  cacheMark?: SharedV3ProviderOptions;
}
