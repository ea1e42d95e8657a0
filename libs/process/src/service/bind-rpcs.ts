import { Controller, type Type } from '@nestjs/common';
import { GrpcMethod, GrpcStreamMethod } from '@nestjs/microservices';
import type { RpcDefinition } from '@vafa/grpc';

/** vafa.ledger.v1.LedgerService, which every path of the definition begins with. */
export const serviceNameOf = (definition: RpcDefinition): string => {
  const [path = ''] = Object.values(definition).map((method) => method.path);
  return path.slice(1, path.lastIndexOf('/'));
};

/** Has a class answer these rpcs by its methods of their names. Throws when it has none for one. */
export const bindRpcs = (definition: RpcDefinition, controller: Type, rpcs: readonly string[]): void => {
  const service = serviceNameOf(definition);
  const shortName = service.slice(service.lastIndexOf('.') + 1);
  const prototype = controller.prototype as object;
  for (const rpc of rpcs) {
    const found = Object.getOwnPropertyDescriptor(prototype, rpc);
    if (!found) throw new Error(`${controller.name} does not answer ${rpc} of ${service}`);
    const bind = definition[rpc]?.requestStream ? GrpcStreamMethod(shortName, rpc) : GrpcMethod(shortName, rpc);
    bind(prototype, rpc, found);
    Object.defineProperty(prototype, rpc, found);
  }
  Controller()(controller);
};
