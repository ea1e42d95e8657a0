import type { Who } from '@vafa/contracts/gateway';
import { toHeldAnswer } from '../approvals/approval-forms.ts';
import type { Asked } from './asked.ts';

/** What a request is held for: what a second person is shown of it. */
export interface Held {
  /** Id of what it is about. */
  readonly subject: string;
  readonly before?: object;
  readonly after?: object;
}

/** Whether a request waits for a second person; undefined: it does not. */
export type HoldBack<R> = (request: R, asked: Asked) => Promise<Held | undefined>;

export const whoAsks = ({ caller: { id, roles = [], branchIds }, name, isPerson }: Asked): Who => ({
  id,
  name,
  isPerson,
  roles: [...roles],
  branchIds: [...branchIds],
});

const jsonOf = (thing: object | undefined): string =>
  thing === undefined
    ? ''
    : JSON.stringify(thing, (_name, value: unknown) =>
        typeof value === 'bigint' ? (Number.isSafeInteger(Number(value)) ? Number(value) : String(value)) : value,
      );

const reasonIn = (body: string | undefined): string => {
  const { reason } = ((body === undefined ? undefined : JSON.parse(body)) ?? {}) as { readonly reason?: unknown };
  return typeof reason === 'string' ? reason : '';
};

/**
 * What the request waits as; undefined: it is done now. A command that has waited before is answered as it stands,
 * whatever the club's limits are by now.
 */
export const heldAs = async <R>(
  operation: string,
  request: R,
  holdBack: HoldBack<R>,
  asked: Asked,
): Promise<object | undefined> => {
  if (asked.from.approver !== undefined) return undefined;
  const held = await holdBack(request, asked);
  const { club, caller, keyIfAny, sent, services } = asked;
  const { approval } = await services.gateway.askApproval({
    clubId: club.id,
    key: keyIfAny ?? '',
    operation,
    needed: held !== undefined,
    who: whoAsks(asked),
    caller: JSON.stringify(caller),
    request: JSON.stringify(sent),
    subject: held?.subject ?? '',
    reason: reasonIn(sent.body),
    before: jsonOf(held?.before),
    after: jsonOf(held?.after),
  });
  if (!approval) return undefined;
  asked.isHeld = true;
  asked.note({ subject: { id: approval.id, isActor: false } });
  return toHeldAnswer(approval);
};
