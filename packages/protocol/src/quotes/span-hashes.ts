/** Products of two numbers below this prime are exact. */
const PRIME = 67_108_859;
const BASE = 40_503_811;

/**
 * Tells at once that a long part does not stand at a place of a text, however much of it does; of what may stand there it tells
 * nothing sure. The hashes of the text are made when the first part asks for them: few texts need them.
 */
export function spanHashes(text: string): (part: string) => (start: number) => boolean {
  let made: { sums: Uint32Array; powers: Uint32Array } | undefined;
  return (part) => {
    made ??= { sums: sumsOf(text), powers: powersUpTo(text.length) };
    const { sums, powers } = made;
    const asked = sumsOf(part)[part.length];
    const power = powers[part.length] ?? 0;
    return (start) => {
      const [before, through] = [sums[start] ?? 0, sums[start + part.length]];
      return through !== undefined && (through - ((before * power) % PRIME) + PRIME) % PRIME === asked;
    };
  };
}

/** The hashes of all beginnings of a text, that of nothing first. */
function sumsOf(text: string): Uint32Array {
  const sums = new Uint32Array(text.length + 1);
  let sum = 0;
  for (let at = 0; at < text.length; at += 1) {
    sum = (sum * BASE + text.charCodeAt(at) + 1) % PRIME;
    sums[at + 1] = sum;
  }
  return sums;
}

function powersUpTo(length: number): Uint32Array {
  const powers = new Uint32Array(length + 1);
  let power = 1;
  for (let at = 0; at <= length; at += 1) {
    powers[at] = power;
    power = (power * BASE) % PRIME;
  }
  return powers;
}
