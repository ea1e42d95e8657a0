import { decodeEvent, encodeEvent, topics } from '@vafa/contracts';
import { CheckoutEvent, type SaleClosed } from '@vafa/contracts/checkout-events';
import { FeedbackServiceService, QuestionKind, type Survey } from '@vafa/contracts/feedback';
import { FeedbackEvent } from '@vafa/contracts/feedback-events';
import type { EventStream, StreamEvent } from '@vafa/events';
import { connectGrpc, type Client, type RunningService } from '@vafa/grpc';
import { sharedIdPrefixes } from '@vafa/contracts/ids';
import { eventIdPrefix, ManualClock, newId } from '@vafa/kernel';
import { eventually, freeSocket, openTestEngine, openTestStream, type TestEngine } from '@vafa/testing';
import { feedbackService } from '../src/feedback.module.ts';

export type FeedbackClient = Client<typeof FeedbackServiceService>;

/** The service with all it needs, seen from outside; several replicas of it share database, stream and clock. */
export class FeedbackWorld {
  readonly clock = new ManualClock('2026-03-10T12:00:00Z');
  readonly payloads: Buffer[] = [];
  private readonly told = new Map<
    string,
    ReturnType<typeof decodeEvent<NonNullable<FeedbackEvent['event']>, FeedbackEvent>>
  >();
  private readonly database: string;
  private readonly running: RunningService[] = [];
  private readonly clients: FeedbackClient[] = [];
  private counted = 0;

  private constructor(
    private readonly engine: TestEngine,
    readonly stream: EventStream,
  ) {
    this.database = engine.database('feedback');
  }

  static async open(): Promise<FeedbackWorld> {
    const engine = await openTestEngine();
    const world = new FeedbackWorld(engine, await openTestStream(engine));
    await world.stream.consume({
      topic: topics.feedback,
      group: 'test',
      handle: (events) => {
        for (const { id, payload } of events) {
          world.payloads.push(Buffer.from(payload));
          world.told.set(id, decodeEvent(FeedbackEvent, payload));
        }
        return Promise.resolve();
      },
    });
    return world;
  }

  async start(options: { answerHours?: number } = {}): Promise<FeedbackClient> {
    const grpcUrl = freeSocket();
    const { engine, database, stream, clock } = this;
    this.running.push(
      await feedbackService.start({ grpcUrl, mongodbUri: engine.uri, database, stream, clock, ...options }),
    );
    const client = connectGrpc(FeedbackServiceService, grpcUrl);
    this.clients.push(client);
    return client;
  }

  async close(): Promise<void> {
    for (const client of this.clients) client.close();
    for (const service of this.running) await service.stop();
    await this.stream.close();
    await this.engine.close();
  }

  key(): string {
    return `c:test:${++this.counted}`;
  }

  /** What others were told about a club, each event once. */
  events(clubId: string) {
    return [...this.told.values()].filter((event) => event.clubId === clubId).map(({ event }) => event);
  }

  async survey(feedback: FeedbackClient, clubId: string, changes: Partial<Survey> = {}): Promise<Survey> {
    const { survey } = await feedback.createSurvey({ clubId, key: this.key(), survey: visit(changes) });
    if (!survey) throw new Error('no survey was answered');
    return survey;
  }

  /** Publishes sales as checkout does, and waits until feedback has handled them. */
  async sell(clubId: string, ...sales: Partial<SaleClosed>[]): Promise<void> {
    await this.publish(sales.map((sale) => this.saleClosed(clubId, sale)));
  }

  saleClosed(clubId: string, sale: Partial<SaleClosed>): StreamEvent {
    const saleId = sale.saleId ?? newId(sharedIdPrefixes.sale);
    const value = { ...aSale, memberId: newId(sharedIdPrefixes.member), ...sale, saleId, soldAt: this.clock.now() };
    return this.checkoutEvent(clubId, saleId, { $case: 'saleClosed', value });
  }

  checkoutEvent(clubId: string, saleId: string, event: NonNullable<CheckoutEvent['event']>): StreamEvent {
    const place = {
      eventId: newId(eventIdPrefix),
      occurredAt: this.clock.now(),
      clubId,
      documentId: saleId,
      epoch: 1,
      sequence: 1n,
    };
    return {
      id: place.eventId,
      key: saleId,
      clubId,
      occurredAt: place.occurredAt,
      epoch: 1,
      sequence: 1n,
      ...encodeEvent(topics.checkout, CheckoutEvent, place, event),
    };
  }

  async publish(events: readonly StreamEvent[]): Promise<void> {
    await this.stream.publish(topics.checkout, events);
    const mark = await this.stream.mark(topics.checkout);
    await eventually(async () =>
      (await this.stream.progress(mark)).some(({ group, behind }) => group === 'feedback' && behind === 0),
    );
  }
}

const aSale: SaleClosed = {
  saleId: '',
  sessionId: '',
  branchId: newId(sharedIdPrefixes.branch),
  till: '1',
  receipt: 'r',
  memberId: '',
  currency: 'GBP',
  currencyDigits: 2,
  total: 1_000n,
  soldAt: undefined,
  historical: false,
  lines: [],
  decision: undefined,
  postings: [],
  accruals: [],
  captures: [],
};

export const visit = (changes: Partial<Survey> = {}): Survey => ({
  id: '',
  clubId: '',
  code: 'visit',
  title: 'Your visit',
  questions: [
    { id: 'nps', kind: QuestionKind.QUESTION_KIND_NPS, text: 'Would you recommend us?', required: true },
    { id: 'why', kind: QuestionKind.QUESTION_KIND_FREE, text: 'Why?', required: false },
  ],
  points: 25n,
  askAfterSale: true,
  open: true,
  createdAt: undefined,
  ...changes,
});
