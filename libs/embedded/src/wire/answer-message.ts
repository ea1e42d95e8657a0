import { CommandError } from '../command-error.ts';
import { errorReply } from '../engine/engine.ts';
import type { Engine } from '../engine/engine.ts';
import { opCode, readMessage, replyMessage } from './message.ts';

/** Has the engine run a message's command; what cannot be read is refused at once. */
export function answerMessage(engine: Engine, message: Buffer, answer: (reply: Buffer) => void): void {
  try {
    const incoming = readMessage(message);
    engine.submit(incoming.request, (reply) => {
      if (!incoming.silent) answer(replyMessage(incoming.requestId, incoming.opCode, reply));
    });
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    answer(
      replyMessage(
        message.readInt32LE(4),
        opCode.msg,
        errorReply(error.codeName, error.code, error.message, error.fields),
      ),
    );
  }
}
