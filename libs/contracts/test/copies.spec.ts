import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { CampaignsServiceService } from '@vafa/contracts/campaigns';
import { CheckoutServiceService } from '@vafa/contracts/checkout';
import { FeedbackServiceService } from '@vafa/contracts/feedback';
import { GatewayServiceService } from '@vafa/contracts/gateway';
import { ImportsServiceService } from '@vafa/contracts/imports';
import { LedgerBooksServiceService, LedgerServiceService } from '@vafa/contracts/ledger';
import { MembershipServiceService } from '@vafa/contracts/membership';
import { PromotionsServiceService } from '@vafa/contracts/promotions';
import { RewardsServiceService } from '@vafa/contracts/rewards';
import { enums, messages, rpcs, type FieldShape } from '@vafa/contracts/shapes';
import { copiesOf, type Copy } from '@vafa/contracts';

interface Method {
  readonly path: string;
  readonly requestSerialize: (value: never) => Buffer;
  readonly requestDeserialize: (bytes: Buffer) => unknown;
  readonly responseSerialize: (value: never) => Buffer;
  readonly responseDeserialize: (bytes: Buffer) => unknown;
}

const services: readonly object[] = [
  CampaignsServiceService,
  CheckoutServiceService,
  FeedbackServiceService,
  GatewayServiceService,
  ImportsServiceService,
  LedgerServiceService,
  LedgerBooksServiceService,
  MembershipServiceService,
  PromotionsServiceService,
  RewardsServiceService,
];
const methods = services.flatMap((service) => Object.values(service) as Method[]);

/** Any 16 bits: halves of pairs too, which no wire carries. */
const anyText = fc
  .array(fc.oneof(fc.integer({ min: 0x20, max: 0x7e }), fc.integer({ min: 0, max: 0xffff })), { maxLength: 6 })
  .map((units) => String.fromCharCode(...units));
const int32 = fc.oneof(fc.constantFrom(0, -0), fc.integer({ min: -0x80000000, max: 0x7fffffff }));
const int64 = fc.oneof(fc.constant(0n), fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }));
const scalars: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  string: anyText,
  int32,
  int64,
  bool: fc.boolean(),
  bytes: fc.uint8Array({ maxLength: 9 }).map((bytes) => Buffer.from(bytes)),
  'google.protobuf.Timestamp': fc.date({ noInvalidDate: true }),
};
const noZero = new Set(['google.protobuf.Timestamp', ...Object.keys(messages)]);

const ofType = (type: string): fc.Arbitrary<unknown> =>
  scalars[type] ?? (type in enums ? fc.oneof(fc.constantFrom(...Object.values(enums[type] ?? {})), int32) : of(type));
const ofField = ({ type, list, map, optional }: FieldShape): fc.Arbitrary<unknown> => {
  if (map !== undefined) return fc.dictionary(anyText, ofType(map), { maxKeys: 3, noNullPrototype: true });
  if (list) return fc.array(ofType(type), { maxLength: 3 });
  return optional === true || noZero.has(type) ? fc.option(ofType(type), { nil: undefined }) : ofType(type);
};

/** Messages of a full name, at random. */
const of = (message: string): fc.Arbitrary<unknown> => {
  const fields = messages[message] ?? [];
  const plain = fields.filter((field) => field.oneOf === undefined);
  const unions = Map.groupBy(
    fields.filter((field) => field.oneOf !== undefined),
    (field) => field.oneOf as string,
  );
  const cases = ({ property: $case, type }: FieldShape) => ofType(type).map((value) => ({ $case, value }));
  return fc.record({
    ...Object.fromEntries(plain.map((field) => [field.property, ofField(field)])),
    ...Object.fromEntries(
      [...unions].map(([name, each]) => [name, fc.option(fc.oneof(...each.map(cases)), { nil: undefined })]),
    ),
    // What a service happens to have beside its message stays with it.
    unknown: fc.constant({ inside: 'of the service' }),
  });
};

/** Names of properties too, in their order, with every value that is no object. */
const written = (value: unknown): string =>
  JSON.stringify(value, (_key, each: unknown) => {
    if (typeof each === 'bigint') return `${String(each)}n`;
    if (Object.is(each, -0)) return 'minus zero';
    return each === undefined ? 'unset' : each;
  });

const objectsIn = (value: unknown): object[] =>
  typeof value === 'object' && value !== null ? [value, ...Object.values(value).flatMap(objectsIn)] : [];

const sides = methods.flatMap((method): [string, string, (value: unknown) => unknown, Copy][] => {
  const copies = copiesOf(method.path);
  const rpc = rpcs[method.path];
  if (!copies || !rpc) throw new Error(`there are no copies for ${method.path}`);
  const { requestSerialize, requestDeserialize, responseSerialize, responseDeserialize } = method;
  return [
    [
      `what ${method.path} is asked`,
      rpc.request,
      (value) => requestDeserialize(requestSerialize(value as never)),
      copies.request,
    ],
    [
      `what ${method.path} answers`,
      rpc.response,
      (value) => responseDeserialize(responseSerialize(value as never)),
      copies.response,
    ],
  ];
});

test('every rpc of the contracts has its copies', () => {
  expect(methods.map(({ path }) => path).toSorted()).toEqual(Object.keys(rpcs).toSorted());
  expect(copiesOf('/vafa.ledger.v1.LedgerService/NoSuch')).toBeUndefined();
});

describe.each(sides)('%s', (_name, message, overWire, copy) => {
  test('is copied as the wire gives it, and nothing is shared', () => {
    fc.assert(
      fc.property(of(message), (original) => {
        const copied = copy(original);
        const wired = overWire(original);
        expect(copied).toStrictEqual(wired);
        expect(written(copied)).toBe(written(wired));
        const own = new Set(objectsIn(original));
        expect(objectsIn(copied).filter((each) => own.has(each))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});

/** What comes of it, or that it fails. */
const outcome = (act: () => unknown): unknown => {
  try {
    return act();
  } catch {
    return 'it is refused';
  }
};

describe('what no message may hold', () => {
  const wrong: readonly [string, unknown][] = [
    ['string', undefined],
    ['string', 5],
    ['int64', 2n ** 63n],
    ['int64', 5],
    ['int64', undefined],
    ['int32', 2 ** 31],
    ['int32', 0.5],
    ['int32', Number.NaN],
    ['int32', undefined],
    ['bool', undefined],
    ['google.protobuf.Timestamp', new Date(Number.NaN)],
    ['google.protobuf.Timestamp', null],
  ];
  const zeros: Readonly<Record<string, unknown>> = { string: '', int64: 0n, int32: 0, bool: false };
  const zeroOf = ({ type, list, map }: FieldShape): unknown => {
    if (map !== undefined) return {};
    return list ? [] : (zeros[type] ?? (type in enums ? 0 : undefined));
  };
  test.each(wrong)('is refused, or becomes the same, both ways: %s %p', (type, value) => {
    let tried = 0;
    for (const [, message, overWire, copy] of sides) {
      const fields = messages[message] ?? [];
      const field = fields.find((each) => each.type === type && !each.list && !each.optional && !each.oneOf);
      if (!field) continue;
      const zero = Object.fromEntries(
        fields.flatMap((each) => (each.oneOf === undefined && !each.optional ? [[each.property, zeroOf(each)]] : [])),
      );
      const original = { ...zero, [field.property]: value };
      expect(outcome(() => copy(original))).toStrictEqual(outcome(() => overWire(original)));
      tried++;
    }
    expect(tried).toBeGreaterThan(0);
  });
});
