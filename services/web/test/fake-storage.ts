/** A storage as a browser has it; `kept` is what lies in it. */
export const fakeStorage = (kept = new Map<string, string>()) => ({
  getItem: (name: string): string | null => kept.get(name) ?? null,
  setItem: (name: string, value: string): void => void kept.set(name, value),
  removeItem: (name: string): void => void kept.delete(name),
  key: (at: number): string | null => [...kept.keys()][at] ?? null,
  get length(): number {
    return kept.size;
  },
});
