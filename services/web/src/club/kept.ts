import { clubCode } from './place.ts';

interface Kept {
  readonly at: number;
  readonly value: unknown;
}

const nameOf = (what: string): string => `vafa.club/${clubCode}/${what}`;

/** What was last seen, with its time. Storage may be closed to the page, or hold anything. */
export const keptOf = <T>(what: string): { readonly at: number; readonly value: T } | undefined => {
  try {
    const kept = JSON.parse(localStorage.getItem(nameOf(what)) ?? 'null') as Partial<Kept> | null;
    return typeof kept?.at === 'number' ? { at: kept.at, value: kept.value as T } : undefined;
  } catch {
    return undefined;
  }
};

export const keep = (what: string, value: unknown): void => {
  try {
    localStorage.setItem(nameOf(what), JSON.stringify({ at: Date.now(), value }));
  } catch {
    // Without storage the next start has to read it again.
  }
};

/** Whether this browser keeps anything: where it does not, only the gateway knows who has signed in. */
export const canKeep = (): boolean => {
  try {
    localStorage.setItem(nameOf('here'), '1');
    return true;
  } catch {
    return false;
  }
};

/** All that was seen of the member; the look of the club stays. */
export const forget = (): void => {
  try {
    const names = Array.from({ length: localStorage.length }, (_, at) => localStorage.key(at) ?? '');
    for (const name of names) if (name.startsWith(nameOf('me'))) localStorage.removeItem(name);
  } catch {
    // As above.
  }
};
