import type { Promotion } from '@vafa/client';
import { Badge } from '../../kit/marks.tsx';
import { usePromotionsSay } from './say.ts';

export const states = ['draft', 'submitted', 'approved', 'scheduled', 'running', 'paused', 'ended'] as const;
export type State = Promotion['state'];

const tones = {
  draft: 'line',
  submitted: 'warn',
  approved: 'info',
  scheduled: 'info',
  running: 'good',
  paused: 'warn',
  ended: 'line',
} as const;

/** Whether a promotion gives anything now, in a word. */
export const StateMark = ({ state }: { readonly state: State }) => {
  const say = usePromotionsSay();
  return (
    <Badge tone={tones[state]} hasDot={state === 'running'}>
      {say(`promo.state.${state}`)}
    </Badge>
  );
};
