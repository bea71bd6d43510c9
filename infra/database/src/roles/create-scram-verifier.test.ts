import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { createScramVerifier } from './create-scram-verifier.ts';

test('derives the keys of the example in RFC 7677 §3', async () => {
  const salt = Buffer.from('W22ZaJ0SNY7soEsUEjb6gQ==', 'base64');
  const verifier = await createScramVerifier('pencil', salt);
  expect(verifier).toMatch(/^SCRAM-SHA-256\$4096:W22ZaJ0SNY7soEsUEjb6gQ==\$[^:]{44}:.{44}$/);
  const authMessage = [
    'n=user,r=rOprNGfwEbeRWgbNEkqO',
    'r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096',
    'c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0',
  ].join(',');
  const serverKey = Buffer.from(verifier.split(':').at(-1) ?? '', 'base64');
  const serverSignature = createHmac('sha256', serverKey).update(authMessage).digest('base64');
  expect(serverSignature).toBe('6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=');
});

test('salts each verifier anew', async () => {
  expect(await createScramVerifier('pencil')).not.toBe(await createScramVerifier('pencil'));
});

test.each(['', 'naïve', 'tab\t'])(
  'refuses %j, which clients would prepare differently',
  async (password) => {
    await expect(createScramVerifier(password)).rejects.toThrow(TypeError);
  },
);
