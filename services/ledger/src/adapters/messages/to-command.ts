import { NegativePolicy, type Command as CommandMessage } from '@vafa/contracts/ledger';
import type { Command, Verb } from '../../domain/command.ts';

const toVerb = (verb: NonNullable<CommandMessage['verb']>): Verb => {
  switch (verb.$case) {
    case 'accrue': {
      const { amount, basis, activeAt, expiresAt } = verb.value;
      return { kind: 'accrue', amount, ...(basis && { basis: { ...basis } }), ...(activeAt && { activeAt }), ...(expiresAt && { expiresAt }) };
    }
    case 'burn':
      return { kind: 'burn', amount: verb.value.amount };
    case 'hold':
      return { kind: 'hold', amount: verb.value.amount, owner: verb.value.owner };
    case 'capture':
      return { kind: 'capture', holdKey: verb.value.holdKey, owner: verb.value.owner, amount: verb.value.amount };
    case 'void':
      return { kind: 'void', holdKey: verb.value.holdKey, owner: verb.value.owner };
    case 'reverse': {
      const { entryKey, amount, policy } = verb.value;
      // Nobody asked for a debt: what cannot be collected is refused.
      return { kind: 'reverse', entryKey, amount, policy: policy === NegativePolicy.NEGATIVE_POLICY_UNLIMITED ? 'unlimited' : 'within_balance' };
    }
  }
};

/** What a message asks for; undefined when it names no account or no verb that this build knows. */
export const toCommand = ({ account, key, cause, reason, reference, effectiveAt, verb }: CommandMessage): Command | undefined =>
  account && verb ? { account: { ...account }, key, cause, reason, reference, ...(effectiveAt && { effectiveAt }), verb: toVerb(verb) } : undefined;
