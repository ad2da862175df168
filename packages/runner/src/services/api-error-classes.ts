import type { Failure } from "../execution.ts";
import {
  classifyError,
  type ErrorClass,
  isAboutTheInvocation,
  NETWORK_LOGIN,
} from "../failures/error-class.ts";
import { askedToWait, isAbout } from "../failures/service-error.ts";
import { MAX_OUTPUT_BYTES } from "../process/output-limit.ts";
import { explainShortage } from "../process/shortage.ts";
import {
  AGAIN,
  AGAIN_LATER,
  AGAIN_SOON,
  FEWER_PAIRS,
  LESS_OBJECTIONABLE,
  SEE_LOG,
  SHORTER_PROMPT,
} from "../remedy.ts";
import { giveKey } from "./access.ts";
import type { ApiError } from "./api-error.ts";
import { type Asked, askDirectly, checkAddress, checkWay } from "./asked.ts";
import { MAX_LINE_BYTES } from "./bounded-fetch.ts";
import { isLoopback } from "./loopback.ts";

const MIB = 1024 * 1024;

/** Codes of the system where a certificate is in the way. */
const TLS = /^(?:CERT_|ERR_TLS|ERR_SSL|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_)/;

/** The failure that an error is, in words for a person. */
export function classifyApiError(asked: Asked, error: ApiError): Failure {
  return classifyError({ program: asked.title }, classesFor(asked), error);
}

