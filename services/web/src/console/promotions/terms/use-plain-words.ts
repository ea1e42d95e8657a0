import { useClub, useDays } from '../../../kit/club-settings.tsx';
import { formatDay, formatTime } from '../../../kit/formats/dates.ts';
import type { Language } from '../../../kit/formats/language.ts';
import { moneyText } from '../../../kit/formats/money.ts';
import { formatNumber, formatPercent, parseNumber, withDigits } from '../../../kit/formats/numbers.ts';
import { useSayIfKnown } from '../../../kit/say.ts';
import { useSignedIn } from '../../../sign-in/use-session.ts';
import { usePromotionsSay } from '../say.ts';
import { fieldOf, listOf, textsOf, type Json } from './json.ts';

/** Keeps a name of unknown script from turning the sentence around. */
export const alone = (text: string): string => `\u2068${text}\u2069`;

/** Stands for what is not written yet. */
export const nothingYet = '…';

/** Values as people read them, each by itself. */
export interface PlainWords {
  readonly say: ReturnType<typeof usePromotionsSay>;
  readonly known: ReturnType<typeof useSayIfKnown>;
  readonly language: Language;
  readonly number: (value: Json | undefined) => string;
  readonly percent: (value: Json | undefined) => string;
  /** Minor units of the club's money. */
  readonly money: (minor: Json | undefined) => string;
  readonly moment: (at: string) => string;
  readonly list: (words: readonly string[], type?: 'conjunction' | 'disjunction') => string;
  /** Names that the club gave, one of which counts. */
  readonly codes: (value: Json | undefined) => string;
  /** What a discount takes: a share or an amount. */
  readonly off: (value: Json | undefined) => string;
  readonly steps: (value: Json | undefined) => string;
}

export const usePlainWords = (): PlainWords => {
  const say = usePromotionsSay();
  const known = useSayIfKnown();
  const days = useDays();
  const { language, money: unit } = useClub();
  const { club } = useSignedIn();
  const list: PlainWords['list'] = (words, type = 'disjunction') =>
    new Intl.ListFormat(language, { type }).format(words);
  const number: PlainWords['number'] = (value) => {
    const parsed = parseNumber(String(value));
    return parsed === undefined ? String(value) : formatNumber(parsed, language);
  };
  const percent: PlainWords['percent'] = (value) => {
    const parsed = parseNumber(String(value));
    return parsed === undefined ? nothingYet : formatPercent(parsed, language);
  };
  const money: PlainWords['money'] = (minor) =>
    typeof minor === 'number' && Number.isSafeInteger(minor)
      ? moneyText({ amount: minor, currency: club.currency, digits: club.currency_digits }, unit, language)
      : nothingYet;
  const off: PlainWords['off'] = (value) => {
    const share = fieldOf(value, 'percent');
    return share === undefined ? money(fieldOf(value, 'amount')) : percent(share);
  };
  return {
    say,
    known,
    language,
    number,
    percent,
    money,
    list,
    off,
    moment: (at) => {
      const date = new Date(at);
      if (Number.isNaN(date.getTime())) return at;
      return `${formatDay(date, days)}${say('list.comma')}${formatTime(date, days)}`;
    },
    codes: (value) => {
      const texts = textsOf(value);
      return texts.length === 0 ? nothingYet : list(texts.map((text) => alone(withDigits(text, language))));
    },
    steps: (value) =>
      listOf(value)
        .map((step) => say('steps.one', { from: money(fieldOf(step, 'from')), off: off(fieldOf(step, 'off')) }))
        .join(say('list.semicolon')),
  };
};
