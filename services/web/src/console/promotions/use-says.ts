import type { Line, Part } from './lines.ts';
import { conditionLine, effectLine, partsOf, whenText, type Speaking } from './says.ts';
import type { Json } from './terms/json.ts';
import { usePlainWords } from './terms/use-plain-words.ts';
import { useNames } from './use-names.ts';
import type { Written } from './written.ts';

export interface Says {
  readonly speaking: Speaking;
  readonly parts: (written: Written) => readonly Part[];
  readonly when: (of: Pick<Written, 'starts_at' | 'ends_at'>) => string;
  readonly condition: (value: Json) => Line;
  readonly effect: (value: Json) => Line;
}

/** Says what is written of promotions, in plain words. */
export const useSays = (): Says => {
  const words = usePlainWords();
  const names = useNames();
  const speaking = { words, names };
  return {
    speaking,
    parts: (written) => partsOf(written, speaking),
    when: (of) => whenText(of, speaking),
    condition: (value) => conditionLine(value, speaking),
    effect: (value) => effectLine(value, speaking),
  };
};
