import { withDigits } from '../../../kit/formats/numbers.ts';
import { nameIn, type Names } from '../use-names.ts';
import { dayOfYearText, dayText } from './calendar-days.ts';
import { goodsText, someText } from './goods-words.ts';
import { listOf, textsOf, type Json, type JsonObject } from './json.ts';
import { unknownFields, type Shape, type TermField, type TermKind } from './shapes.ts';
import { alone, nothingYet, type PlainWords } from './use-plain-words.ts';

interface Said {
  readonly given: Json;
  readonly text: string;
  readonly field: TermField;
  readonly of: JsonObject;
  readonly kind: string;
  readonly words: PlainWords;
  readonly names: Names;
}

const calendarOf = ({ calendar }: JsonObject): string => (typeof calendar === 'string' ? calendar : 'gregorian');

const chosen =
  (group: 'tiers' | 'branches') =>
  ({ given, words, names }: Said): string => {
    const all = textsOf(given).map((id) => alone(nameIn(names[group], id)));
    return all.length === 0 ? nothingYet : words.list(all);
  };

/** How a value of each shape is said. */
const sayings: Readonly<Record<Shape, (said: Said) => string>> = {
  money: ({ given, words }) => words.money(given),
  percent: ({ given, words }) => words.percent(given),
  decimal: ({ given, words }) => words.number(given),
  whole: ({ given, words }) => words.number(given),
  names: ({ given, words }) => words.codes(given),
  numbers: ({ given, words }) =>
    listOf(given).length === 0 ? nothingYet : words.list(listOf(given).map(words.number)),
  tiers: chosen('tiers'),
  branches: chosen('branches'),
  reward: ({ text, names }) => (text === '' ? nothingYet : alone(nameIn(names.rewards, text))),
  weekdays: ({ given, words }) =>
    listOf(given).length === 0
      ? nothingYet
      : words.list(listOf(given).map((day) => words.known(`weekday.${String(day)}`) ?? String(day))),
  hour: ({ text, words }) => withDigits(text, words.language),
  day: ({ text, of, words }) => dayText(text, calendarOf(of), words.language),
  day_of_year: ({ text, of, words }) => dayOfYearText(text, calendarOf(of), words.language),
  moment: ({ text, words }) => words.moment(text),
  choice: ({ text, field, kind, words }) =>
    words.known(`choice.${kind}.${field.name}.${text}`) ?? words.known(`choice.${field.name}.${text}`) ?? text,
  flag: ({ given, words }) => words.say(given === true ? 'flag.yes' : 'flag.no'),
  goods: ({ given, words, names }) => goodsText(given, words, names),
  goods_list: ({ given, words, names }) =>
    listOf(given)
      .map((each) => goodsText(each, words, names))
      .join(words.say('list.semicolon')),
  some: ({ given, words, names }) => someText(given, words, names),
  some_list: ({ given, words, names }) =>
    words.list(
      listOf(given).map((each) => someText(each, words, names)),
      'conjunction',
    ),
  off: ({ given, words }) => words.off(given),
  spend_tiers: ({ given, words }) => words.steps(given),
  name: ({ text, field, kind, words }) =>
    text === '' ? nothingYet : alone(words.known(`${kind}.${field.name}.${text}`) ?? withDigits(text, words.language)),
};

type Speaking = Pick<Said, 'words' | 'names'>;

const valueText = (field: TermField, of: JsonObject, kind: string, { words, names }: Speaking): string => {
  const given = of[field.name];
  if (given === undefined) return field.shape === 'goods' ? words.say('goods.all') : nothingYet;
  const text = typeof given === 'string' ? given : JSON.stringify(given);
  return sayings[field.shape]({ given, text, field, of, kind, words, names });
};

const rangeText = (of: JsonObject, { kind, fields }: TermKind, speaking: Speaking): string => {
  const { say } = speaking.words;
  const [least, most] = ['at_least', 'at_most'].map((begin) => {
    const field = fields.find(({ name }) => name.startsWith(begin));
    return field === undefined || of[field.name] === undefined ? undefined : valueText(field, of, kind, speaking);
  });
  const isOfDays = fields.some(({ name }) => name.endsWith('_days'));
  const inUnit = (range: string): string => (isOfDays ? say('range.days', { range }) : range);
  if (least !== undefined && most !== undefined) return inUnit(say('range.both', { least, most }));
  if (least !== undefined) return inUnit(say('range.least', { least }));
  return most === undefined ? say('range.any') : inUnit(say('range.most', { most }));
};

/** A condition or an effect as a sentence: that of its kind, with what its optional fields add. */
export const termText = (of: JsonObject, description: TermKind, speaking: Speaking): string => {
  const { kind, fields } = description;
  const { say, known } = speaking.words;
  const values = {
    ...Object.fromEntries(fields.map((field) => [field.name, valueText(field, of, kind, speaking)])),
    range: rangeText(of, description, speaking),
  };
  const tails = fields
    .filter(({ name }) => of[name] !== undefined && of[name] !== false)
    .map(({ name }) => known(`term.${kind}.${name}`, values) ?? '');
  const others = unknownFields(of, description).map(([name, given]) =>
    say('term.unknown-field', { name: alone(name), value: alone(JSON.stringify(given)) }),
  );
  return [known(`term.${kind}`, values) ?? kind, ...tails, ...others].join('');
};
