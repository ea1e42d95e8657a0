import { isGoneWhen, type EventStream } from '@vafa/events';
import type { FileReader } from '../reading/reading.ts';
import { StreamReactions } from './events/stream-reactions.ts';
import { GrpcImportTarget } from './grpc/grpc-import-target.ts';
import { GrpcTaskClubs } from './grpc/grpc-task-clubs.ts';
import type { Services } from './grpc/services.ts';
import type { Collections } from './mongo/collections.ts';
import { MongoSources } from './mongo/mongo-sources.ts';
import { MongoTasks } from './mongo/mongo-tasks.ts';
import { MongoUploads } from './mongo/mongo-uploads.ts';
import { StoredReading } from './reading/stored-reading.ts';

interface PortsOrder {
  readonly collections: Collections;
  readonly services: Services;
  readonly stream: EventStream;
  readonly reader: FileReader;
  /** No other process has this database. */
  readonly alone: boolean;
}

/** What the use cases ask for, on the database, the other services, the topics and the reader of files. */
export const portsOf = ({ collections, services, stream, reader, alone }: PortsOrder) => {
  const uploads = new MongoUploads(collections);
  return {
    uploads,
    tasks: new MongoTasks(collections, isGoneWhen(alone)),
    sources: new MongoSources(collections),
    reading: new StoredReading(uploads, reader),
    clubs: new GrpcTaskClubs(services.membership),
    target: new GrpcImportTarget(services),
    reactions: new StreamReactions(stream, services),
  };
};
