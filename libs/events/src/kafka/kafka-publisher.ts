import { Partitioners, type Kafka, type Message, type Producer } from 'kafkajs';
import type { StreamEvent } from '../port.ts';
import { answered } from './connect-kafka.ts';
import { toMessage } from './kafka-message.ts';

const acksOfAll = -1;
/** Half of what a broker takes at once by default. */
const bytesPerRequestMax = 512 * 1024;
const bytesOfHeaders = 512;

/** Messages in order, in parts that a broker accepts. */
const inParts = (messages: readonly Message[]): Message[][] => {
  const parts: Message[][] = [];
  let bytes = Number.POSITIVE_INFINITY;
  for (const message of messages) {
    const size = (message.value?.length ?? 0) + bytesOfHeaders;
    if (bytes + size > bytesPerRequestMax) {
      parts.push([]);
      bytes = 0;
    }
    bytes += size;
    parts.at(-1)?.push(message);
  }
  return parts;
};

/**
 * An idempotent producer with one request in flight. After a failure its numbering is not to be trusted: the next
 * publishing makes a new one, and whoever publishes sends the same events again.
 */
export class KafkaPublisher {
  private producer: Promise<Producer> | undefined;
  /**
   * What is being sent, per topic. kafkajs takes a message's number back when no answer came; another sending would
   * then get the number of one that has arrived, and the broker would drop it as a repetition.
   */
  private readonly sending = new Map<string, Promise<unknown>>();

  constructor(private readonly kafka: Kafka) {}

  /** Resolves when all in-sync replicas have them. Raises `unavailable`; any prefix per partition may be there then. */
  publish(topic: string, events: readonly StreamEvent[]): Promise<void> {
    return this.send(topic, events.map(toMessage));
  }

  /** As publish. One at a time per topic. */
  send(topic: string, messages: readonly Message[]): Promise<void> {
    const before = this.sending.get(topic) ?? Promise.resolve();
    const sent = before.catch(() => undefined).then(() => this.sendNow(topic, messages));
    this.sending.set(topic, sent);
    return sent;
  }

  private async sendNow(topic: string, messages: readonly Message[]): Promise<void> {
    const connecting = (this.producer ??= this.connect());
    try {
      const producer = await connecting;
      for (const part of inParts(messages)) await answered(producer.send({ topic, acks: acksOfAll, messages: part }));
    } catch (error) {
      if (this.producer === connecting) await this.close();
      throw error;
    }
  }

  async close(): Promise<void> {
    const producer = this.producer;
    this.producer = undefined;
    await producer?.then((one) => one.disconnect()).catch(() => undefined);
  }

  private async connect(): Promise<Producer> {
    const createPartitioner = Partitioners.DefaultPartitioner;
    const producer = this.kafka.producer({
      idempotent: true,
      maxInFlightRequests: 1,
      allowAutoTopicCreation: false,
      createPartitioner,
      retry: { retries: 5, maxRetryTime: 2_000 },
    });
    await answered(producer.connect());
    return producer;
  }
}
