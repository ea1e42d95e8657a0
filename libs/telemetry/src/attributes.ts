/**
 * Every attribute that a span or a metric may carry, and what its value is. Values are chosen by Vafa, never typed by
 * people: no name, phone, e-mail address, card, receipt, key or identifier of a person fits one of these.
 */
export const attributeMeanings = {
  'rpc.system': 'grpc',
  'rpc.service': 'full name of the service, vafa.ledger.v1.LedgerService',
  'rpc.method': 'name of the rpc',
  'http.route': 'pattern of the route, never the path that was asked for',
  'http.request.method': 'GET, PUT …; _OTHER for what no route takes',
  'http.response.status_code': 'status of the answer',
  'db.system': 'mongodb',
  'db.namespace': 'name of the database',
  'db.collection.name': 'name of the collection',
  'db.operation.name': 'insert, find, update …',
  'db.operation.batch.size': 'documents of one write',
  'db.response.status_code': 'number of the error, or its class when the database did not answer',
  'messaging.system': 'kafka or vafa-log',
  'messaging.operation.name': 'publish or process',
  'messaging.destination.name': 'topic',
  'messaging.destination.partition.id': 'partition',
  'messaging.consumer.group.name': 'consumer group',
  'messaging.batch.message_count': 'events of one batch',
  'vafa.code': 'stable code of an answer: ok, or that of the DomainError',
  'vafa.outcome':
    'what became of a request for a second person: asked, done, failed, rejected, withdrawn; the kind of a step',
  'vafa.topic': 'topic',
  'vafa.group': 'consumer group',
  'vafa.event.type': 'type of an event, vafa.checkout.v1.SaleClosed',
  'vafa.api_key.id': 'id that Vafa gave to an API key, never its secret',
  'vafa.found': 'whether what was looked up is there',
  'vafa.attempt': 'number of the try, from 1',
  'vafa.ledger.accounts': 'how many accounts',
  'vafa.ledger.commits': 'how many commits',
  'vafa.ledger.keys': 'how many keys',
} as const;

export type AttributeName = keyof typeof attributeMeanings;

export type Attributes = { readonly [N in AttributeName]?: string | number | boolean };

/** Attributes of the process itself, on everything it sends. */
export const resourceAttributeNames = ['service.name', 'service.version', 'service.instance.id'] as const;
