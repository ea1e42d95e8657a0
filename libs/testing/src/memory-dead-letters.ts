import type { DeadLetter, DeadLetterFilter, DeadLetterStore, GroupTopic, Positioned, Refused } from '@vafa/events';

interface Letter extends GroupTopic, Refused {
  readonly at: Date;
  readonly marked: boolean;
}

const idOf = ({ group, topic }: GroupTopic, offset: number): string => `${group}|${topic}|${String(offset)}`;

const matches = (letter: Letter, { group, topic }: DeadLetterFilter): boolean =>
  (group === undefined || letter.group === group) && (topic === undefined || letter.topic === topic);

export class MemoryDeadLetters implements DeadLetterStore {
  private readonly letters = new Map<string, Letter>();

  add({ group, topic }: GroupTopic, refused: readonly Refused[], at: Date): Promise<void> {
    for (const one of refused) {
      const id = idOf({ group, topic }, one.offset);
      if (!this.letters.has(id)) this.letters.set(id, { ...one, group, topic, at, marked: false });
    }
    return Promise.resolve();
  }

  blockedKeys(of: GroupTopic): Promise<string[]> {
    return Promise.resolve(this.keys(this.inOrder(of)));
  }

  markedKeys(of: GroupTopic): Promise<string[]> {
    return Promise.resolve(this.keys(this.inOrder(of).filter((letter) => letter.marked)));
  }

  ofKey(of: GroupTopic, key: string, after: number, limit: number): Promise<(Positioned & { tries: number })[]> {
    const letters = this.inOrder(of).filter((letter) => letter.event.key === key && letter.offset > after);
    return Promise.resolve(letters.slice(0, limit));
  }

  remove(of: GroupTopic, offset: number): Promise<void> {
    this.letters.delete(idOf(of, offset));
    return Promise.resolve();
  }

  failAgain(of: GroupTopic, refused: Refused): Promise<void> {
    for (const [id, letter] of this.letters) {
      if (!matches(letter, of) || letter.event.key !== refused.event.key) continue;
      this.letters.set(
        id,
        letter.offset === refused.offset ? { ...letter, ...refused, marked: false } : { ...letter, marked: false },
      );
    }
    return Promise.resolve();
  }

  mark(filter: DeadLetterFilter): Promise<number> {
    const chosen = [...this.letters].filter(([, letter]) => matches(letter, filter) && !letter.marked);
    for (const [id, letter] of chosen) this.letters.set(id, { ...letter, marked: true });
    return Promise.resolve(chosen.length);
  }

  marked(): Promise<GroupTopic[]> {
    return Promise.resolve([...this.letters.values()].filter((letter) => letter.marked));
  }

  list(filter: DeadLetterFilter, limit: number): Promise<DeadLetter[]> {
    const found = [...this.letters.values()]
      .filter((letter) => matches(letter, filter))
      .sort((a, b) => a.at.getTime() - b.at.getTime() || a.offset - b.offset);
    const answers = found.slice(0, limit).map(({ group, topic, offset, event, reason, message, at, tries }) => ({
      id: idOf({ group, topic }, offset),
      topic,
      group,
      key: event.key,
      type: event.type,
      eventId: event.id,
      clubId: event.clubId,
      reason,
      message,
      at,
      tries,
    }));
    return Promise.resolve(answers);
  }

  private inOrder(of: GroupTopic): Letter[] {
    return [...this.letters.values()].filter((letter) => matches(letter, of)).sort((a, b) => a.offset - b.offset);
  }

  private keys(letters: readonly Letter[]): string[] {
    return [...new Set(letters.map((letter) => letter.event.key))];
  }
}
