import { afterAll, beforeEach, describe, expect, test } from '@jest/globals';
import { ApiProblem, WaitsForApproval } from '@vafa/client';
import type { Begun, SettingsForm } from '../src/console/parts/use-settings-form.ts';
import { fakeStorage } from './fake-storage.ts';
import { forgetPages, showHook, type ShownHook } from './shown-hook.ts';

interface Thing {
  readonly revision: number;
  readonly name: string;
}
interface Terms {
  readonly name: string;
}
type Form = SettingsForm<Terms> & { readonly leftAt?: Date | undefined };

const kept = new Map<string, string>();
Object.assign(globalThis, {
  location: { origin: 'http://127.0.0.1' },
  sessionStorage: fakeStorage(kept),
});
afterAll(() => {
  forgetPages();
  for (const name of ['location', 'sessionStorage']) Reflect.deleteProperty(globalThis, name);
});

// The client of the page asks where it is as soon as it is read.
const { useDraft } = await import('../src/drafts/use-draft.ts');
const { useSettingsForm } = await import('../src/console/parts/use-settings-form.ts');

/** What the club has, and by which revisions it was asked to change it. */
let club: Thing;
let asked: number[];
let waits: boolean;
/** Holds the next save back, until it is let go. */
let held: Promise<void> | undefined;

beforeEach(() => {
  kept.clear();
  club = { revision: 1, name: 'First' };
  asked = [];
  waits = false;
  held = undefined;
});

const theyShould = (name: string): Thing => (club = { revision: club.revision + 1, name });
const termsOf = ({ name }: Thing): Terms => ({ name });
const order = (thing: Thing) => ({
  thing,
  termsOf,
  read: () => Promise.resolve(club),
  send: async ({ name }: Terms, { revision }: Thing): Promise<Thing> => {
    await held;
    asked.push(revision);
    if (revision !== club.revision) throw new ApiProblem(412, 'thing_changed', '');
    if (waits) throw new WaitsForApproval({ id: 'apr_1' } as WaitsForApproval['approval']);
    return theyShould(name.trim());
  },
  onDone: () => undefined,
  onWaits: () => undefined,
});

const isBegun = (given: unknown): given is Begun<Thing, Terms> =>
  typeof given === 'object' && given !== null && 'seen' in given && 'terms' in given;

const plain = (thing: Thing): Form => useSettingsForm(order(thing));
const drafted = (thing: Thing): Form => {
  const draft = useDraft<Begun<Thing, Terms>>('thing', { seen: thing, terms: termsOf(thing) }, (given) =>
    isBegun(given) ? given : undefined,
  );
  return { ...useSettingsForm({ ...order(thing), draft }), leftAt: draft.leftAt };
};
const drafts = (): number => [...kept.keys()].filter((name) => name.includes('draft/')).length;

describe.each([
  ['a form', plain],
  ['a form that keeps a draft', drafted],
])('%s', (_what, hook) => {
  let page: ShownHook<Thing, Form>;
  const open = async (): Promise<void> => {
    page = await showHook(hook, club);
  };
  const type = (name: string): Promise<Form> => page.press(({ change }) => change({ name }));
  const save = (): Promise<Form> => page.press((form) => form.save());

  test('takes in what is read anew while nobody has touched it, and leaves nothing behind', async () => {
    await open();
    await page.give(theyShould('Second'));
    expect([page.got().terms.name, drafts()]).toEqual(['Second', 0]);
    await page.leave();
    expect(drafts()).toBe(0);
  });

  test('never writes over what was not seen, although it was read anew meanwhile', async () => {
    await open();
    await type('Mine');
    await page.give(theyShould('Theirs'));
    await type('Mine!');
    await save();
    expect(club.name).toBe('Theirs');
    expect(page.got().between).toMatchObject({ mine: { name: 'Mine!' }, theirs: { name: 'Theirs' } });
    await page.press(({ between }) => between?.keepMine());
    expect([club.name, page.got().between, asked]).toEqual(['Mine!', undefined, [1, 2]]);
    await page.leave();
    expect(drafts()).toBe(0);
  });

  test('is untouched by its own save, as it was saved: what others do comes in', async () => {
    await open();
    await type(' Mine ');
    await save();
    expect(page.got().terms.name).toBe('Mine');
    await page.give(club);
    await page.give(theyShould('Later'));
    expect(page.got().terms.name).toBe('Later');
    await type('Again');
    await save();
    expect([club.name, page.got().between, asked]).toEqual(['Again', undefined, [1, 3]]);
  });

  test('keeps what is typed while it is saved, and saves it by the revision of that', async () => {
    await open();
    let go = (): void => undefined;
    held = new Promise((resolve) => (go = resolve));
    await type('One');
    await save();
    await type('Two');
    await page.press(go);
    expect([club.name, page.got().terms.name]).toEqual(['One', 'Two']);
    await save();
    expect([club.name, page.got().between, asked]).toEqual(['Two', undefined, [1, 2]]);
  });

  test('asks a second person once for what was kept over that of somebody else', async () => {
    await open();
    await type('Mine');
    theyShould('Theirs');
    await save();
    waits = true;
    await page.press(({ between }) => between?.keepMine());
    expect(page.got()).toMatchObject({ between: undefined, failure: undefined, terms: { name: 'Mine' } });
    waits = false;
    await save();
    expect([club.name, asked]).toEqual(['Mine', [1, 2, 2]]);
  });

  test('is untouched once a second person has approved what was typed', async () => {
    await open();
    waits = true;
    await type('Mine');
    await save();
    await page.give(theyShould('Mine'));
    await page.give(theyShould('Later'));
    expect(page.got().terms.name).toBe('Later');
  });
});

describe('what was left of a form', () => {
  const leave = async (): Promise<void> => {
    const page = await showHook(drafted, club);
    await page.press(({ change }) => change({ name: 'Mine' }));
    await page.give(theyShould('Theirs'));
    await page.press(({ change }) => change({ name: 'Mine!' }));
    await page.leave();
  };

  test('is saved by the version that it was begun with', async () => {
    await leave();
    const page = await showHook(drafted, club);
    expect(page.got()).toMatchObject({ terms: { name: 'Mine!' }, leftAt: expect.any(Date) });
    await page.press((form) => form.save());
    expect(club.name).toBe('Theirs');
    expect(page.got().between).toMatchObject({ mine: { name: 'Mine!' }, theirs: { name: 'Theirs' } });
  });

  test('goes when that of somebody else is taken', async () => {
    await leave();
    theyShould('Newer');
    const page = await showHook(drafted, { revision: 2, name: 'Theirs' });
    await page.press((form) => form.save());
    await page.press(({ between }) => between?.takeTheirs());
    expect(page.got()).toMatchObject({ terms: { name: 'Newer' }, leftAt: undefined, between: undefined });
    expect(drafts()).toBe(0);
    await page.press(({ change }) => change({ name: 'Newest' }));
    await page.press((form) => form.save());
    expect([club.name, asked]).toEqual(['Newest', [1, 3]]);
  });

  test('goes when it is discarded, and the form goes on with what is there', async () => {
    await leave();
    const page = await showHook(drafted, club);
    await page.press(({ discard }) => discard());
    expect(page.got()).toMatchObject({ terms: { name: 'Theirs' }, leftAt: undefined });
    expect(drafts()).toBe(0);
    await page.press(({ change }) => change({ name: 'Mine at last' }));
    await page.press((form) => form.save());
    expect([club.name, page.got().between, asked]).toEqual(['Mine at last', undefined, [2]]);
  });
});
