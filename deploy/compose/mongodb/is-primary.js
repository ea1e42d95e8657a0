// The health check: ends with 0 when this server is the primary of its replica set, which it starts when there is none.
const password = require('node:fs').readFileSync('/run/secrets/mongodb_root_password', 'utf8').trim();
const notYetInitialised = 94;
const tls = 'tls=true&tlsCAFile=/run/secrets/tls/ca.crt';
const options = `directConnection=true&serverSelectionTimeoutMS=5000&${tls}`;
const admin = connect(`mongodb://root:${password}@localhost:27017/admin?${options}`);
try {
  admin.runCommand({ replSetGetStatus: 1 });
} catch (error) {
  if (error.code !== notYetInitialised) throw error;
  admin.runCommand({ replSetInitiate: { _id: 'vafa', members: [{ _id: 0, host: 'mongodb:27017' }] } });
}
quit(admin.runCommand({ hello: 1 }).isWritablePrimary ? 0 : 1);
