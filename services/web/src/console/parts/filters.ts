import { useNavigate, useSearch } from '@tanstack/react-router';

export interface Filters<Name extends string> {
  /** Empty where nothing is filtered. */
  readonly values: Readonly<Record<Name, string>>;
  readonly set: (changes: Partial<Record<Name, string>>) => void;
  readonly clear: () => void;
  /** Whether anything is filtered at all. */
  readonly isOn: boolean;
}

/** What a list is narrowed by. It stands in the address, so that it is shared, kept and gone back to. */
export const useFilters = <Name extends string>(names: readonly Name[]): Filters<Name> => {
  const search: Readonly<Record<string, unknown>> = useSearch({ strict: false });
  const navigate = useNavigate();
  const valueOf = (name: string): string => {
    const value = search[name];
    // The router reads digits as a number, where they are written the same: a SKU is such a text.
    return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  };
  const values = Object.fromEntries(names.map((name) => [name, valueOf(name)])) as Record<Name, string>;
  const set = (changes: Partial<Record<Name, string>>): void => {
    const kept = Object.entries({ ...search, ...changes }).filter(([, value]) => value !== '' && value !== undefined);
    void navigate({ to: '.', search: Object.fromEntries(kept), replace: true });
  };
  return {
    values,
    set,
    clear: () => set(Object.fromEntries(names.map((name) => [name, ''])) as Partial<Record<Name, string>>),
    isOn: names.some((name) => values[name] !== ''),
  };
};
