import { ApiProblem, WaitsForApproval } from '@vafa/client';
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

/** What stands in a form, and what of the thing it was begun with. Both go into a draft. */
export interface Begun<Thing, Terms> {
  readonly seen: Thing;
  readonly terms: Terms;
}

export interface SettingsForm<Terms> extends Pick<Write<never>, 'isBusy' | 'failure' | 'code'> {
  /** As they stand in the form. */
  readonly terms: Terms;
  readonly change: (part: Partial<Terms>) => void;
  /** Saves what stands there, with what is changed by this. */
  readonly save: (part?: Partial<Terms>) => void;
  readonly between: Between<Terms> | undefined;
  /** Begins anew with what is known of the thing. */
  readonly discard: () => void;
}

interface SettingsFormOrder<Thing, Terms, Answer extends Thing> {
  /** As the page has read it. */
  readonly thing: Thing;
  /** Of a long form: what is typed is kept here until it is sent. */
  readonly draft?: Draft<Begun<Thing, Terms>>;
  /** What the form changes of it. */
  readonly termsOf: (thing: Thing) => Terms;
  /** Reads it anew. */
  readonly read: () => Promise<Thing>;
  /**
   * Saves by the revision of `seen`, and answers how it is from then on. The owner refuses another one with a code that
   * ends in `_changed`.
   */
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
export const useSettingsForm = <Thing extends object, Terms extends object, Answer extends Thing>(
  order: SettingsFormOrder<Thing, Terms, Answer>,
): SettingsForm<Terms> => {
  const { thing, draft, termsOf, read, send, beside = '', onDone, onWaits } = order;
  const begunWith = (now: Thing): Begun<Thing, Terms> => ({ seen: now, terms: termsOf(now) });
  const [own, setOwn] = useState(() => begunWith(thing));
  const { value, set, restart } = draft ?? { value: own, set: setOwn, restart: setOwn };
  const { seen, terms } = value;
  const [theirs, setTheirs] = useState<Thing>();
  const begin = (now: Thing): void => {
    restart(begunWith(now));
    setTheirs(undefined);
  };
  const takeIn = (now: Thing): void => {
    const said = textOf(terms);
    const isUntouched = theirs === undefined && said === textOf(termsOf(seen));
    // All is so already, as when a second person has approved it.
    if (isUntouched || said === textOf(termsOf(now))) begin(now);
  };
  const latest = useRef(takeIn);
  latest.current = takeIn;
  const told = textOf(thing);
  const toldBefore = useRef(told);
  useEffect(() => {
    if (toldBefore.current === told) return;
    toldBefore.current = told;
    latest.current(JSON.parse(told) as Thing);
  }, [told]);
  const ask = async (asked: Terms, over: Thing, key: string): Promise<Answer> => {
    try {
      return await send(asked, over, key);
    } catch (error) {
      // A person has chosen, and a second one decides: asking for the choice again would make a second request.
      if (error instanceof WaitsForApproval) {
        set((at) => ({ ...at, seen: over }));
        setTheirs(undefined);
      }
      throw error;
    }
  };
  const attempt = async (body: Sent<Thing, Terms>, key: string): Promise<Answer> => {
    try {
      return await ask(body.terms, body.seen, key);
    } catch (error) {
      if (!isChanged(error)) throw error;
      const now = await read().catch(() => undefined);
      if (now === undefined) throw error;
      // Something else of it was changed, which this form neither shows nor saves; or all is so already.
      const known = textOf(termsOf(now));
      if (known === textOf(termsOf(body.seen)) || known === textOf(body.terms))
        return ask(body.terms, now, crypto.randomUUID());
      setTheirs(() => now);
      throw error;
    }
  };
  const write = useWrite(
    async (body: Sent<Thing, Terms>, key): Promise<Answer> => {
      const asking = (): Promise<Answer> => attempt(body, key);
      const now =
        draft === undefined ? await asking() : await draft.send({ seen, terms: body.terms }, asking, begunWith);
      // As it was saved: trimmed, in order. What was typed meanwhile stays.
      set((at) => (textOf(at.terms) === textOf(body.terms) ? begunWith(now) : { ...at, seen: now }));
      setTheirs(undefined);
      return now;
    },
    onDone,
    onWaits,
  );
  const saveOver = (over: Thing, part: Partial<Terms> = {}): void => {
    const asked = { ...terms, ...part };
    set((at) => ({ ...at, terms: asked }));
    void write.run({ terms: asked, seen: over, beside });
  };
  return {
    terms,
    change: (part) => set((at) => ({ ...at, terms: { ...at.terms, ...part } })),
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
    discard: () => {
      write.forget();
      begin(theirs ?? thing);
    },
  };
};
