import { enums, messages, type FieldShape } from '@vafa/contracts/shapes';
import { overlay, type FieldOverlay, type Overlay } from './overlay.ts';

export type Kind = 'text' | 'int' | 'bigint' | 'flag' | 'instant' | 'word' | 'message' | 'codec';

/** A field with all that is known of it: by the contract and by the overlay. */
export interface Field extends Omit<FieldShape, 'type'>, Omit<FieldOverlay, 'name'> {
  readonly kind: Kind;
  readonly type: string;
  /** Where it stands, to name it in an error. */
  readonly at: string;
  /** The property that holds its message, where that is flat. */
  readonly within?: string;
}

const kinds: Readonly<Record<string, Kind>> = {
  string: 'text',
  int32: 'int',
  int64: 'bigint',
  bool: 'flag',
  'google.protobuf.Timestamp': 'instant',
};

const kindOf = (type: string, at: string): Kind => {
  const kind = kinds[type] ?? (type in enums ? 'word' : type in messages ? 'message' : undefined);
  if (kind === undefined) throw new Error(`${at}: REST has no form for ${type}`);
  return kind;
};

/** The generated message has a map as one value; only a codec gives it a form. */
const isMap = (type: string): boolean => type.endsWith('Entry') && !(type in messages);

const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** The fields of a message, in the order of the contract. A union that has a form of its own is one field. */
export const fieldsOf = ({ message, fields, like, also = {} }: Overlay): readonly Field[] => {
  const known = new Map<string, Field>();
  for (const shape of messages[message] ?? []) {
    const at = `${message}.${shape.name}`;
    const union = shape.oneOf === undefined ? undefined : fields[shape.oneOf];
    if (shape.oneOf !== undefined && union) {
      known.set(shape.oneOf, {
        name: snake(shape.oneOf),
        property: shape.oneOf,
        type: 'oneof',
        kind: 'codec',
        at,
        ...union,
      });
      continue;
    }
    const of = fields[shape.property] ?? likeIn(like, shape) ?? {};
    if (of.flat) {
      for (const inner of fieldsOf(of.flat))
        known.set(`${shape.property}.${inner.property}`, { ...inner, within: shape.property });
      continue;
    }
    // What the contract says of a value is not true of another form of it.
    const { says: comment = commentIn(like, shape.property), ...same } = shape;
    const says = of.says ?? (of.codec ? undefined : comment);
    const { list, ...alone } = same;
    known.set(shape.property, {
      ...alone,
      ...(list && !isMap(shape.type) && { list }),
      kind: of.codec || of.hidden ? 'codec' : kindOf(shape.type, at),
      at,
      ...of,
      ...(says !== undefined && { says }),
    });
  }
  const others = Object.entries(also).map(([property, field]) => ({
    name: snake(property),
    property,
    type: 'string',
    kind: 'text' as const,
    at: `${message}, ${property}`,
    ...field,
  }));
  return [...known.values(), ...others];
};

/** What is not sent of a change stays: nothing stands for it. */
const likeIn = (like: Overlay | undefined, { property, optional }: FieldShape): FieldOverlay | undefined => {
  const { otherwise, ...others } = like?.fields[property] ?? {};
  return optional || otherwise === undefined ? others : { ...others, otherwise };
};

const commentIn = (like: Overlay | undefined, property: string): string | undefined =>
  messages[like?.message ?? '']?.find((field) => field.property === property)?.says;

/** The overlay of the message that a field holds; where none is given, the contract's word is all. */
export const overlayOf = ({ of, type }: Field): Overlay => of ?? plain(type);

const plains = new Map<string, Overlay>();

/** Of a message of which REST says nothing else: the same one each time. */
export const plain = (message: string): Overlay => {
  const known = plains.get(message) ?? overlay<Record<never, never>>(message);
  plains.set(message, known);
  return known;
};

/** Numbers of an enum by the words that REST has for them: VOUCHER_STATUS_USED is `used`. */
export const wordsOf = (type: string): ReadonlyMap<string, number> => {
  const [[zero] = [''], ...others] = Object.entries(enums[type] ?? {});
  const prefix = zero.replace(/UNSPECIFIED$/, '');
  return new Map(others.map(([name, number]) => [name.slice(prefix.length).toLowerCase(), number]));
};
