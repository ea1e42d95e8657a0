import { ManualClock } from '@vafa/kernel';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { RememberedSurveys } from '../src/adapters/mongo/remembered-surveys.ts';
import type { Survey } from '../src/domain/survey.ts';
import type { Surveys } from '../src/use-cases/surveys.ts';

const survey = (id: string, clubId: string): Survey => ({ id, clubId, askAfterSale: true, open: true }) as Survey;

/** Surveys in memory. It counts how often it is asked what follows a sale, and can be held up. */
class MemorySurveys implements Surveys {
  asked = 0;
  heldUp: Promise<unknown> = Promise.resolve();
  isLost = false;
  private readonly stored: Survey[] = [];

  insert(added: Survey): Promise<'inserted' | 'exists'> {
    this.stored.push(added);
    return this.isLost ? Promise.reject(new Error('the answer was lost')) : Promise.resolve('inserted');
  }

  load(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  list(): Promise<readonly Survey[]> {
    return Promise.resolve([]);
  }

  async askedAfterSale(clubIds: readonly string[]): Promise<readonly Survey[]> {
    this.asked++;
    const found = this.stored.filter(({ clubId }) => clubIds.includes(clubId));
    await this.heldUp;
    return found;
  }
}

let memory: MemorySurveys;
let surveys: RememberedSurveys;
let clock: ManualClock;
const ids = async (...clubs: string[]): Promise<string[]> =>
  (await surveys.askedAfterSale(clubs)).map(({ id }) => id).sort();

beforeEach(() => {
  memory = new MemorySurveys();
  clock = new ManualClock('2026-03-10T12:00:00Z');
  surveys = new RememberedSurveys(memory, clock);
});

describe('surveys that are asked after sales', () => {
  test('are read once a club, also where there is none', async () => {
    await surveys.insert(survey('s1', 'a'), 'k1');
    for (let count = 0; count < 3; count++) expect(await ids('a', 'b')).toEqual(['s1']);
    expect(memory.asked).toBe(1);
    expect(await ids('b', 'c')).toEqual([]);
    expect(memory.asked).toBe(2);
  });

  test('are asked from their making on, though its answer was lost', async () => {
    expect(await ids('a')).toEqual([]);
    memory.isLost = true;
    await expect(surveys.insert(survey('s1', 'a'), 'k1')).rejects.toThrow('lost');
    expect(await ids('a')).toEqual(['s1']);
  });

  test('are not remembered as they were read before one was added', async () => {
    const hold = Promise.withResolvers<undefined>();
    memory.heldUp = hold.promise;
    const before = ids('a');
    await surveys.insert(survey('s1', 'a'), 'k1');
    hold.resolve(undefined);
    expect(await before).toEqual([]);
    expect(await ids('a')).toEqual(['s1']);
  });

  test('are read again after a minute', async () => {
    await ids('a');
    await memory.insert(survey('s1', 'a'));
    clock.advance(59_999);
    expect(await ids('a')).toEqual([]);
    clock.advance(1);
    expect(await ids('a')).toEqual(['s1']);
  });
});
