import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { loanFileSchema } from '../claims/index.ts';
import { isoDayOf } from '../kernel/index.ts';
import { entryFields, isField, noticeField, partFields, referenceField, totalField, type Field, type Fields } from './loan-fields.ts';

/** The parts of zod's schemas that are looked at here. */
interface Schema {
  readonly safeParse: (value: unknown) => { readonly success: boolean; readonly data?: unknown };
  readonly shape?: Readonly<Record<string, Schema>>;
  readonly element?: Schema;
  readonly unwrap?: () => Schema;
}

/** The schema of an object behind what may wrap it: a default, null, or the list that it is an entry of. */
function objectSchema(schema: Schema): Required<Pick<Schema, 'shape'>> {
  if (schema.shape !== undefined) return { shape: schema.shape };
  const inner = schema.element ?? schema.unwrap?.();
  assert(inner);
  return objectSchema(inner);
}

function* fieldsUnder(fields: Fields, schema: Schema, path: string): Generator<readonly [path: string, Field, Schema]> {
  const { shape } = objectSchema(schema);
  assert.deepEqual(Object.keys(fields), Object.keys(shape).sort(), path);
  for (const [name, field] of Object.entries(fields)) {
    const part = shape[name];
    assert(part);
    if (isField(field)) yield [`${path}.${name}`, field, part];
    else yield* fieldsUnder(field, part, `${path}.${name}`);
  }
}

const shape: Readonly<Record<string, Schema>> = loanFileSchema.shape;
const schemaOf = (name: string): Schema => shape[name] ?? assert.fail(name);
const all = [
  ...Object.entries({ ...partFields, ...entryFields }).flatMap(([name, fields]) => [...fieldsUnder(fields, schemaOf(name), name)]),
  ['reference', referenceField, schemaOf('reference')] as const,
];

/** Values as mappings and readings give them, and others. */
const value = fc.oneof(
  fc.constantFrom(null, true, false, 0, 1, 12, 366, 367, 600, 601, -1, 0.5, '', ' ', '0', '007', '12345', '9'.repeat(18), '9'.repeat(19), '-1', '1.5', '0.12345', '99.5', '100.5'),
  fc.constantFrom('2024-02-29', '2023-02-29', '2024-2-9', '2024-13-01', '0001-01-01', '9999-12-31', 'ab'.repeat(32), 'AB'.repeat(32), 'a'.repeat(63)),
  fc.constantFrom('2024-02-29T08:00:00+08:00', '2024-02-29T00:00:00Z', '2024-02-29T08:00:00', '2024-02-30T08:00:00Z', 'noon'),
  fc.constantFrom('bank', 'private', 'resident_id', 'other', 'contract', 'borrower', 'actual_365', 'civil_code_561', 'principal_first', 'Bank'),
  fc.constantFrom('oldest_instalment_first', 'thirty_360', 'payment', 'reversal', 'month', 'day', 'period', 'bullet', 'last_day', 'half_up', 'down', 'related'),
  fc.record({ value: fc.constantFrom('0.15', '15', '.5', '0.12345678901', '00.1', '10000'), per: fc.constantFrom('year', 'month', 'day', 'week') }),
  fc.constantFrom({ value: '0.15' }, { per: 'year' }, { value: '0.15', per: 'year', more: 1 }, {}),
  fc.string(),
  fc.integer(),
  fc.integer({ min: -719_162, max: 2_932_896 }).map(isoDayOf),
);

test('every field allows what the schema of the loan file allows', () => {
  assert(all.length > 50);
  for (const [path, field, schema] of all) {
    fc.assert(
      fc.property(value, (any) => {
        const allowed = any === null ? field.nullable : field.allows(any);
        assert.equal(allowed, schema.safeParse(any).success, `${path}: ${JSON.stringify(any)}`);
      }),
      { numRuns: 300 },
    );
  }
});

test('a field that stands for itself where nothing is said does so in the schema as well', () => {
  const defaults = all.filter(([, { otherwise }]) => otherwise !== undefined);
  assert.deepEqual(defaults.map(([path]) => path), ['contract.compoundInterest', 'repayments.kind']);
  for (const [path, field, schema] of defaults) assert.deepEqual(schema.safeParse(undefined), { success: true, data: field.otherwise }, path);
});

test('what is no field of a loan file is like the fields it stands for', () => {
  assert.deepEqual([noticeField.nullable, noticeField.form], [true, partFields.contract.signedOn.form]);
  assert.deepEqual([totalField.nullable, totalField.form], [true, partFields.contract.principalFen.form]);
  assert.deepEqual(Object.keys(objectSchema(schemaOf('acceleration')).shape), ['noticedOn']);
});
