/** A press of a key as the browser tells it. */
export interface Stroke {
  /** What the layout of the keyboard makes of it. */
  readonly key: string;
  /** Which key it was, whatever the layout. */
  readonly code: string;
  readonly isShifted: boolean;
  /** With Ctrl, Alt or the like: a command, and no text. */
  readonly isCommand: boolean;
  /** Held down, so that the keyboard repeats it. */
  readonly isRepeated: boolean;
  /** Milliseconds of any clock that only goes forward. */
  readonly at: number;
}

/** How the reader of a till types. */
export interface WedgeProfile {
  /** At most so long between two of its keys; people are slower. */
  readonly gapMs: number;
  /** Fewer signs are no scan. */
  readonly lengthMin: number;
  /** What it sends first; it is taken off. Empty: nothing. */
  readonly prefix: string;
  /** The key that it sends last. */
  readonly suffix: 'Enter' | 'Tab';
}

export const usualProfile: WedgeProfile = { gapMs: 40, lengthMin: 6, prefix: '', suffix: 'Enter' };

/**
 * What becomes of a stroke. `held`: it may be of a reader, so that no field shall see it. `giveBack` was held, and
 * people typed it after all.
 */
export interface Heard {
  readonly verdict: 'typed' | 'held' | 'scan';
  readonly giveBack?: string;
  /** It may begin a scan: the field still is as it was before it. */
  readonly begins?: boolean;
  /** Of a scan, in the letters of the reader's own layout. */
  readonly text?: string;
}

const plain: Readonly<Record<string, string>> = {
  Minus: '-_',
  Equal: '=+',
  BracketLeft: '[{',
  BracketRight: ']}',
  Backslash: '\\|',
  Semicolon: ';:',
  Quote: '\'"',
  Comma: ',<',
  Period: '.>',
  Slash: '/?',
  Backquote: '`~',
  Space: '  ',
  NumpadDecimal: '..',
  NumpadSubtract: '--',
  NumpadDivide: '//',
  NumpadAdd: '++',
  NumpadMultiply: '**',
};
const shiftedDigits = ')!@#$%^&*(';

/** What a reader meant by a key: it types on the American layout, also while a Persian one is active. */
const letterOf = ({ code, key, isShifted }: Stroke): string => {
  const [, digit, letter, pad] = /^(?:Digit(\d)|Key([A-Z])|Numpad(\d))$/.exec(code) ?? [];
  if (digit !== undefined) return isShifted ? shiftedDigits.charAt(Number(digit)) : digit;
  if (letter !== undefined) return isShifted ? letter : letter.toLowerCase();
  if (pad !== undefined) return pad;
  const signs = plain[code];
  if (signs !== undefined) return signs.charAt(isShifted ? 1 : 0);
  // A keyboard on a screen names no keys.
  return [...key].length === 1 ? key : '';
};

/** The first keys of a scan reach the field that has the focus: two fast ones may be a person's. */
const heldFrom = 3;

/** Tells a reader that types like a keyboard from people: by its speed, its last key and its prefix. */
export class Wedge {
  private strokes: Stroke[] = [];

  constructor(readonly profile: WedgeProfile = usualProfile) {}

  hear(stroke: Stroke): Heard {
    if (['Shift', 'CapsLock', 'AltGraph'].includes(stroke.key)) return { verdict: 'typed' };
    const last = this.strokes.at(-1);
    const isFast = last !== undefined && stroke.at - last.at <= this.profile.gapMs;
    const giveBack = isFast ? '' : this.drop();
    if (stroke.isCommand || stroke.isRepeated) return typed(giveBack + this.drop());
    if (stroke.key === this.profile.suffix || (this.profile.suffix === 'Enter' && stroke.code === 'NumpadEnter')) {
      const text = isFast ? this.scanned() : undefined;
      if (text === undefined) return typed(giveBack + this.drop());
      this.strokes = [];
      return { verdict: 'scan', text };
    }
    if (letterOf(stroke) === '') return typed(giveBack + this.drop());
    this.strokes.push(stroke);
    if (this.strokes.length > heldFrom) return { verdict: 'held' };
    return { ...typed(giveBack), begins: this.strokes.length === 1 };
  }

  /** Nothing came for a while: what was held and is no scan. */
  settle(at: number): string {
    const last = this.strokes.at(-1);
    return last === undefined || at - last.at <= this.profile.gapMs ? '' : this.drop();
  }

  private scanned(): string | undefined {
    const { prefix, lengthMin } = this.profile;
    const text = this.strokes.map(letterOf).join('');
    if (!text.startsWith(prefix)) return undefined;
    const said = text.slice(prefix.length);
    return said.length >= lengthMin ? said : undefined;
  }

  /** Ends the burst; answers what of it no field has seen. */
  private drop(): string {
    const held = this.strokes.slice(heldFrom);
    this.strokes = [];
    return held.map(({ key }) => key).join('');
  }
}

const typed = (giveBack: string): Heard => ({ verdict: 'typed', ...(giveBack !== '' && { giveBack }) });
