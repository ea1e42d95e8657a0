import type { Promotion } from '@vafa/client';
import { ApiProblem } from '@vafa/client';
import { api } from '../../api/client.ts';
import { useWrite, type Write } from '../../api/use-write.ts';
import { tellDone } from '../../kit/toast.tsx';
import { useChanged } from '../parts/use-changed.ts';
import { useConsoleSay } from '../words/say.ts';
import type { Step } from './life.ts';
import { usePromotionsSay } from './say.ts';

export interface Order {
  readonly step: Exclude<Step, 'copy'>;
  readonly reason?: string;
}

/** What each of the refusals means to whoever took the step. */
const refusals = {
  promotion_changed: 'life.changed',
  wrong_promotion_state: 'life.wrong-state',
  promotion_over: 'life.over',
  facts_unknown: 'life.facts',
  stopped_meanwhile: 'life.stopped',
  second_person_missing: 'life.second',
  effect_not_settled: 'life.not-settled',
} as const;

const refusalOf = (code: string | undefined) => Object.entries(refusals).find(([name]) => name === code)?.[1];

/** The step that takes another one back, where the gateway has one. */
const undoing: Partial<Record<Step, Order['step']>> = { pause: 'resume', resume: 'pause' };

export interface Life extends Write<Order> {
  /** The step that is under way, or was taken last. */
  readonly refusal: ReturnType<typeof refusalOf>;
}

/** Takes steps of one promotion, each by the revision that was read. */
export const useLife = ({ code, name, revision }: Promotion, onStep: (now: Promotion) => void): Life => {
  const say = usePromotionsSay();
  const consoleSay = useConsoleSay();
  const changed = useChanged();
  const ask = ({ step, reason }: Order, key: string): Promise<Promotion> => {
    const path = { code };
    const why = { path, body: reason === undefined || reason === '' ? {} : { reason }, key };
    switch (step) {
      case 'submit':
        return api.call('submitPromotion', { path, body: { revision }, key });
      case 'approve':
        return api.call('approvePromotion', { path, body: { revision }, key });
      case 'publish':
        return api.call('publishPromotion', { path, body: {}, key });
      case 'pause':
        return api.call('pausePromotion', why);
      case 'resume':
        return api.call('resumePromotion', why);
      case 'end':
        return api.call('endPromotion', why);
    }
  };
  const write: Write<Order> = useWrite(
    async (order: Order, key) => {
      try {
        const now = await ask(order, key);
        const back = undoing[order.step];
        tellDone(
          say(`life.${order.step}.done`, { name }),
          ...(back === undefined ? [] : [() => void write.run({ step: back })]),
        );
        return now;
      } catch (error) {
        // How it stands now is shown beside the refusal.
        if (error instanceof ApiProblem && refusalOf(error.code) !== undefined) changed();
        throw error;
      }
    },
    (now) => {
      onStep(now);
      changed();
    },
    () => {
      tellDone(consoleSay('approvals.waits'));
      changed();
    },
  );
  return { ...write, refusal: refusalOf(write.code) };
};
