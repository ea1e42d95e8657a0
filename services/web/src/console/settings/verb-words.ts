import { useSayIfKnown } from '../../kit/say.ts';
import { useConsoleSay } from '../words/say.ts';

/** What a key may, by what it is about: `members:read members:write` is “Members: see, change”. */
export const useVerbWords = (): ((verbs: readonly string[]) => string) => {
  const say = useConsoleSay();
  const sayIfKnown = useSayIfKnown();
  const wordOf = (kind: 'thing' | 'act', name: string): string => sayIfKnown(`verb.${kind}.${name}`) ?? name;
  return (verbs) => {
    if (verbs.includes('*')) return say('keys.all');
    const acts = new Map<string, string[]>();
    for (const verb of verbs) {
      const [thing = verb, act = ''] = verb.split(':');
      acts.set(thing, [...(acts.get(thing) ?? []), act]);
    }
    return [...acts]
      .map(([thing, done]) =>
        say('verb.of', {
          thing: wordOf('thing', thing),
          acts: done.map((act) => wordOf('act', act)).join(say('list.comma')),
        }),
      )
      .join(say('verb.between'));
  };
};
