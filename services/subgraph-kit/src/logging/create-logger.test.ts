import { describe, expect, it } from 'vitest';
import { createLogger, type LogLevel } from './create-logger.ts';

function loggerToLines(level: LogLevel) {
  const lines: string[] = [];
  const destination = { write: (line: string) => void lines.push(line) };
  return { lines, logger: createLogger({ name: 'catalog', level, destination }) };
}

describe('createLogger', () => {
  it('writes JSON with the level by name and the time in UTC', () => {
    const { lines, logger } = loggerToLines('info');
    logger.info({ url: 'x' }, 'listening');
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      name: 'catalog',
      level: 'info',
      msg: 'listening',
      url: 'x',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
    });
  });

  it('writes nothing below its level', () => {
    const { lines, logger } = loggerToLines('warn');
    logger.info('quiet');
    expect(lines).toEqual([]);
  });

  it.each([
    [{ authorization: 'hunter2' }],
    [{ headers: { authorization: 'hunter2', cookie: 'hunter2', 'set-cookie': 'hunter2' } }],
    [{ req: { headers: { 'causeway-assertion': 'hunter2' } } }],
    [{ input: { password: 'hunter2', newPassword: 'hunter2' } }],
    [{ token: 'hunter2', session: { refreshToken: 'hunter2', accessToken: 'hunter2' } }],
  ])('blanks credentials in %j', (fields) => {
    const { lines, logger } = loggerToLines('info');
    logger.info(fields, 'request');
    expect(lines[0]).toContain('[redacted]');
    expect(lines[0]).not.toContain('hunter2');
  });
});
