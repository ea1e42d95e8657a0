import { accrueKeyBefore, captureKeyBefore, decisionBeforeEffects } from '@vafa/contracts';
import type { AccrualBefore } from '@vafa/contracts/checkout-events';
import { Decision } from '@vafa/contracts/effects';
import { pointsUnit, type Adjudication } from '../../domain/session/adjudication.ts';
import type { Given } from '../../domain/session/postings.ts';
import type { Reservation } from '../../domain/session/reservation.ts';
import type { Ordered, Return, Session } from '../../domain/session/session.ts';

/** How sessions were stored before there were effects: points by rule, one hold, and the ledger's keys of that time. */
interface Before {
  readonly accruals?: readonly AccrualBefore[];
  readonly rejections?: readonly {
    readonly code: string;
    readonly ruleId: string;
    readonly ruleVersion: number;
    readonly conditionIndex: number;
  }[];
  readonly hold?: {
    readonly key: string;
    readonly ledgerKey: string;
    readonly points: bigint;
    readonly value: bigint;
    readonly askedAt: Date;
  };
  readonly entries?: readonly {
    readonly key: string;
    readonly memberId: string;
    readonly ruleId: string;
    readonly points: bigint;
  }[];
  readonly payerId?: string;
}

interface ReturnBefore {
  readonly effects?: readonly {
    readonly key: string;
    readonly memberId: string;
    readonly points: bigint;
    readonly restores: boolean;
  }[];
}

type Stored = Partial<Pick<Session, 'adjudication' | 'reservations' | 'heldBy' | 'given'>> &
  Pick<Session, 'saleId' | 'state' | 'memberId' | 'returns'> &
  Before;

const decisionOf = ({ accruals = [], rejections = [] }: Before): Uint8Array =>
  Decision.encode({
    ...decisionBeforeEffects(accruals),
    rejections: rejections.map(({ code, ruleId, ruleVersion, conditionIndex }) => ({
      code,
      promotionId: ruleId,
      promotionVersion: ruleVersion,
      promotionCode: '',
      promotionName: '',
      missing: undefined,
      inFavourOf: '',
      conditionIndex,
    })),
  }).finish();

const adjudicationOf = (stored: Before): Adjudication => ({
  decision: decisionOf(stored),
  dues: (stored.accruals ?? []).map(({ ruleId, points }) => ({ effectId: ruleId, unit: pointsUnit, amount: points })),
  adjustments: [],
});

/** With the keys of its entries in the ledger; only a closed sale has given something. */
const givenOf = ({ saleId, state, memberId, accruals = [], entries }: Stored): readonly Given[] | undefined => {
  if (state !== 'closed') return undefined;
  const known =
    entries ??
    accruals.map(({ ruleId, points }) => ({ key: accrueKeyBefore(saleId, ruleId), memberId, ruleId, points }));
  return known
    .filter(({ points }) => points > 0n)
    .map(({ key, memberId: account, ruleId, points }) => ({
      key,
      account,
      effectId: ruleId,
      unit: pointsUnit,
      amount: points,
    }));
};

const reservationsOf = ({ saleId, memberId, payerId, hold }: Stored): readonly Reservation[] =>
  hold
    ? [
        {
          id: 'pay:points',
          account: payerId ?? memberId,
          unit: pointsUnit,
          amount: hold.points,
          key: hold.ledgerKey,
          captureKey: captureKeyBefore(saleId),
          pays: hold.value,
        },
      ]
    : [];

const returnInEffects = (made: Return & ReturnBefore): Return => {
  if (made.effects === undefined) return made;
  const { effects, ...rest } = made;
  return {
    ...rest,
    ordered: effects.map(
      ({ key, memberId, points, restores }): Ordered => ({
        key,
        account: memberId,
        unit: pointsUnit,
        amount: points,
        restores,
      }),
    ),
  };
};

/** A session with effects, from one that may have been stored before. What was written since stands. */
export const inEffects = <S extends Session>(session: S): S => {
  const stored: Stored = session;
  // Every document of then has its accruals, for good; no later one has them.
  if (!('accruals' in stored)) return session;
  const given = stored.given ?? (stored.adjudication && !stored.entries ? undefined : givenOf(stored));
  const heldBy =
    stored.heldBy ??
    (stored.reservations === undefined && stored.hold
      ? { key: stored.hold.key, askedAt: stored.hold.askedAt }
      : undefined);
  return {
    ...session,
    adjudication: stored.adjudication ?? adjudicationOf(stored),
    reservations: stored.reservations ?? reservationsOf(stored),
    returns: stored.returns.map(returnInEffects),
    ...(heldBy && { heldBy }),
    ...(given && { given }),
  };
};
