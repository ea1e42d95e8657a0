import { flatLines, type Part } from './lines.ts';

/** What one side says of a part, and the other does not. */
export interface Difference {
  readonly title: string;
  readonly was: readonly string[];
  readonly is: readonly string[];
}

/** Sentences of one list that the other does not have, each as often as it is missing. */
const without = (lines: readonly string[], others: readonly string[]): readonly string[] => {
  const left = [...others];
  return lines.filter((line) => {
    const at = left.indexOf(line);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
};

/** What differs between two of what was written, in words and part by part. An order that differs is told whole. */
export const differencesOf = (before: readonly Part[], after: readonly Part[]): readonly Difference[] => {
  const ids = [...new Set([...before, ...after].map(({ id }) => id))];
  return ids.flatMap((id): readonly Difference[] => {
    const [one, two] = [before, after].map((parts) => parts.find((part) => part.id === id));
    const [was, is] = [flatLines(one?.lines ?? []), flatLines(two?.lines ?? [])];
    if (was.join('\n') === is.join('\n')) return [];
    const [gone, come] = [without(was, is), without(is, was)];
    const isOrder = gone.length === 0 && come.length === 0;
    return [{ title: (two ?? one)?.title ?? '', was: isOrder ? was : gone, is: isOrder ? is : come }];
  });
};
