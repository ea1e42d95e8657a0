import { Controller, Module, type DynamicModule } from '@nestjs/common';
import { GrpcMethod } from '@nestjs/microservices';

export interface Ask {
  say: string;
}

const json = (value: Ask): Buffer => Buffer.from(JSON.stringify(value));
const parse = (bytes: Buffer): Ask => JSON.parse(bytes.toString()) as Ask;

export const echoServiceName = 'vafa.echo.v1.EchoService';

export const EchoService = {
  echo: {
    path: `/${echoServiceName}/Echo`,
    requestStream: false,
    responseStream: false,
    requestSerialize: json,
    requestDeserialize: parse,
    responseSerialize: json,
    responseDeserialize: parse,
  },
} as const;

/** A service whose one rpc is answered by `echo`. */
export const echoModule = (echo: (ask: Ask) => Promise<Ask>): DynamicModule => {
  @Controller()
  class EchoController {
    @GrpcMethod('EchoService', 'echo')
    echo(ask: Ask): Promise<Ask> {
      return echo(ask);
    }
  }

  @Module({})
  class EchoModule {}

  return { module: EchoModule, controllers: [EchoController] };
};