/** Texts and names of kinds come before the status: services say 400 and 429 for what is the account's affair, too. */
function classesFor(asked: Asked): readonly ErrorClass<ApiError>[] {
  const { title, baseURL, addressName, pulls, keyName, keyNames, directlyBy } = asked;
  const checkProxy =
    directlyBy === undefined ? "check HTTPS_PROXY, HTTP_PROXY and NO_PROXY" : askDirectly(directlyBy);
  const key = keyNames.join(" or ") || "a variable that keyEnv names";
  const url = URL.canParse(baseURL) ? new URL(baseURL) : undefined;
  const host = url?.host ?? baseURL;
  const port = Number(url?.port || (url?.protocol === "http:" ? 80 : 443));
  return [
    {
      applies: ({ tooMuch }) => tooMuch,
      how: "crashed",
      what: `${title} sent more than ${MAX_OUTPUT_BYTES / MIB} MiB, or a line of more than ${MAX_LINE_BYTES / MIB}, and was cut off`,
      remedy: "use another model, or set maxOutputTokens of a runner of your own",
      quiet: true,
    },
    {
      applies: ({ notUnderstood }) => notUnderstood,
      how: "crashed",
      what: `something other than ${title} answered at ${host}`,
      remedy: checkWay(asked),
    },
    {
      applies: ({ code }) => explainShortage(code) !== undefined,
      how: "cannot-start",
      what: ({ code }) => `${title} could not be asked: ${explainShortage(code)?.what}`,
      remedy: ({ code }) => explainShortage(code)?.remedy ?? SEE_LOG,
      quiet: true,
    },
    NETWORK_LOGIN,
    {
      applies: isAbout("prompt-too-long"),
      how: "prompt-too-long",
      what: "the prompt is too long for the model",
      remedy: SHORTER_PROMPT,
    },
    {
      applies: isAbout("account-disabled"),
      how: "auth",
      what: `the account of ${title} is disabled`,
      remedy: `ask its administrator, or use another key in ${key}`,
    },
    {
      applies: isAbout("used-up"),
      how: "usage-exhausted",
      what: `the credit or quota of the account of ${title} is used up`,
      remedy: `add credit, or use another key in ${key}`,
    },
    {
      applies: isAbout("login-refused"),
      how: "auth",
      what: `${title} refused ${keyName === undefined ? "the request, and no key is set" : "the key"}`,
      remedy: keyName === undefined ? giveKey(keyNames) : `check ${key}`,
    },
    {
      applies: isAbout("unknown-model"),
      how: "unknown-model",
      what: `${title} does not know the model, or this key may not use it`,
      remedy: [
        `give another with --model${isLoopback(baseURL) ? " (`review-nested runners` lists them)" : ""}`,
        ...(pulls === undefined ? [] : [`fetch it: ollama pull ${pulls}`]),
      ],
    },
    {
      applies: isAbout("refused"),
      how: "refused",
      what: `${title} refused to answer`,
      remedy: LESS_OBJECTIONABLE,
    },
    {
      applies: isAbout("rate-limited"),
      how: "rate-limited",
      what: `${title} limits how much may be asked at a time`,
      remedy: AGAIN_SOON,
      wait: askedToWait,
    },
    {
      applies: isAbout("overloaded"),
      how: "overloaded",
      what: `${title} is overloaded`,
      remedy: AGAIN_LATER,
      wait: askedToWait,
    },
    {
      applies: ({ badProxy }) => badProxy,
      how: "bad-address",
      what: "the proxy cannot be used",
      remedy: checkProxy,
    },
    {
      applies: ({ status, code, text }) =>
        status === 407 || (status === 0 && (/HTTP Tunneling/.test(text) || code === "UND_ERR_PRX_TLS")),
      how: "bad-address",
      what: `the proxy did not let the request through to ${host}`,
      remedy: checkProxy,
    },
    {
      applies: ({ code }) => code === "ERR_SSL_WRONG_VERSION_NUMBER" || code === "EPROTO",
      how: "bad-address",
      what: `what listens at ${host} does not speak https`,
      remedy: `write http:// in ${addressName}, if it is a server of your own`,
      quiet: true,
    },
    {
      applies: ({ code }) => TLS.test(code ?? ""),
      how: "bad-address",
      what: `the certificate of ${host} was not accepted`,
      remedy: "check the address, or name your own authority with NODE_EXTRA_CA_CERTS",
    },
    {
      applies: ({ status, text }) => status === 0 && text === "bad port",
      how: "bad-address",
      what: `nobody asks a service at the port of ${host}: it belongs to another protocol`,
      remedy: `check ${addressName}`,
      quiet: true,
    },
    {
      applies: ({ status, code }) => status === 0 && /^UND_ERR_(?:BODY|HEADERS)_TIMEOUT$/.test(code ?? ""),
      how: "timeout",
      what: `timeout: nothing came from ${host} for five minutes`,
      remedy: [AGAIN, FEWER_PAIRS],
      quiet: true,
    },
    {
      applies: ({ text }) => /ended without a finish reason/i.test(text),
      how: "truncated",
      what: `${title} ended the answer before its end`,
      remedy: AGAIN,
    },
    {
      applies: isAbout("failed"),
      how: "overloaded",
      what: `${title} failed`,
      remedy: AGAIN_LATER,
    },
    {
      applies: ({ status }) => status >= 300 && status < 400,
      how: "bad-address",
      what: ({ location = "another address" }) =>
        `there is no such service at ${host}: it redirects to ${location}, which is not followed`,
      quiet: true,
      remedy: `check ${addressName}`,
    },
    {
      applies: ({ status }) => status === 404 || status === 405,
      how: "bad-address",
      what: `there is no such service at ${host}`,
      remedy: checkAddress(asked) ?? `check ${addressName}`,
    },
    {
      applies: ({ status, text }) => status >= 400 && isAboutTheInvocation(text),
      how: "bad-invocation",
      what: `${title} refused the request`,
      remedy:
        "check --model and --effort, and of a runner of your own maxOutputTokens, temperature and thinking",
    },
    {
      applies: ({ status }) => status >= 400,
      how: "crashed",
      what: `${title} refused the request`,
      remedy: SEE_LOG,
    },
    {
      // Of a proxy that is not there the error names another port.
      applies: (error) => error.code === "ECONNREFUSED" && error.port === port,
      how: "bad-address",
      what: `nothing listens at ${host}`,
      remedy: `is the server started? ${addressName} names another`,
      quiet: true,
    },
    {
      applies: ({ code, port: refused }) => code === "ECONNREFUSED" && refused !== undefined,
      how: "bad-address",
      what: ({ port: refused }) => `nothing listens at port ${refused}, where a proxy should be`,
      remedy: checkProxy,
      quiet: true,
    },
    {
      applies: ({ code, hostname }) => code === "ENOTFOUND" && ![undefined, url?.hostname].includes(hostname),
      how: "bad-address",
      what: ({ hostname }) => `there is no proxy ${hostname}`,
      remedy: checkProxy,
      quiet: true,
    },
    {
      applies: ({ code }) => code === "ENOTFOUND",
      how: "bad-address",
      what: `there is no ${host}`,
      remedy: `check the network, the proxy and ${addressName}`,
    },
    {
      applies: ({ code }) => code !== undefined,
      how: "crashed",
      what: `${host} could not be reached, or the connection broke off`,
      remedy: directlyBy === undefined ? `check the network, the proxy and ${addressName}` : checkProxy,
    },
  ];
}
