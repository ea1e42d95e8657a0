import type { Type } from '@nestjs/common';
import type { RpcDefinition } from '@vafa/grpc';
import { bindRpcs } from './bind-rpcs.ts';
import { relayStatusRpc } from './relay-status.ts';

const definitionKey = Symbol('definition');

/**
 * The class answers the rpcs of a service, each by the method of its name: it implements Answers of the generated
 * interface. GetRelayStatus is answered for it.
 */
export const RpcController =
  (definition: RpcDefinition) =>
  (controller: Type): void => {
    bindRpcs(
      definition,
      controller,
      Object.keys(definition).filter((rpc) => rpc !== relayStatusRpc),
    );
    Reflect.defineMetadata(definitionKey, definition, controller);
  };

/** What a service answers itself. */
export type Answers<C> = Omit<C, typeof relayStatusRpc>;

/** The service whose rpcs the class answers. */
export const definitionOf = (controller: Type): RpcDefinition => {
  const definition = Reflect.getMetadata(definitionKey, controller) as RpcDefinition | undefined;
  if (!definition) throw new Error(`${controller.name} is no RpcController`);
  return definition;
};
