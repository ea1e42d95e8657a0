import { decodeEvent, isOfSale, topics } from '@vafa/contracts';
import { CheckoutEvent } from '@vafa/contracts/checkout-events';
import { FeedbackEvent } from '@vafa/contracts/feedback-events';
import type { StreamEvent, Subscription } from '@vafa/events';
import type { Command } from '../../domain/journal/command.ts';
import type { Poster } from '../../use-cases/journal/post-commands.ts';
import { creditPointsWhenSurveyAnswered } from './credit-points-when-survey-answered.ts';
import { postEffects } from './effects.ts';
import { postWhatSalesOrder } from './post-what-sales-order.ts';

/** As whom the ledger consumes. */
export const group = 'ledger';
/** The larger, the fewer writes; but one event that is refused makes the runner repeat its whole batch one by one. */
const batchSizeMax = 1_000;

const effectsOfCheckout = ({ payload }: StreamEvent): readonly Command[] => {
  const { event, ...cause } = decodeEvent(CheckoutEvent, payload);
  return isOfSale(event) ? postWhatSalesOrder(event, cause) : [];
};

const effectsOfFeedback = ({ payload }: StreamEvent): readonly Command[] => {
  const { event, ...cause } = decodeEvent(FeedbackEvent, payload);
  switch (event.$case) {
    case 'surveyAnswered':
      return creditPointsWhenSurveyAnswered(event.value, cause);
    case 'surveyAsked':
    case 'complaintOpened':
    case 'complaintAnswered':
      return [];
  }
};

/** A batch of events is one batch of commands, in order: the journal makes one commit of what meets on an account. */
const reacting = (
  poster: Poster,
  topic: string,
  effectsOf: (event: StreamEvent) => readonly Command[],
): Subscription => ({
  topic,
  group,
  batchSizeMax,
  handle: (events) => Promise.resolve().then(() => postEffects(poster, events.flatMap(effectsOf))),
});

export const subscriptions = (poster: Poster): readonly Subscription[] => [
  reacting(poster, topics.checkout, effectsOfCheckout),
  reacting(poster, topics.feedback, effectsOfFeedback),
];
