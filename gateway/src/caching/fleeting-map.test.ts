import { describe, expect, it } from 'vitest';
import { FleetingMap } from './fleeting-map.ts';

describe('FleetingMap', () => {
  it('keeps what is there while much more comes and goes', () => {
    const map = new FleetingMap<string, number>();
    map.set('stays', 0);
    for (let i = 1; i <= 1_000; i += 1) {
      map.set(`goes ${i}`, i);
      expect(map.get(`goes ${i}`)).toBe(i);
      map.delete(`goes ${i}`);
    }
    expect(map.get('stays')).toBe(0);
    expect(map.get('goes 1000')).toBeUndefined();
  });

  it('grows', () => {
    const map = new FleetingMap<number, number>();
    for (let i = 0; i < 1_000; i += 1) map.set(i, -i);
    for (let i = 0; i < 1_000; i += 1) expect(map.get(i)).toBe(-i);
  });

  it('replaces what has the same key', () => {
    const map = new FleetingMap<string, number>();
    for (let i = 0; i < 100; i += 1) map.set('one', i);
    expect(map.get('one')).toBe(99);
  });
});
