// Runs on an empty data folder: a user for each service, who reads and writes the service's database and that of events, and no
// other. It may be run again (docs/containers.md): who is there gets these rights and this password.
const services = ['membership', 'ledger', 'campaigns', 'rewards', 'checkout', 'feedback', 'imports', 'gateway'];
const read = (name) => require('node:fs').readFileSync(`/run/secrets/${name}`, 'utf8').trim();
const admin = db.getSiblingDB('admin');
for (const service of services) {
  const roles = [`vafa_${service}`, 'vafa_events'].map((name) => ({ role: 'readWrite', db: name }));
  const terms = { pwd: read(`mongodb_password_${service}`), roles };
  if (admin.getUser(service)) admin.updateUser(service, terms);
  else admin.createUser({ user: service, ...terms });
}
