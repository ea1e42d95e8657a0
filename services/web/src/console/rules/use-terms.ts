import type { EarningRule } from '@vafa/client';
import { useDraft } from '../../drafts/use-draft.ts';
import { draftOf, emptyDraft, keptDraft, type Draft } from './draft.ts';

/** Terms as they are written, and the version that they were begun with. */
interface Begun {
  readonly terms: Draft;
  readonly version: number;
}

const begunOf = (kept: unknown): Begun | undefined => {
  const { terms, version } = kept as { readonly terms?: unknown; readonly version?: unknown };
  const draft = keptDraft(terms ?? {});
  return draft === undefined || typeof version !== 'number' ? undefined : { terms: draft, version };
};

/** The next terms of a rule, or the first of a new one, which are kept until they are published. */
export const useTerms = (rule: EarningRule | undefined) => {
  const published = rule === undefined ? emptyDraft : draftOf(rule);
  const known = rule?.version ?? 0;
  const left = useDraft<Begun>(`rule/${rule?.code ?? ''}`, { terms: published, version: known }, begunOf);
  const change = (changes: Partial<Draft>): void =>
    left.set((now) => ({ ...now, terms: { ...now.terms, ...changes } }));
  return { published, known, left, change };
};
