// Runs once, on an empty data folder: the user of the services, who reads and writes their databases and no other.
const password = require('node:fs').readFileSync('/run/secrets/mongodb_password', 'utf8').trim();
const databases = ['membership', 'ledger', 'campaigns', 'rewards', 'checkout', 'feedback', 'imports', 'gateway', 'events'];
db.getSiblingDB('admin').createUser({ user: 'vafa', pwd: password, roles: databases.map((name) => ({ role: 'readWrite', db: `vafa_${name}` })) });
