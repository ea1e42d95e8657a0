import { actingFor, type Seal } from '@vafa/grpc';
import type { Clock } from '@vafa/kernel';
import type { z } from 'zod';
import type { CarryOut } from '../../../use-cases/approvals.ts';
import type { RememberedClubs } from '../../grpc/remembered-clubs.ts';
import type { Services } from '../../grpc/services.ts';
import { contextOfCaller } from '../act-for-callers.ts';
import { Asked } from '../contract/asked.ts';
import type { Route } from '../contract/route.ts';
import type { Limits } from '../limits.ts';

interface Ground {
  readonly services: Services;
  readonly clubs: RememberedClubs;
  readonly limits: Limits;
  readonly clock: Clock;
  readonly seal: Seal;
}

type Values = Readonly<Record<string, unknown>>;

const read = (schema: z.ZodType | undefined, value: unknown): Values => (schema ? (schema.parse(value) as Values) : {});

/** Carries a kept request out as if it came now: by the route of its operation, for who has asked, under its key. */
export const carryingOut =
  (routes: ReadonlyMap<string, Route>, { services, clubs, limits, clock, seal }: Ground): CarryOut =>
  async ({ id, clubId, operation, key, request, asker: { kind, name, caller } }, approver) => {
    const route = routes.get(operation);
    if (!route) throw new Error(`nothing answers ${operation} any more`);
    const body: unknown = request.body === undefined ? undefined : JSON.parse(request.body);
    const work = async (): Promise<unknown> => {
      const club = await clubs.club(clubId);
      const context = { traceId: id, requestId: id, caller, club, commandKey: key };
      const from = { address: '', approver, name, isPerson: kind === 'person', sent: request };
      const asked = new Asked(services, clubs, limits, clock, context, from);
      return route.execute(
        asked,
        read(route.path, request.path),
        read(route.query, request.query),
        read(route.body, body),
      );
    };
    return JSON.stringify((await actingFor(() => contextOfCaller(caller, clubId), seal, work)) ?? null);
  };
