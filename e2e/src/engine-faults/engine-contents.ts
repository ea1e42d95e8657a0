import { topics } from '@vafa/contracts';
import { openEventStream, type EventStream } from '@vafa/events';
import { Kafka, logLevel } from 'kafkajs';
import { MongoClient } from 'mongodb';

export interface Engines {
  readonly mongodbUri: string;
  /** host:port,… of a Kafka; undefined: events go through the log in the database. */
  readonly kafkaBrokers?: string;
}

/** Of each topic. */
export const partitions = 6;

/** Who must have handled what checkout and feedback publish. */
const consumers = [
  { topic: topics.checkout, groups: ['ledger', 'membership', 'feedback'] },
  { topic: topics.feedback, groups: ['ledger'] },
];

const openStream = ({ mongodbUri, kafkaBrokers }: Engines, namespace: string): Promise<EventStream> => {
  const kafka =
    kafkaBrokers === undefined
      ? undefined
      : { brokers: kafkaBrokers.split(','), partitions, replication: 1, minInsync: 1, retentionDays: 1, namespace };
  return openEventStream({ mongodbUri, database: `${namespace}_events`, ...(kafka && { kafka }) });
};

/** Events that are published and that a group has not handled yet. */
export const behindOf = async (engines: Engines, namespace: string): Promise<number> => {
  const stream = await openStream(engines, namespace);
  try {
    const counts = consumers.map(async ({ topic, groups }) => {
      const progress = await stream.progress(await stream.mark(topic));
      return groups.reduce((sum, name) => sum + (progress.find(({ group }) => group === name)?.behind ?? 1), 0);
    });
    return (await Promise.all(counts)).reduce((sum, count) => sum + count, 0);
  } finally {
    await stream.close();
  }
};

const removeDatabases = async (uri: string, namespace: string): Promise<void> => {
  const client = new MongoClient(uri);
  try {
    const { databases } = await client.db('admin').admin().listDatabases({ nameOnly: true });
    for (const { name } of databases) if (name.startsWith(`${namespace}_`)) await client.db(name).dropDatabase();
  } finally {
    await client.close();
  }
};

const removeTopics = async (brokers: string, namespace: string): Promise<void> => {
  const admin = new Kafka({ clientId: 'vafa-faults', brokers: brokers.split(','), logLevel: logLevel.NOTHING }).admin();
  await admin.connect();
  try {
    const made = (await admin.listTopics()).filter((name) => name.startsWith(`${namespace}.`));
    if (made.length > 0) await admin.deleteTopics({ topics: made });
    const groups = (await admin.listGroups()).groups
      .map(({ groupId }) => groupId)
      .filter((name) => name.startsWith(`${namespace}.`));
    // A group with a member that was killed cannot be removed until its session is over; its offsets go with their
    // topic.
    if (groups.length > 0) await admin.deleteGroups(groups).catch(() => undefined);
  } finally {
    await admin.disconnect();
  }
};

/** Removes the databases, the topics and the groups of a namespace. */
export const removeNamespace = async ({ mongodbUri, kafkaBrokers }: Engines, namespace: string): Promise<void> => {
  await removeDatabases(mongodbUri, namespace);
  if (kafkaBrokers !== undefined) await removeTopics(kafkaBrokers, namespace);
};
