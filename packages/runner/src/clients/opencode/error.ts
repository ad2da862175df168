import { type JsonObject, parseJsonObject } from "@review/db/guards";
import type { ServiceError } from "../../failures/service-error.ts";
import { amountOf, objectOf, objectsOf, textOf } from "../json-fields.ts";

/** Reads the `error` of an event: the client's name of it, and what the service answered, if it was one. */
export function readOpencodeError(error: JsonObject): ServiceError {
  const data = objectOf(error.data);
  const body = objectOf(parseJsonObject(textOf(data.responseBody) ?? "")?.error);
  const details = objectsOf(body.details).map(({ reason }) => reason);
  const kinds = [error.name, body.code, body.type, body.status, ...details];
  const retryAfter = Number(textOf(objectOf(data.responseHeaders)["retry-after"]));
  return {
    status: amountOf(data.statusCode) ?? 0,
    kinds: kinds.flatMap((kind) => textOf(kind)?.toLowerCase() ?? []),
    retryAfterSeconds: retryAfter > 0 ? retryAfter : undefined,
    text: textOf(body.message) ?? textOf(data.message) ?? textOf(error.message) ?? textOf(error.name) ?? "",
  };
}
