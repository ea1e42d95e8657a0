import { ApiProblem } from '@vafa/client';
import { useEffect, useRef, useState } from 'react';
import { useWrite, type Write } from '../../api/use-write.ts';
import type { Draft } from '../../drafts/use-draft.ts';

/** What was refused, for somebody else had saved meanwhile: both are shown, and a person chooses. */
export interface Between<Terms> {
  readonly mine: Terms;
  readonly theirs: Terms;
  readonly keepMine: () => void;
  readonly takeTheirs: () => void;
}

export interface SettingsForm<Terms> extends Pick<Write<never>, 'isBusy' | 'failure' | 'code'> {
  /** As they stand in the form. */
  readonly terms: Terms;
  readonly change: (part: Partial<Terms>) => void;
  /** Saves what stands there, with what is changed by this. */
  readonly save: (part?: Partial<Terms>) => void;
  readonly between: Between<Terms> | undefined;
}

interface SettingsFormOrder<Thing, Terms, Answer extends Partial<Thing>> {
  /** As the page has read it. */
  readonly thing: Thing;
  /** Of a long form: what is typed is kept here until it is sent. */
  readonly draft?: Draft<Terms>;
  /** What the form changes of it. */
  readonly termsOf: (thing: Thing) => Terms;
  /** Reads it anew. */
  readonly read: () => Promise<Thing>;
  /** Saves by the revision of `seen`; the owner refuses another one with a code that ends in `_changed`. */
  readonly send: (terms: Terms, seen: Thing, key: string) => Promise<Answer>;
  /** What is sent beside the terms: with another reason it is another command. */
  readonly beside?: string;
  readonly onDone: (answer: Answer, isHere: boolean) => void;
  readonly onWaits?: () => void;
}

interface Sent<Thing, Terms> {
  readonly terms: Terms;
  readonly seen: Thing;
  readonly beside: string;
}

const textOf = (terms: unknown): string => JSON.stringify(terms);
const isChanged = (error: unknown): boolean => error instanceof ApiProblem && error.code.endsWith('_changed');

/**
 * A form of settings that several people may have open. What is read anew comes into a form that nobody has touched,
 * and never over what was typed. Who saves over what somebody else has saved is told so, and sees both.
 */
export const useSettingsForm = <Thing extends object, Terms extends object, Answer extends Partial<Thing>>(
  order: SettingsFormOrder<Thing, Terms, Answer>,
): SettingsForm<Terms> => {
  const { thing, draft, termsOf, read, send, beside = '', onDone, onWaits } = order;
  const [seen, setSeen] = useState(thing);
  const [own, setOwn] = useState(() => termsOf(thing));
  const { value: terms, set: setTerms } = draft ?? { value: own, set: setOwn };
  const [theirs, setTheirs] = useState<Thing>();
  const begin = (now: Thing): void => {
    setSeen(() => now);
    setTerms(termsOf(now));
    setTheirs(undefined);
  };
  const isTouched = textOf(terms) !== textOf(termsOf(seen));
  const latest = useRef(begin);
  latest.current = begin;
  const isKept = useRef(isTouched);
  isKept.current = isTouched || theirs !== undefined;
  const told = textOf(thing);
  useEffect(() => {
    if (!isKept.current) latest.current(JSON.parse(told) as Thing);
  }, [told]);
  const attempt = async (body: Sent<Thing, Terms>, key: string): Promise<Answer> => {
    try {
      return await send(body.terms, body.seen, key);
    } catch (error) {
      if (!isChanged(error)) throw error;
      const now = await read().catch(() => undefined);
      if (now === undefined) throw error;
      // Something else of it was changed, which this form neither shows nor saves; or all is so already.
      const known = textOf(termsOf(now));
      if (known === textOf(termsOf(body.seen)) || known === textOf(body.terms))
        return send(body.terms, now, crypto.randomUUID());
      setTheirs(() => now);
      throw error;
    }
  };
  const write = useWrite(
    (body: Sent<Thing, Terms>, key): Promise<Answer> =>
      draft === undefined ? attempt(body, key) : draft.send(body.terms, () => attempt(body, key)),
    (answer, isHere) => {
      setSeen((known) => ({ ...known, ...answer }));
      setTheirs(undefined);
      onDone(answer, isHere);
    },
    onWaits,
  );
  const saveOver = (now: Thing, part: Partial<Terms> = {}): void => {
    const asked = { ...terms, ...part };
    setTerms(asked);
    void write.run({ terms: asked, seen: now, beside });
  };
  return {
    terms,
    change: (part) => setTerms({ ...terms, ...part }),
    save: (part) => saveOver(theirs ?? seen, part),
    isBusy: write.isBusy,
    failure: theirs === undefined ? write.failure : undefined,
    code: theirs === undefined ? write.code : undefined,
    between:
      theirs === undefined
        ? undefined
        : {
            mine: terms,
            theirs: termsOf(theirs),
            keepMine: () => saveOver(theirs),
            takeTheirs: () => {
              write.forget();
              begin(theirs);
            },
          },
  };
};
