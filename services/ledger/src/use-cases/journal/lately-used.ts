/** What was used lately, by name, bounded by the sum of its weights. */
export class LatelyUsed<T> {
  private readonly things = new Map<string, T>();
  private weight = 0;

  constructor(
    private readonly weightOf: (thing: T) => number,
    private readonly weightMax: number,
  ) {}

  get(name: string): T | undefined {
    const thing = this.things.get(name);
    if (thing === undefined) return undefined;
    this.things.delete(name);
    this.things.set(name, thing);
    return thing;
  }

  put(name: string, thing: T): void {
    this.drop(name);
    this.things.set(name, thing);
    this.weight += this.weightOf(thing);
    for (const oldest of this.things.keys()) {
      if (this.weight <= this.weightMax) return;
      this.drop(oldest);
    }
  }

  drop(name: string): void {
    const thing = this.things.get(name);
    if (thing === undefined) return;
    this.things.delete(name);
    this.weight -= this.weightOf(thing);
  }
}
