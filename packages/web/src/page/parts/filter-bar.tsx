import type { ComponentChildren } from "preact";
import { usePage } from "../state/page-state.ts";

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
  const all = options.map((each) => (typeof each === "string" ? { value: each, words: each } : each));
  return (
    <label class="choice">
      <span>{label}</span>
      <select
        value={route.value.params[name] ?? (none === undefined ? all[0]?.value : "")}
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

export function FilterBar({ children }: { children: ComponentChildren }) {
  return (
    <search class="filters" aria-label="filters">
      {children}
    </search>
  );
}
