import type { Promotion } from '@vafa/client';
import { ApiProblem } from '@vafa/client';
import { useState } from 'react';
import { api } from '../../../api/client.ts';
import type { Draft } from '../../../drafts/use-draft.ts';
import { useDraft } from '../../../drafts/use-draft.ts';
import { useSettingsForm, type Begun, type SettingsForm } from '../../parts/use-settings-form.ts';
import { bodyOf, keptWritten, writtenOf, type Written } from '../written.ts';
import { standing, type Flaws } from './flaws.ts';

/** What a promotion is before it is written for the first time. */
export const blank = (written: Written): Promotion =>
  ({ ...written, id: '', revision: 0, version: 0, state: 'draft', draft: 'draft' }) as unknown as Promotion;

type Kept = Begun<Promotion, Written>;

const begunOf = (kept: unknown): Kept | undefined => {
  const { seen, terms } = kept as { readonly seen?: unknown; readonly terms?: unknown };
  const [before, written] = [keptWritten(seen), keptWritten(terms)];
  const revision = (seen as { readonly revision?: unknown } | undefined)?.revision;
  return before === undefined || written === undefined || typeof revision !== 'number'
    ? undefined
    : { seen: seen as Promotion, terms: written };
};

/** Places of what is wrong, as either kind of problem tells them. */
const placesOf = ({ code, details, errors }: ApiProblem): Readonly<Record<string, string>> => {
  if (code === 'invalid_promotion') return details;
  return Object.fromEntries(
    errors.flatMap(({ pointer, code: what }) => (pointer === undefined ? [] : [[pointer, what]])),
  );
};

export interface Editor {
  readonly form: SettingsForm<Written>;
  readonly left: Draft<Kept>;
  /** What is wrong, and still stands there. */
  readonly flaws: ReadonlyMap<string, string>;
}

interface EditorOrder {
  /** As the page has read it, or blank. */
  readonly of: Promotion;
  /** Names the draft that is kept. */
  readonly name: string;
  /** Places that the person has to fill in, told as flaws from the beginning. */
  readonly toFill: readonly string[];
  readonly onSaved: (now: Promotion, isHere: boolean) => void;
}

/** A promotion as it is written: kept over a reload, saved by the revision that was seen. */
export const useEditor = ({ of, name, toFill, onSaved }: EditorOrder): Editor => {
  const left = useDraft<Kept>(`promotion/${name}`, { seen: of, terms: writtenOf(of) }, begunOf);
  const [flaws, setFlaws] = useState<Flaws>(() => ({
    of: writtenOf(of),
    places: Object.fromEntries(toFill.map((pointer) => [pointer, 'to_fill'])),
  }));
  const form = useSettingsForm<Promotion, Written, Promotion>({
    thing: of,
    draft: left,
    termsOf: writtenOf,
    read: () => api.call('getPromotion', { path: { code: of.code } }),
    send: async (written, seen, key) => {
      try {
        const body = bodyOf(written);
        const now =
          seen.revision === 0
            ? await api.call('createPromotion', { body: { ...body, code: written.code }, key })
            : await api.call('savePromotion', {
                path: { code: seen.code },
                body: { ...body, revision: seen.revision },
              });
        setFlaws({ of: written, places: {} });
        return now;
      } catch (error) {
        if (error instanceof ApiProblem) setFlaws({ of: written, places: placesOf(error) });
        throw error;
      }
    },
    onDone: onSaved,
  });
  return { form, left, flaws: standing(flaws, form.terms) };
};
