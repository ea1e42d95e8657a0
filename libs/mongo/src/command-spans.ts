import { isInSpan, openSpan, type Attributes, type OpenSpan } from '@vafa/telemetry';
import type { CommandFailedEvent, CommandStartedEvent, CommandSucceededEvent, MongoClient } from 'mongodb';

type Ended = CommandSucceededEvent | CommandFailedEvent;

const sizeOf = ({ documents, updates, deletes }: Record<string, unknown>): number => {
  const items = documents ?? updates ?? deletes;
  return Array.isArray(items) ? items.length : 1;
};

/** Collection of a command; getMore names it apart. Undefined for what concerns none: ping, endSessions. */
const collectionOf = ({ command, commandName }: CommandStartedEvent): string | undefined => {
  const fields = command as Record<string, unknown>;
  const name = commandName === 'getMore' ? fields.collection : fields[commandName];
  return typeof name === 'string' ? name : undefined;
};

const attributesOf = ({ command, commandName, databaseName }: CommandStartedEvent, collection: string): Attributes => {
  const size = sizeOf(command as Record<string, unknown>);
  return {
    'db.system': 'mongodb',
    'db.namespace': databaseName,
    'db.collection.name': collection,
    'db.operation.name': commandName,
    ...(size > 1 && { 'db.operation.batch.size': size }),
  };
};

const statusOf = ({ failure }: CommandFailedEvent): string => {
  const { code } = failure as { readonly code?: unknown };
  return typeof code === 'number' ? String(code) : failure.name;
};

/**
 * A client span for each command sent within a span, and none for what nobody asked for, such as a relay that looks
 * around. The driver tells of a command in the flow of its caller, so the active span is the right parent also with a
 * shared pool.
 */
export const traceCommands = (client: MongoClient): void => {
  const open = new Map<number, OpenSpan>();
  const end = (event: Ended): void => {
    const span = open.get(event.requestId);
    if (!span) return;
    open.delete(event.requestId);
    if ('failure' in event) {
      span.set({ 'db.response.status_code': statusOf(event) });
      span.fail();
    }
    span.end();
  };
  client.on('commandStarted', (event) => {
    const collection = isInSpan() ? collectionOf(event) : undefined;
    if (collection === undefined) return;
    open.set(
      event.requestId,
      openSpan({
        name: `${event.databaseName}.${collection} ${event.commandName}`,
        kind: 'client',
        attributes: attributesOf(event, collection),
      }),
    );
  });
  client.on('commandSucceeded', end);
  client.on('commandFailed', end);
};
