import type { Line, Part } from './lines.ts';
import { conditionKinds, isGroupKind } from './terms/conditions.ts';
import { effectKinds } from './terms/effects.ts';
import { goodsText } from './terms/goods-words.ts';
import { fieldOf, isObject, kindOf, listOf, type Json, type JsonObject } from './terms/json.ts';
import { kindNamed, type TermKind } from './terms/shapes.ts';
import { termText } from './terms/term-words.ts';
import { alone, type PlainWords } from './terms/use-plain-words.ts';
import { saidFields } from './said-fields.ts';
import type { Names } from './use-names.ts';
import type { Written } from './written.ts';

export interface Speaking {
  readonly words: PlainWords;
  readonly names: Names;
}

const unknownLine = (value: Json, { words }: Speaking): Line => ({
  text: words.say('term.unknown', { value: alone(JSON.stringify(value)) }),
});

const termLine = (value: Json, kinds: readonly TermKind[], speaking: Speaking): Line => {
  const kind = kindNamed(kinds, kindOf(value));
  if (kind === undefined || !isObject(value)) return unknownLine(value, speaking);
  return { text: termText(value, kind, speaking) };
};

export const effectLine = (value: Json, speaking: Speaking): Line => termLine(value, effectKinds, speaking);

/** A condition, with those that it holds below it. */
export const conditionLine = (value: Json, speaking: Speaking): Line => {
  const kind = kindOf(value);
  if (!isGroupKind(kind)) return termLine(value, conditionKinds, speaking);
  const inner = kind === 'not' ? [fieldOf(value, 'condition') ?? null] : listOf(fieldOf(value, 'of'));
  return { text: speaking.words.say(`term.${kind}`), inner: inner.map((each) => conditionLine(each, speaking)) };
};

/** When it runs, in words. */
export const whenText = (
  { starts_at: from, ends_at: until }: Pick<Written, 'starts_at' | 'ends_at'>,
  { words: { say, moment } }: Speaking,
): string => {
  if (from === null) return until === null ? say('when.always') : say('when.until', { until: moment(until) });
  if (until === null) return say('when.from', { from: moment(from) });
  return say('when.both', { from: moment(from), until: moment(until) });
};

const combineLines = (terms: JsonObject, { words: { say, known, number } }: Speaking): readonly Line[] => {
  const how = typeof terms.combine === 'string' ? terms.combine : 'stackable';
  const group = typeof terms.group === 'string' ? terms.group : '';
  const priority = typeof terms.priority === 'number' ? terms.priority : 0;
  return [
    { text: known(`combine.${how}.text`, { group: alone(group) }) ?? how },
    ...(terms.excludes_all === true ? [{ text: say('combine.excludes-all') }] : []),
    ...(priority === 0 ? [] : [{ text: say('combine.priority', { priority: number(priority) }) }]),
  ];
};

const capLines = ({ caps, floor, ...terms }: JsonObject, { words }: Speaking): readonly Line[] => {
  const { say, money, number, percent } = words;
  const given = (of: Json | undefined, name: string, line: (value: Json) => string): readonly Line[] => {
    const value = fieldOf(of, name);
    return value === undefined ? [] : [{ text: line(value) }];
  };
  return [
    ...given(caps, 'discount', (most) => say('cap.discount', { amount: money(most) })),
    ...given(caps, 'line', (most) => say('cap.line', { amount: money(most) })),
    ...given(caps, 'points', (most) => say('cap.points', { count: number(most) })),
    ...given(floor, 'price', (least) => say('cap.floor', { amount: money(least) })),
    ...given(floor, 'least_margin', (share) => say('cap.margin', { share: percent(share) })),
    ...(terms.floor_on_free === true ? [{ text: say('cap.floor-on-free') }] : []),
    ...(terms.count_free_lines === true ? [{ text: say('cap.count-free') }] : []),
    ...(terms.reevaluate_on_return === false ? [{ text: say('cap.kept-on-return') }] : []),
    ...(terms.count_no_discount === false ? [{ text: say('cap.no-discount-uncounted') }] : []),
  ];
};

const limitLine = (value: Json, speaking: Speaking): Line => {
  const { say, known } = speaking.words;
  const [of, id] = [fieldOf(value, 'of'), fieldOf(value, 'id')];
  if (typeof of !== 'string' || typeof id !== 'string') return unknownLine(value, speaking);
  const isPartial = fieldOf(value, 'partial') === true;
  const what = known(`limit.of.${of}`) ?? of;
  return { text: say(isPartial ? 'limit.partial' : 'limit.whole', { id: alone(id), what }) };
};

/** Of which what is written of a promotion consists, in the order in which it is said. */
export const partIds = [
  'when',
  'conditions',
  'effects',
  'exclusions',
  'combine',
  'caps',
  'limits',
  'hold-out',
  'others',
] as const;

/** What is written of a promotion, part by part; parts of which nothing is said are left out. */
export const partsOf = (written: Written, speaking: Speaking): readonly Part[] => {
  const { say, money } = speaking.words;
  const { terms, budget } = written;
  const conditions = listOf(terms.conditions).map((each) => conditionLine(each, speaking));
  const holdOut = typeof terms.hold_out === 'string' ? terms.hold_out : '';
  const linesOf: Readonly<Record<string, readonly Line[]>> = {
    when: [{ text: whenText(written, speaking) }],
    conditions: conditions.length > 0 ? conditions : [{ text: say('part.conditions.none') }],
    effects: listOf(terms.effects).map((each) => effectLine(each, speaking)),
    exclusions: listOf(terms.exclusions).map((goods) => ({
      text: goodsText(goods, speaking.words, speaking.names),
    })),
    combine: combineLines(terms, speaking),
    caps: capLines(terms, speaking),
    limits: [
      ...(budget > 0 ? [{ text: say('limit.budget', { amount: money(budget) }) }] : []),
      ...listOf(terms.limits).map((each) => limitLine(each, speaking)),
    ],
    'hold-out': holdOut === '' ? [] : [{ text: say('hold-out.text', { name: alone(holdOut) }) }],
    others: Object.entries(terms)
      .filter(([name]) => !saidFields.includes(name))
      .map(([name, value]) => ({ text: alone(`${name}: ${JSON.stringify(value)}`) })),
  };
  return partIds
    .map((id) => ({ id, title: say(`part.${id}`), lines: linesOf[id] ?? [] }))
    .filter(({ lines }) => lines.length > 0);
};
