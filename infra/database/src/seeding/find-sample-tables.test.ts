import { expect, test } from 'vitest';
import { tablesInsertedInto } from './find-sample-tables.ts';

test('finds the tables that a migration inserts into, however they are written', () => {
  const sql = `
    CREATE TABLE "orders" (id int);
    INSERT INTO "role" ("name") VALUES ('admin');
    insert  into
      identity.Permission VALUES (1);
    INSERT INTO "Mixed Case" SELECT 1;`;
  expect(tablesInsertedInto(sql)).toEqual(['role', 'permission', 'Mixed Case']);
});
