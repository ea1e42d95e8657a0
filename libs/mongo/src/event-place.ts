/** Identity and place of an event, given by the document that produces it. */
export interface EventPlace {
  readonly eventId: string;
  readonly occurredAt: Date;
  readonly clubId: string;
  readonly documentId: string;
  readonly epoch: number;
  readonly sequence: bigint;
}
