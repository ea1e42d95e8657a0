import { actingFor, type CallContext, type Seal } from '@vafa/grpc';
import type { Caller } from '../../domain/api-key.ts';
import type { FastifyInstance, FastifyRequest } from 'fastify';

/** Who visits the pages of a club, and was not asked who that is. */
const visitor = { id: 'visitor', isAdministrator: false, branchIds: [] };

type Acting = Pick<Caller, 'id' | 'isAdministrator' | 'branchIds' | 'clubId'>;

export const contextOfCaller = (
  { id, isAdministrator, branchIds, clubId: own = '' }: Acting,
  clubId = own,
): CallContext => ({ caller: id, role: isAdministrator ? 'administrator' : 'key', clubId, branchIds });

/** Undefined while nobody is recognised. The club of a key is known before it is looked up. */
const contextOf = ({ vafa: { caller: known, club, isVisit } }: FastifyRequest): CallContext | undefined => {
  const caller: Acting | undefined = known ?? (isVisit && visitor);
  return caller && contextOfCaller(caller, club?.id);
};

/** Whatever a request asks of services, from the door to the end of its handler, it asks for its caller. */
export const actForCallers = (fastify: FastifyInstance, seal: Seal): void => {
  fastify.addHook('onRequest', (request, _reply, done) => actingFor(() => contextOf(request), seal, done));
  // The body arrived by events of the socket, which know nothing of the request.
  fastify.addHook('preValidation', (request, _reply, done) => actingFor(() => contextOf(request), seal, done));
};
