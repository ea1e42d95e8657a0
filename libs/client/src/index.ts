export { Client, type ApiAccess, type Form } from './client.ts';
export { ApiProblem, NotReachable, WaitsForApproval, type ProblemMore, type ProblemPlace } from './problem.ts';
export { patiently } from './patiently.ts';
export type * from './generated/operations.ts';
export type { AnswerOf, Asked, Asking, CallSettings, ItemOf, ListId, OperationId } from './asked.ts';
export { mayDo } from './roles.ts';
