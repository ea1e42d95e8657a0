import type { Caller } from '../src/domain/api-key.ts';
import type { Services } from '../src/adapters/grpc/services.ts';
import type { Asked } from '../src/adapters/http/contract/asked.ts';
import type { Route } from '../src/adapters/http/contract/route.ts';

/** What a route that is only tried declares. */
export const declared = { id: 'tried', summary: 'Tried', access: 'rewards:write' } as const;
export const body = { id: 'Tried', example: {} };

/** Sends a body through the schema to an rpc that answers the same each time; tells what it and the client got. */
export const send = async (
  of: Route,
  sent: object,
  response: object,
  path: Record<string, unknown> = {},
  query = sent,
): Promise<{ asked: unknown; options: unknown; answer: unknown }> => {
  let asked: unknown;
  let options: unknown;
  const rpc = (request: unknown, given: unknown): Promise<object> => {
    asked = request;
    options = given;
    return Promise.resolve(response);
  };
  const services = {
    rewards: new Proxy({}, { get: () => rpc }),
    checkout: new Proxy({}, { get: () => rpc }),
    feedback: new Proxy({}, { get: () => rpc }),
    membership: new Proxy({}, { get: () => rpc }),
    ledger: new Proxy({}, { get: () => rpc }),
    ledgerBooks: new Proxy({}, { get: () => rpc }),
  } as unknown as Services;
  const counted = { currency: 'GBP', currencyDigits: 2 };
  const club = { id: 'clb_1', ...counted };
  const caller: Caller = { id: 'key_9', isAdministrator: false, verbs: [], branchIds: ['brn_1'] };
  const who = { services, club, counted, key: 'c:1', caller } as Asked;
  const given = of.body ? of.body.parse(sent) : {};
  const answer = await of.execute(
    who,
    path,
    (of.query?.parse(query) ?? {}) as Record<string, unknown>,
    given as Record<string, unknown>,
  );
  return { asked, options, answer };
};
