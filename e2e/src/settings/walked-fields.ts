import {
  loadFileDescriptorSetFromBuffer,
  type MessageTypeDefinition,
  type PackageDefinition,
} from '@grpc/proto-loader';
import { descriptorSet } from '@vafa/contracts';

/** What a change of one field does: what is seen with it and without it, which must differ. */
export interface Effect {
  readonly seen: () => Promise<readonly [before: unknown, after: unknown]>;
}

/** A field that nobody sets: the service's own, or what names the thing. With the reason. */
export interface NoSetting {
  readonly isNone: string;
}

/**
 * Another test shows it: a file of the repository, the test's title as it stands there, and the setting's name in that
 * file.
 */
export interface ShownElsewhere {
  readonly shownIn: string;
  readonly title: string;
}

export type Row = Effect | NoSetting | ShownElsewhere;
export type Rows = Readonly<Record<string, Row>>;

interface MessageShape {
  readonly field: readonly { readonly name: string }[];
}

const contracts: PackageDefinition = loadFileDescriptorSetFromBuffer(Buffer.from(descriptorSet));

/** Names of all fields of a message of the contracts, as the .proto file has them. */
export const fieldsOf = (message: string): readonly string[] => {
  const definition = contracts[message] as MessageTypeDefinition<object, object> | undefined;
  if (!definition) throw new RangeError(`there is no message ${message}`);
  return (definition.type as MessageShape).field.map(({ name }) => name);
};

export const isEffect = (row: Row): row is Effect => 'seen' in row;
export const isShownElsewhere = (row: Row): row is ShownElsewhere => 'shownIn' in row;
export const shown = (shownIn: string, title: string): ShownElsewhere => ({ shownIn, title });
/** Two observations that are not of one function. */
export const compared = (seen: () => Promise<readonly [unknown, unknown]>): Effect => ({ seen });
export const none = (isNone: string): NoSetting => ({ isNone });
export const differs = (see: (changed: boolean) => unknown): Effect => ({
  seen: async () => [await see(false), await see(true)],
});

/** Equal for what a person could not tell apart. */
export const textOf = (value: unknown): string =>
  JSON.stringify(value, (_name, each: unknown) => (typeof each === 'bigint' ? `${each}n` : each)) ?? 'undefined';
