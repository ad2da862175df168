import { describe, expect, it } from "vitest";
import { askedToWait, isAbout, type ServiceComplaint, type ServiceError } from "./service-error.ts";

const COMPLAINTS: readonly ServiceComplaint[] = [
  "prompt-too-long",
  "account-disabled",
  "used-up",
  "login-refused",
  "unknown-model",
  "refused",
  "rate-limited",
  "overloaded",
  "failed",
];

const said = (error: Partial<ServiceError>): ServiceError => ({ status: 0, kinds: [], text: "", ...error });
const complaints = (error: Partial<ServiceError>) => COMPLAINTS.filter((each) => isAbout(each)(said(error)));

describe("what an error of a service is about", () => {
  it.each<[Partial<ServiceError>, ServiceComplaint[]]>([
    [{ text: "connect ECONNREFUSED" }, []],
    [{ status: 400, text: "temperature: out of range" }, []],
    [{ status: 413 }, ["prompt-too-long"]],
    [
      { status: 400, text: "This model's maximum context length is 8192 tokens", kinds: [] },
      ["prompt-too-long"],
    ],
    [{ status: 403, text: "This organization has been disabled" }, ["account-disabled", "login-refused"]],
    [{ status: 402 }, ["used-up"]],
    [{ status: 429, kinds: ["insufficient_quota"] }, ["used-up", "rate-limited"]],
    [{ status: 400, text: "Your credit balance is too low" }, ["used-up"]],
    [{ status: 400, kinds: ["billing_hard_limit_reached"] }, ["used-up"]],
    [
      { status: 429, text: "You exceeded your current quota, please check your plan" },
      ["used-up", "rate-limited"],
    ],
    // Google says the same of what a minute may have, over several lines.
    [
      { status: 429, text: "You exceeded your current quota\n* limit: 10\nPlease retry in 37.5s." },
      ["rate-limited"],
    ],
    [{ status: 400, kinds: ["api_key_invalid"] }, ["login-refused"]],
    [{ status: 404, text: "models/none is not found\nfor API version v1beta" }, ["unknown-model"]],
    [{ status: 404, text: "not found" }, []],
    [{ status: 400, kinds: ["content_filter"] }, ["refused"]],
    [{ kinds: ["overloaded_error"] }, ["overloaded"]],
    [{ status: 503 }, ["overloaded", "failed"]],
    [{ kinds: ["api_error"] }, ["failed"]],
    [{ status: 500 }, ["failed"]],
  ])("%j", (error, expected) => {
    expect(complaints(error)).toEqual(expected);
  });

  it("keeps when it is to be asked again, if it said so", () => {
    expect(askedToWait(said({ retryAfterSeconds: 7 }))).toEqual({ retryAfterSeconds: 7 });
    expect(askedToWait(said({}))).toEqual({});
  });
});
