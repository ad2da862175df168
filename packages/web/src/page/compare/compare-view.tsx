import { hrefOf } from "../model/route.ts";
import { Message } from "../parts/message.tsx";
import { NotFound } from "../parts/not-found.tsx";
import { useLoaded } from "../parts/use-loaded.ts";
import { usePage } from "../state/page-state.ts";
import { Agreement } from "./agreement.tsx";
import { Differing } from "./differing.tsx";

/** What two partitions made of the same texts. */
export function CompareView() {
  const { source, known, route } = usePage();
  const { modelIds } = known.value.document;
  const [first = modelIds[0], second = modelIds[1]] = route.value.names;
  const isTwo = first !== undefined && second !== undefined && first !== second;
  const { isLoading, value, error } = useLoaded(
    async () => (isTwo ? source.comparison(first, second) : undefined),
    JSON.stringify([first, second]),
    known.value,
  );
  const stranger = route.value.names.find((name) => name !== "" && !modelIds.some((id) => id === name));
  if (stranger !== undefined) return <NotFound>{`There is no model ${stranger}.`}</NotFound>;
  return (
    <>
      <h1>Two models beside each other</h1>
      {modelIds.length < 2 ? (
        <Message>
          {modelIds.length === 0 ? "No model has" : `Only one model, ${modelIds[0]}, has`} judged anything:
          there is nothing to compare.
        </Message>
      ) : (
        <search class="filters" aria-label="models">
          <Model
            label="first"
            chosen={first}
            all={modelIds}
            href={(model) => hrefOf({ view: "compare", names: [model, second ?? ""] })}
          />
          <Model
            label="second"
            chosen={second}
            all={modelIds}
            href={(model) => hrefOf({ view: "compare", names: [first ?? "", model] })}
          />
        </search>
      )}
      {modelIds.length > 1 && !isTwo && <Message>Choose two different models.</Message>}
      {isTwo && isLoading && <Message>loading…</Message>}
      {error && <Message kind="bad">{error.message}</Message>}
      {isTwo && !isLoading && !error && !value && (
        <Message>
          This comparison is not in this report: <code>review-nested ui</code> shows it.
        </Message>
      )}
      {value && (
        <>
          <Agreement comparison={value} />
          <Differing comparison={value} />
        </>
      )}
    </>
  );
}

interface ModelProps {
  label: string;
  chosen: string | undefined;
  all: readonly string[];
  href(model: string): string;
}

function Model({ label, chosen, all, href }: ModelProps) {
  return (
    <label class="choice">
      <span>{label}</span>
      <select
        value={chosen}
        onChange={({ currentTarget }) => {
          location.hash = href(currentTarget.value);
        }}
      >
        {all.map((model) => (
          <option key={model}>{model}</option>
        ))}
      </select>
    </label>
  );
}
