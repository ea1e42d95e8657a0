import type { Admin, Kafka } from 'kafkajs';
import { answered } from './connect-kafka.ts';

/**
 * Questions to the cluster, one at a time. A question about one topic makes kafkajs forget what it knew of the others.
 * Another question that is being answered meanwhile then finds topics without partitions.
 */
export class KafkaAdmin {
  private connecting: Promise<Admin> | undefined;
  private last: Promise<unknown> = Promise.resolve();

  constructor(private readonly kafka: Kafka) {}

  /** Rejects with `unavailable` when no broker answers. */
  ask<T>(question: (admin: Admin) => Promise<T>): Promise<T> {
    const answer = this.last.catch(() => undefined).then(async () => answered(question(await this.connected())));
    this.last = answer;
    return answer;
  }

  async close(): Promise<void> {
    await this.last.catch(() => undefined);
    await this.connecting?.then((admin) => admin.disconnect()).catch(() => undefined);
  }

  private connected(): Promise<Admin> {
    this.connecting ??= this.connect().catch((error: unknown) => {
      this.connecting = undefined;
      throw error;
    });
    return this.connecting;
  }

  private async connect(): Promise<Admin> {
    const admin = this.kafka.admin();
    await answered(admin.connect());
    return admin;
  }
}
