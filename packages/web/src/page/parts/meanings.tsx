/** Words, each with what it means. */
export function Meanings({ all }: { all: readonly (readonly [word: string, meaning: string])[] }) {
  return (
    <dl class="words">
      {all.map(([word, meaning]) => (
        <div key={word}>
          <dt>{word}</dt>
          <dd>{meaning}</dd>
        </div>
      ))}
    </dl>
  );
}
