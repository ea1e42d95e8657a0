import type { OperationId } from '@vafa/client';
import { access } from '../../api/client.ts';
import { isOpenEnded } from '../../api/intent.ts';
import { KeepingClient } from '../../api/keeping-client.ts';
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

/** How far the club is made. */
export interface Progress {
  /** Steps that are done. */
  readonly made: readonly string[];
  /** The step that was sent, and is not known to be done or refused, with its Idempotency-Key. */
  readonly open?: { readonly id: string; readonly key: string } | undefined;
}

interface Built {
  readonly told: Told;
  readonly failed?: { readonly step: Step; readonly error: unknown };
}

/**
 * Makes the club step by step, and stops at the first step that fails. `onProgress` hears of each before it is sent and
 * once it is decided: sent again under the same key, nothing is made twice. A step that was refused has a key of its
 * own when it is sent otherwise.
 */
export const buildClub = async (
  draft: Draft,
  { made: before, open }: Progress,
  onProgress: (progress: Progress, told: Told) => void,
  told: Told = nothingTold,
): Promise<Built> => {
  const ofNone = new KeepingClient({ ...access, club: undefined });
  const ofClub = new KeepingClient({ ...access, club: draft.code });
  let [made, known] = [before, told];
  for (const step of plan(draft).filter(({ id }) => !before.includes(id))) {
    const { operation, path, body, subject, id } = step;
    const client = subject === 'club' ? ofNone : ofClub;
    const send = client.call.bind(client) as unknown as Send;
    const key = open?.id === id ? open.key : crypto.randomUUID();
    onProgress({ made, open: { id, key } }, known);
    try {
      known = withTold(known, step, (await send(operation, { ...(path && { path }), body, key })) as Answer);
    } catch (error) {
      if (!isOpenEnded(error)) onProgress({ made }, known);
      return { told: known, failed: { step, error } };
    }
    made = [...made, id];
    onProgress({ made }, known);
  }
  return { told: known };
};
