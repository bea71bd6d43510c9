import { describe, expect, test } from 'vitest';
import { emailField, foldEmailCase, parseEmailAddress } from './email-address.ts';

describe('parseEmailAddress', () => {
  test.each([
    ['ada@example.com', 'ada@example.com'],
    ['  Ada@Example.COM \n', 'ada@example.com'],
    ["o'connor+shop@mail.example.co.uk", "o'connor+shop@mail.example.co.uk"],
    ['ａｄａ@example.com', 'ada@example.com'],
    ['jörg@münchen.example', 'jörg@xn--mnchen-3ya.example'],
    ['jo\u0308rg@mu\u0308nchen.example', 'jörg@xn--mnchen-3ya.example'],
    ['用户@例え.example', '用户@xn--r8jz45g.example'],
    [`${'a'.repeat(64)}@example.com`, `${'a'.repeat(64)}@example.com`],
  ])('compares %j as %j', (text, normalized) => {
    expect(parseEmailAddress(text)?.normalized).toBe(normalized);
  });

  test('keeps the spelling of the owner beside the normalised one', () => {
    expect(parseEmailAddress(' Ada.Lovelace@Example.com ')).toEqual({
      written: 'Ada.Lovelace@Example.com',
      normalized: 'ada.lovelace@example.com',
    });
  });

  test.each([
    '',
    ' ',
    'ada',
    'ada@',
    '@example.com',
    'ada@example',
    'ada@@example.com',
    'ada@example.com@example.com',
    'a da@example.com',
    'ada@exa mple.com',
    'ada@-example.com',
    'ada@example..com',
    '.ada@example.com',
    'ada.@example.com',
    'a..da@example.com',
    'ada@example.com\r\nBcc: all@example.com',
    'ada\u0000@example.com',
    'a\u200bda@example.com',
    'ada\u{10ffff}@example.com',
    '"ada"@example.com',
    'Ada <ada@example.com>',
    'ada@[127.0.0.1]',
    `${'a'.repeat(65)}@example.com`,
    `ada@${'a'.repeat(64)}.com`,
    `ada@${'abcdefgh.'.repeat(30)}com`,
    'a'.repeat(1_000_000),
  ])('refuses %j', (text) => {
    expect(parseEmailAddress(text)).toBeNull();
  });
});

describe('emailField', () => {
  test('says what an e-mail address must be', () => {
    expect(emailField.safeParse('ada').error?.issues).toMatchObject([
      { message: 'must be an e-mail address of at most 254 characters' },
    ]);
  });
});

describe('foldEmailCase', () => {
  test('folds the beginning of an address as it folds the whole', () => {
    expect(foldEmailCase(' ADA.')).toBe('ada.');
  });
});
