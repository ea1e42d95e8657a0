import { describe, expect, test } from '@jest/globals';
import type { Commands, KeyedCommand } from '@vafa/kernel';

/** What every implementation of Commands holds; `open` answers one whose state is empty. */
export const commandsContract = (name: string, open: () => Promise<Commands> | Commands): void => {
  describe(`commands ${name}`, () => {
    let counted = 0;
    const command = (changes: Partial<KeyedCommand> = {}): KeyedCommand => ({
      verb: 'create',
      clubId: 'clb_1',
      key: `c:key:${String(++counted)}`,
      body: 'a body',
      ...changes,
    });

    test('a new key is about what was proposed, and its repeat about the same, whatever is proposed then', async () => {
      const commands = await open();
      const given = command();
      expect(await commands.enter(given, 'srv_1')).toBe('srv_1');
      expect(await commands.enter(given, 'srv_2')).toBe('srv_1');
      expect(await commands.enter({ ...given }, 'srv_1')).toBe('srv_1');
    });

    test('of many at once all are told the same subject', async () => {
      const commands = await open();
      const given = command();
      const told = await Promise.all(
        Array.from({ length: 20 }, (_, place) => commands.enter(given, `srv_${String(place)}`)),
      );
      expect(new Set(told).size).toBe(1);
      expect(await commands.enter(given, 'srv_late')).toBe(told[0]);
    });

    test('a key with another body is refused, also about the same subject, and stays what it was', async () => {
      const commands = await open();
      const given = command();
      await commands.enter(given, 'srv_1');
      for (const subject of ['srv_1', 'srv_2'])
        await expect(commands.enter({ ...given, body: 'another body' }, subject)).rejects.toMatchObject({
          kind: 'conflict',
          code: 'key_reused',
        });
      expect(await commands.enter(given, 'srv_2')).toBe('srv_1');
    });

    test('of two bodies at once under one key one is refused', async () => {
      const commands = await open();
      const given = command();
      const told = await Promise.allSettled(
        ['one', 'two'].map((body) => commands.enter({ ...given, body }, `srv_${body}`)),
      );
      expect(told.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    });

    test.each<[string, Partial<KeyedCommand>]>([
      ['verb', { verb: 'answer' }],
      ['club', { clubId: 'clb_2' }],
      ['key', { key: 'c:other' }],
    ])('another %s is another command', async (_what, change) => {
      const commands = await open();
      const given = command();
      await commands.enter(given, 'srv_1');
      expect(await commands.enter({ ...given, body: 'another body', ...change }, 'srv_2')).toBe('srv_2');
    });
  });
};
