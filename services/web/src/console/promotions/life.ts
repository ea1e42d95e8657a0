import type { Promotion } from '@vafa/client';

/** Steps that a person takes with a promotion, in the order in which they are offered. */
const steps = ['submit', 'approve', 'publish', 'resume', 'pause', 'end', 'copy'] as const;
export type Step = (typeof steps)[number];

type Stands = Pick<Promotion, 'state' | 'draft'>;

const isAlive = ({ state }: Stands): boolean => state === 'running' || state === 'scheduled';

/** Whether the gateway takes a step of what stands so. */
const fits: Readonly<Record<Step, (of: Stands) => boolean>> = {
  submit: ({ draft }) => draft === 'draft',
  approve: ({ draft }) => draft === 'submitted',
  publish: ({ draft }) => draft === 'approved',
  resume: ({ state }) => state === 'paused',
  pause: isAlive,
  end: (of) => isAlive(of) || of.state === 'paused',
  copy: () => true,
};

export const nextSteps = (of: Stands): readonly Step[] => steps.filter((step) => fits[step](of));

/** Whether it begins later than now, so that publishing it is scheduling it. */
export const beginsLater = ({ starts_at: from }: Pick<Promotion, 'starts_at'>, now: Date): boolean =>
  from !== null && new Date(from) > now;
