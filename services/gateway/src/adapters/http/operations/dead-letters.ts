import type {
  DeadLetter,
  ListDeadLettersRequest,
  ReplayDeadLettersRequest,
  ReplayDeadLettersResponse,
} from '@vafa/contracts/gateway';
import { controllerOf } from '../contract/controller-of.ts';
import { overlay } from '../contract/overlay.ts';
import { route } from '../contract/route.ts';
import { text } from '../scalars.ts';

const filter = { group: { given: text(80), otherwise: '' }, topic: { given: text(80), otherwise: '' } };

export const DeadLettersController = controllerOf('Operations', [
  route('GET /v1/events/dead-letters', 'gateway.listDeadLetters', {
    id: 'listDeadLetters',
    summary: 'Events that could not be applied',
    description: 'Oldest first, at most 200 and 1 MiB, of all clubs.',
    access: 'administrator',
    club: false,
    query: overlay<ListDeadLettersRequest>('vafa.gateway.v1.ListDeadLettersRequest', filter),
    onePage: true,
    answer: overlay<DeadLetter>('vafa.gateway.v1.DeadLetter', {}, { id: 'DeadLetter' }),
  }),
  route('POST /v1/events/replays', 'gateway.replayDeadLetters', {
    id: 'replayDeadLetters',
    summary: 'Have dead letters applied again, in order',
    access: 'administrator',
    club: false,
    writes: true,
    status: 202,
    body: {
      of: overlay<ReplayDeadLettersRequest>('vafa.gateway.v1.ReplayDeadLettersRequest', filter),
      id: 'ReplayOrder',
      example: { group: 'ledger' },
    },
    answer: overlay<ReplayDeadLettersResponse>('vafa.gateway.v1.ReplayDeadLettersResponse', {}, { id: 'Replay' }),
  }),
]);
