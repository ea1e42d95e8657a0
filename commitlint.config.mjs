const projects = ['kernel', 'contracts', 'grpc', 'events', 'mongo', 'config', 'csv', 'limiter', 'telemetry', 'embedded', 'testing', 'process', 'deploy', 'engines', 'membership', 'ledger', 'campaigns', 'rewards', 'checkout', 'feedback', 'imports', 'gateway', 'all-in-one', 'cli', 'bench', 'e2e', 'docs', 'ci', 'workspace', 'proto'];

export default {
  extends: ['@commitlint/config-conventional'],
  rules: { 'scope-enum': [2, 'always', projects], 'body-max-line-length': [0], 'subject-case': [0] },
};
