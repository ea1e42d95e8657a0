/** How to reach Kafka, and how topics are made there. */
export interface KafkaOptions {
  /** host:port */
  readonly brokers: readonly string[];
  readonly clientId?: string;
  /** Partitions of a new topic; a topic that has fewer is refused, for a later increase moves keys. */
  readonly partitions: number;
  readonly replication: number;
  /** Replicas that must have a write before it counts. */
  readonly minInsync: number;
  readonly retentionDays: number;
  readonly tls?: boolean;
  /** Certificates of the authorities whose brokers are believed, as PEM; none: those that Node knows. */
  readonly authority?: string;
  readonly credentials?: {
    readonly mechanism: 'plain' | 'scram-sha-256' | 'scram-sha-512';
    readonly username: string;
    readonly password: string;
  };
  /** Stands before the names of topics and groups, with a dot, where several installations use one cluster. */
  readonly namespace?: string;
}
