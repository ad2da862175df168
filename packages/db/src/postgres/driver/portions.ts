/** What an iterable gives, so many at a time: it is read no further than is asked for. */
export function* inPortions<Each>(all: Iterable<Each>, size: number): Generator<Each[]> {
  let portion: Each[] = [];
  for (const each of all) {
    portion.push(each);
    if (portion.length < size) continue;
    yield portion;
    portion = [];
  }
  if (portion.length > 0) yield portion;
}
