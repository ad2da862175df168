import type { ComponentChildren } from "preact";
import { usePage } from "../state/page-state.ts";
import { NARROW, useMedia } from "./use-media.ts";

/** A box to search in, whose words are in the address. */
export function Search({ label }: { label: string }) {
  const { route, choose } = usePage();
  return (
    <input
      type="search"
      class="search"
      aria-label={label}
      placeholder={`${label} ( / )`}
      data-search
      value={route.value.params.q ?? ""}
      onInput={({ currentTarget }) => choose({ q: currentTarget.value })}
    />
  );
}

/** A choice that is in the address under `name`; the first is none. */
export function Choice({
  name,
  label,
  none,
  options,
}: {
  name: string;
  label: string;
  none?: string;
  options: readonly (string | { value: string; words: string })[];
}) {
  const { route, choose } = usePage();
  const known = options.map((each) => (typeof each === "string" ? { value: each, words: each } : each));
  const chosen = route.value.params[name];
  const isUnknown = chosen !== undefined && !known.some(({ value }) => value === chosen);
  // What the address says is shown, also where it is none of them.
  const all = isUnknown ? [...known, { value: chosen, words: `${chosen} (there is none)` }] : known;
  return (
    <label class="choice">
      <span>{label}</span>
      <select
        value={chosen ?? (none === undefined ? all[0]?.value : "")}
        onChange={({ currentTarget }) => choose({ [name]: currentTarget.value })}
      >
        {none !== undefined && <option value="">{none}</option>}
        {all.map(({ value, words }) => (
          <option key={value} value={value}>
            {words}
          </option>
        ))}
      </select>
    </label>
  );
}

export function ModelChoice() {
  const { known } = usePage();
  return <Choice name="model" label="model" none="all models" options={known.value.document.modelIds} />;
}

/** Gates by lens: a whole lens can be chosen, too. */
export function GateChoice() {
  const { gates } = usePage().known.value.document;
  const lenses = [...new Set(gates.map(({ lens }) => lens))].filter((lens) => lens !== "");
  const options = [
    ...lenses.map((lens) => ({ value: lens, words: `${lens}/ (all)` })),
    ...gates.map(({ gateId }) => gateId),
  ];
  return <Choice name="gate" label="gate" none="all gates" options={options} />;
}

/** What narrows a view. In a narrow window all but the search is folded into one line, which says what is chosen. */
export function FilterBar({
  search,
  folded = [],
  children,
}: {
  search?: ComponentChildren;
  /** The names of the choices that can be folded. */
  folded?: readonly string[];
  children: ComponentChildren;
}) {
  const { params } = usePage().route.value;
  const isFolded = useMedia(NARROW) && folded.length > 0;
  const chosen = folded.flatMap((name) => params[name] ?? []);
  return (
    <search class="filters" aria-label="filters">
      {search}
      {isFolded ? (
        <details class="choices">
          <summary>filters{chosen.length > 0 && `: ${chosen.join(", ")}`}</summary>
          <div class="filters">{children}</div>
        </details>
      ) : (
        children
      )}
    </search>
  );
}
