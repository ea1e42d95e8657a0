// Removes what a club of a test left in engines that others use too: databases, topics and consumer groups of one
// namespace.
import { Kafka, logLevel } from 'kafkajs';
import { MongoClient } from 'mongodb';

const clearDatabases = async (uri, namespace) => {
  const client = await MongoClient.connect(uri, { serverSelectionTimeoutMS: 5_000 });
  try {
    const { databases } = await client.db('admin').admin().listDatabases({ nameOnly: true });
    for (const { name } of databases.filter((each) => each.name.startsWith(`${namespace}_`)))
      await client.db(name).dropDatabase();
  } finally {
    await client.close();
  }
};

const clearTopics = async (brokers, namespace) => {
  const admin = new Kafka({ brokers: brokers.split(','), logLevel: logLevel.NOTHING }).admin();
  await admin.connect();
  try {
    const isOurs = (name) => name.startsWith(namespace);
    const { groups } = await admin.listGroups();
    const groupIds = groups.map(({ groupId }) => groupId).filter(isOurs);
    if (groupIds.length > 0) await admin.deleteGroups(groupIds);
    const topics = (await admin.listTopics()).filter(isOurs);
    if (topics.length > 0) await admin.deleteTopics({ topics });
  } finally {
    await admin.disconnect();
  }
};

/** @type {(namespace: string, engines: { mongodbUri: string; kafkaBrokers?: string }) => Promise<void>} */
export const clearNamespace = async (namespace, { mongodbUri, kafkaBrokers }) => {
  await clearDatabases(mongodbUri, namespace);
  if (kafkaBrokers) await clearTopics(kafkaBrokers, namespace);
};
