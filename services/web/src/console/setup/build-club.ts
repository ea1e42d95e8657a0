import { Client, type OperationId } from '@vafa/client';
import { access } from '../../api/client.ts';
import type { Draft } from './draft.ts';
import { plan, type Step } from './plan.ts';

/** What the owner is told once: the passwords of the staff, and the code of the first till. */
export interface Told {
  readonly passwords: readonly { readonly name: string; readonly username: string; readonly password: string }[];
  readonly tillCode: string | undefined;
}

export const nothingTold: Told = { passwords: [], tillCode: undefined };

interface Answer {
  readonly name?: string;
  readonly username?: string;
  readonly one_time_password?: string;
  readonly code?: string;
}

type Send = (id: OperationId, asked: object) => Promise<unknown>;

const withTold = (told: Told, { subject }: Step, { name = '', username = '', ...answer }: Answer): Told => {
  if (subject === 'staff') {
    const password = answer.one_time_password ?? '';
    return { ...told, passwords: [...told.passwords, { name, username, password }] };
  }
  return subject === 'till' ? { ...told, tillCode: answer.code } : told;
};

/**
 * Makes the club step by step. Each step has a key of its own that does not change, so that what was made already is
 * not made again. `onDone` hears of each. Raises what the gateway says of the step that failed.
 */
export const buildClub = async (
  draft: Draft,
  made: readonly string[],
  onDone: (step: Step, told: Told) => void,
  told: Told = nothingTold,
): Promise<Told> => {
  const ofNone = new Client({ ...access, club: undefined });
  const ofClub = new Client({ ...access, club: draft.code });
  let known = told;
  for (const step of plan(draft).filter(({ id }) => !made.includes(id))) {
    const { operation, path, body, subject, id } = step;
    const client = subject === 'club' ? ofNone : ofClub;
    const send = client.call.bind(client) as unknown as Send;
    const answer = await send(operation, { ...(path && { path }), body, key: `${draft.id}/${id}` });
    known = withTold(known, step, answer as Answer);
    onDone(step, known);
  }
  return known;
};
