import { actingFor, type CallContext, type Seal } from '@vafa/grpc';
import type { FastifyInstance, FastifyRequest } from 'fastify';

/** Undefined while nobody is recognised. The club of a key is known before it is looked up. */
const contextOf = ({ vafa: { caller, club } }: FastifyRequest): CallContext | undefined =>
  caller && {
    caller: caller.id,
    role: caller.isAdministrator ? 'administrator' : 'key',
    clubId: club?.id ?? caller.clubId ?? '',
    branchIds: caller.branchIds,
  };

/** Whatever a request asks of services, from the door to the end of its handler, it asks for its caller. */
export const actForCallers = (fastify: FastifyInstance, seal: Seal): void => {
  fastify.addHook('onRequest', (request, _reply, done) => actingFor(() => contextOf(request), seal, done));
  // The body arrived by events of the socket, which know nothing of the request.
  fastify.addHook('preValidation', (request, _reply, done) => actingFor(() => contextOf(request), seal, done));
};
