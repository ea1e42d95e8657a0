import { expect, test } from '@jest/globals';
import { readTerms } from './read-terms.ts';
import { templates } from './templates.ts';
import { unknownFactsIn } from './unknown-facts.ts';

const effects = [{ kind: 'off_sale', off: { percent: 10 } }];
const unknownIn = (terms: object): string[] => {
  const says = readTerms(JSON.stringify({ conditions: [], effects, ...terms }), { code: 'ten', name: 'Ten' });
  return unknownFactsIn(says).map(({ path, code }) => `${path.join('/')} ${code}`);
};
const days = { days_before: 3, days_after: 3 };

test('what nobody knows of members is named by its place', () => {
  const conditions = [
    { kind: 'segment', in: ['loyal'] },
    { kind: 'attribute', of: 'member', name: 'size', is: ['xl'] },
    { kind: 'attribute', of: 'sale', name: 'order', is: ['web'] },
    {
      kind: 'any',
      of: [
        { kind: 'tier', in: ['gold'] },
        { kind: 'bought', counter: 'tea', at_least: 3 },
      ],
    },
    { kind: 'not', condition: { kind: 'spent', counter: 'groceries', at_least: 100 } },
    { kind: 'occasion', occasion: 'wedding', ...days },
  ];
  expect(unknownIn({ conditions, hold_out: 'spring' })).toEqual([
    'conditions/0 fact_unknown',
    'conditions/1 fact_unknown',
    'conditions/3/of/1 fact_unknown',
    'conditions/4/condition/counter fact_unknown',
    'conditions/5/occasion fact_unknown',
    'hold_out fact_unknown',
  ]);
});

test('what membership knows is not', () => {
  const conditions = [
    { kind: 'tier', in: ['gold'] },
    { kind: 'occasion', occasion: 'birthday', ...days },
    { kind: 'occasion', occasion: 'joining', ...days },
    { kind: 'consent', to: 'sms' },
    { kind: 'membership_age', at_least_days: 30 },
    { kind: 'purchase_number', is: [2] },
    { kind: 'since_last_purchase', at_least_days: 90 },
    { kind: 'spent', counter: 'last_30_days', at_least: 100 },
  ];
  expect(unknownIn({ conditions })).toEqual([]);
});

test.each(templates.map(({ code, terms }) => [code, terms(1_000)] as const))(
  'the template %s asks nothing of it',
  (_code, terms) => {
    expect(unknownIn(terms as object)).toEqual([]);
  },
);
