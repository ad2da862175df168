// Preloaded into a process: its clock goes backwards, by anything from a millisecond to a year, each time it is read.
let now = Date.now();

function read() {
  now -= Math.ceil(Math.random() ** 8 * 365 * 24 * 3_600_000);
  return now;
}

globalThis.Date = new Proxy(Date, {
  construct: (target, args) => Reflect.construct(target, args.length === 0 ? [read()] : args),
  get: (target, key) => (key === "now" ? read : Reflect.get(target, key)),
});
