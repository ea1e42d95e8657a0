export type { EnumShape, FieldShape, MessageShape, RpcShape } from './shape.ts';
export { enums, messages, rpcs } from './generated/shapes.ts';
