import {
  Settlement,
  type NegativePolicy,
  type Account as AccountMessage,
  type Command as CommandMessage,
  type Responsible as ResponsibleMessage,
} from '@vafa/contracts/ledger';
import { accountText } from '../../domain/account/account-id.ts';
import type { Command, Terms, Verb } from '../../domain/journal/command.ts';
import type { Responsible } from '../../domain/journal/entry.ts';
import { toPolicy } from './to-unit.ts';

type Message<K extends NonNullable<CommandMessage['verb']>['$case']> = Extract<
  NonNullable<CommandMessage['verb']>,
  { $case: K }
>['value'];

const toResponsible = ({ person = '', role = '', approver = '' }: Partial<ResponsibleMessage> = {}): Responsible => ({
  person,
  role,
  ...(approver !== '' && { approver }),
});

const life = (activeAt: Date | undefined, expiresAt: Date | undefined) => ({
  ...(activeAt && { activeAt }),
  ...(expiresAt && { expiresAt }),
});

const toAccrue = ({ amount, basis, activeAt, expiresAt }: Message<'accrue'>): Verb => ({
  kind: 'accrue',
  amount,
  ...(basis && { basis: { ...basis } }),
  ...life(activeAt, expiresAt),
});

const textOf = (account: AccountMessage | undefined): string =>
  accountText(account ?? { clubId: '', memberId: '', unit: '' });

const policyOf = (policy: NegativePolicy) => {
  const word = toPolicy(policy);
  return word && { policy: word };
};

const toVerb = (verb: NonNullable<CommandMessage['verb']>): Verb => {
  switch (verb.$case) {
    case 'accrue':
      return toAccrue(verb.value);
    case 'burn':
      return { kind: 'burn', amount: verb.value.amount };
    case 'hold':
      return { kind: 'hold', amount: verb.value.amount, owner: verb.value.owner };
    case 'capture':
      return { kind: 'capture', holdKey: verb.value.holdKey, owner: verb.value.owner, amount: verb.value.amount };
    case 'void':
      return { kind: 'void', holdKey: verb.value.holdKey, owner: verb.value.owner };
    case 'reverse':
      return {
        kind: 'reverse',
        entryKey: verb.value.entryKey,
        amount: verb.value.amount,
        ...policyOf(verb.value.policy),
      };
    case 'open':
      return {
        kind: 'open',
        lots: verb.value.lots.map(({ amount, activeAt, expiresAt }) => ({ amount, ...life(activeAt, expiresAt) })),
        ...(verb.value.by && { by: toResponsible(verb.value.by) }),
      };
    case 'adjust':
      return {
        kind: 'adjust',
        amount: verb.value.amount,
        by: toResponsible(verb.value.by),
        policy: toPolicy(verb.value.policy) ?? 'within_balance',
        ...life(undefined, verb.value.expiresAt),
      };
    case 'extend':
      return { kind: 'extend', lot: verb.value.lot, expiresAt: verb.value.expiresAt ?? new Date(NaN) };
    case 'reinstate':
      return {
        kind: 'reinstate',
        lot: verb.value.lot,
        amount: verb.value.amount,
        ...life(undefined, verb.value.expiresAt),
      };
    case 'merge':
      return {
        kind: 'merge',
        into: textOf(verb.value.into),
        ...(verb.value.undoUntil && { undoUntil: verb.value.undoUntil }),
      };
    case 'unmerge':
      return { kind: 'unmerge', from: textOf(verb.value.from) };
    case 'join':
      return { kind: 'join', pool: textOf(verb.value.pool), share: verb.value.share };
    case 'leave':
      return { kind: 'leave' };
    case 'freeze':
    case 'unfreeze':
    case 'close':
      return { kind: verb.$case };
    case 'send':
      return { kind: 'send', amount: verb.value.amount, to: textOf(verb.value.to) };
    case 'settle':
      return {
        kind: 'settle',
        exceptionKey: verb.value.exceptionKey,
        into: verb.value.into === Settlement.SETTLEMENT_CLUB ? 'club' : 'account',
        by: toResponsible(verb.value.by),
      };
  }
};

const toTerms = ({ cap, graceUntil, approvalAbove }: NonNullable<CommandMessage['terms']>): Terms => ({
  ...(cap !== undefined && { cap }),
  ...(graceUntil && { graceUntil }),
  ...(approvalAbove !== undefined && { approvalAbove }),
});

/** A settlement that does not say where to settles nothing. */
const isComplete = (verb: NonNullable<CommandMessage['verb']>): boolean =>
  verb.$case !== 'settle' ||
  verb.value.into === Settlement.SETTLEMENT_ACCOUNT ||
  verb.value.into === Settlement.SETTLEMENT_CLUB;

/** What a message asks for; undefined when it names no account or no verb that this build knows. */
export const toCommand = ({
  account,
  key,
  cause,
  reason,
  reference,
  effectiveAt,
  finished,
  terms,
  verb,
}: CommandMessage): Command | undefined =>
  account && verb && isComplete(verb)
    ? {
        account: { ...account },
        key,
        cause,
        reason,
        reference,
        ...(effectiveAt && { effectiveAt }),
        ...(finished && { finished }),
        ...(terms && { terms: toTerms(terms) }),
        verb: toVerb(verb),
      }
    : undefined;
