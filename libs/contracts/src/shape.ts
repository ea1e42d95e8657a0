/** A field of a message, as its .proto file has it. */
export interface FieldShape {
  /** As in the .proto file: snake_case. */
  readonly name: string;
  /** Of the generated message: camelCase. */
  readonly property: string;
  /** A scalar's name (`string`, `int64` …), or the full name of a message or an enum. */
  readonly type: string;
  readonly list?: true;
  /** Declared `optional`: that it is not set can be told from its zero. */
  readonly optional?: true;
  /** Property of the union that it is a case of. */
  readonly oneOf?: string;
  /** Of a map from texts: the type of its values. */
  readonly map?: string;
  /** The comment above it. */
  readonly says?: string;
}

/** Its fields, in the order of the .proto file. */
export type MessageShape = readonly FieldShape[];

/** Numbers by name. */
export type EnumShape = Readonly<Record<string, number>>;

/** Full names of the messages of an rpc. */
export interface RpcShape {
  readonly request: string;
  readonly response: string;
}
