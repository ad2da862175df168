/** What the bundler writes for something that a chunk gives to others. */
const GIVEN =
  /Object\.defineProperty\(exports,[`"]([\w$]+)[`"],\{enumerable:!0,get:function\(\)\{return ([\w$]+)\}\}\)/g;

/**
 * A rolldown plugin: what a chunk gives to others is a plain property, not a function that says what it is now: a thousand of these are made,
 * and each is called. They stand at the end of the chunk, where everything has its value; what could change later is refused.
 * @returns {import("rolldown").Plugin}
 */
export function plainExports() {
  return {
    name: "plain-exports",
    transform: (code, id) => {
      if (/^export let /m.test(code))
        throw new Error(`${id} exports what may change: others would keep the first value`);
    },
    generateBundle: (_options, bundle) => {
      for (const file of Object.values(bundle)) {
        if (file.type === "chunk") file.code = file.code.replaceAll(GIVEN, "exports.$1=$2");
      }
    },
  };
}
