import { useClub } from '../../../kit/club-settings.tsx';
import { formatNumber } from '../../../kit/formats/numbers.ts';
import { useSayIfKnown } from '../../../kit/say.ts';
import type { ShownSetting } from '../../parts/changed-between.tsx';
import { flatLines } from '../lines.ts';
import { useFlaw, usePromotionsSay } from '../say.ts';
import { partIds } from '../says.ts';
import type { Says } from '../use-says.ts';
import type { Written } from '../written.ts';

/** Each thing that is wrong with its place, in words: none is lost, also of what no field shows. */
export const useFlawLines = (flaws: ReadonlyMap<string, string>): readonly string[] => {
  const say = usePromotionsSay();
  const known = useSayIfKnown();
  const flaw = useFlaw();
  const { language } = useClub();
  return [...flaws].map(([pointer, code]) => {
    const [first = '', second, third] = pointer.split('/').slice(1);
    const part = first === 'terms' ? (second ?? first) : first;
    const at = first === 'terms' && third !== undefined && /^\d+$/.test(third) ? Number(third) + 1 : undefined;
    const name = known(`flaw.part.${part}`) ?? part;
    const place = at === undefined ? name : say('flaw.nth', { part: name, number: formatNumber(at, language) });
    return say('flaw.line', { place, flaw: flaw(code) });
  });
};

/** What both say, part by part, where two have written at once. */
export const useShownSettings = ({ parts }: Says): readonly ShownSetting<Written>[] => {
  const say = usePromotionsSay();
  const said = (id: string) => (written: Written) =>
    flatLines(parts(written).find((part) => part.id === id)?.lines ?? []).join(' · ');
  return [
    { name: say('edit.name'), of: ({ name }) => name },
    ...partIds.map((id) => ({ name: say(`part.${id}`), of: said(id) })),
  ];
};
