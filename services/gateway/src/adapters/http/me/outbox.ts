import type { ListOutboxResponse, OutboxMessage } from '@vafa/contracts/gateway';
import { looksUpOnly } from '../../../domain/api-key.ts';
import type { Asked } from '../contract/asked.ts';
import { controllerOf } from '../contract/controller-of.ts';
import { overlay } from '../contract/overlay.ts';
import { route } from '../contract/route.ts';
import { endOfNumber } from '../members/look-ups.ts';

const message = overlay<OutboxMessage>('vafa.gateway.v1.OutboxMessage', {}, { id: 'OutboxMessage' });

const seenBy = ({ messages, ...page }: ListOutboxResponse, { caller }: Asked): ListOutboxResponse => ({
  ...page,
  messages: messages.map((each) => (looksUpOnly(caller) ? { ...each, phone: endOfNumber(each.phone) } : each)),
});

export const OutboxController = controllerOf('Outbox', [
  route('GET /v1/outbox', 'gateway.listOutbox', {
    id: 'listOutbox',
    summary: 'Codes that wait to be handed to members',
    description: 'Until messages are sent, the staff tells them. Each look is in the audit log.',
    access: 'administrator',
    branches: 'club',
    answer: message,
    show: seenBy,
  }),
]);
