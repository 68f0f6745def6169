import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import { test } from 'node:test';
import { readConfig } from './config.ts';

test('nothing set: the sandbox, all of it on this machine', () => {
  assert.deepEqual(readConfig({}), {
    ok: true,
    value: {
      databaseUrl: null,
      port: null,
      host: 'localhost',
      publicUrl: null,
      home: resolve(import.meta.dirname, '..', '..', 'var'),
      smtpUrl: null,
      sandbox: true,
      logLevel: 'warn',
    },
  });
});

test('an empty variable counts as unset, and a path is made absolute', () => {
  const config = readConfig({ PORT: '', DATABASE_URL: '', ASSIZE_HOME: 'elsewhere' });
  assert(config.ok);
  assert.deepEqual([config.value.port, config.value.databaseUrl, config.value.home], [null, null, resolve('elsewhere')]);
});

test('every variable that is wrong is named', () => {
  const config = readConfig({ DATABASE_URL: 'mysql://host/x', PORT: 'eighty', ASSIZE_SANDBOX: 'maybe', SMTP_URL: 'localhost' });
  assert(!config.ok);
  assert.equal(config.refusal.code, 'configuration_invalid');
  const variables = config.refusal.detail['variables'] as readonly string[];
  assert.deepEqual(variables.map((line) => line.split(':')[0]), ['DATABASE_URL', 'PORT', 'SMTP_URL', 'ASSIZE_SANDBOX']);
});

test('outside the sandbox there must be a mail server', () => {
  assert(!readConfig({ ASSIZE_SANDBOX: 'off' }).ok);
  assert(readConfig({ ASSIZE_SANDBOX: 'off', SMTP_URL: 'smtps://mail.example' }).ok);
});
