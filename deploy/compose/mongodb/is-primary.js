// The health check: ends with 0 when this server is the primary of its replica set, which it starts when there is none.
const password = require('node:fs').readFileSync('/run/secrets/mongodb_root_password', 'utf8').trim();
const notYetInitialised = 94;
const admin = connect(`mongodb://root:${password}@127.0.0.1:27017/admin?directConnection=true&serverSelectionTimeoutMS=5000`);
try {
  admin.runCommand({ replSetGetStatus: 1 });
} catch (error) {
  if (error.code !== notYetInitialised) throw error;
  admin.runCommand({ replSetInitiate: { _id: 'vafa', members: [{ _id: 0, host: 'mongodb:27017' }] } });
}
quit(admin.runCommand({ hello: 1 }).isWritablePrimary ? 0 : 1);
