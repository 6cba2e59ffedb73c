import { describe, expect, it } from 'vitest';
import { look, type Patience, type Verdict, type Watch } from './watch.ts';

const second = 1000;
const patience: Patience = {
  forMilliseconds: 60 * second,
  clearForMilliseconds: 30 * second,
  paceMilliseconds: 10 * second,
};

/** Looks every ten seconds at what a word says (b bad, m between, g good, - nothing) and tells the phase after each. */
function phases(script: string, given: Patience = patience): string {
  let watch: Watch | null = null;
  const verdicts: Record<string, Verdict> = { b: 'bad', m: 'between', g: 'good', '-': 'none' };
  return [...script]
    .map((letter, index) => {
      watch = look(watch, verdicts[letter] ?? 'none', given, index * 10 * second);
      return watch === null ? '.' : watch.phase === 'pending' ? 'p' : 'F';
    })
    .join('');
}

describe('a watch', () => {
  it('fires once it was bad for its time, and not before', () => {
    expect(phases('gbbbbbbbb')).toBe('.ppppppFF');
  });

  it('fires at once where no time is asked for', () => {
    expect(phases('gb', { ...patience, forMilliseconds: 0 })).toBe('.F');
  });

  it('begins anew when it was good in between, also within the band of hysteresis', () => {
    expect(phases('bbbbbgbbbbbbb')).toBe('ppppp.ppppppF');
    expect(phases('bbbbbmbbbbbbb')).toBe('ppppp.ppppppF');
  });

  it('goes on firing within the band, and ends once it was good for its time', () => {
    expect(phases('bbbbbbbmmmmggg')).toBe('ppppppFFFFFFFF');
    expect(phases('bbbbbbbgggg')).toBe('ppppppFFFF.');
    expect(phases('bbbbbbbggmgggg')).toBe('ppppppFFFFFFF.');
  });

  it('neither fires nor ends where a series stops', () => {
    expect(phases('bbbbbbb----------')).toBe('ppppppFFFFFFFFFFF');
    expect(phases('bbb----------b')).toBe('pppppppppp...p');
    expect(phases('----')).toBe('....');
  });

  it('remembers since when a firing series says nothing', () => {
    const firing: Watch = {
      phase: 'firing',
      heldMilliseconds: 0,
      clearMilliseconds: null,
      lookedAt: 0,
      silentSince: null,
    };
    const silent = look(firing, 'none', patience, 10 * second);
    expect(silent?.silentSince).toBe(10 * second);
    expect(look(silent, 'none', patience, 20 * second)?.silentSince).toBe(10 * second);
    expect(look(silent, 'bad', patience, 20 * second)?.silentSince).toBeNull();
  });

  it('counts what was looked at, not the time that a clock jumped', () => {
    const pending = look(null, 'bad', patience, 0);
    const slept = look(pending, 'bad', patience, 86_400 * second);
    expect(slept).toMatchObject({ phase: 'pending', heldMilliseconds: 30 * second });
    const back = look(pending, 'bad', patience, -86_400 * second);
    expect(back).toMatchObject({ phase: 'pending', heldMilliseconds: 0 });
    expect(look(back, 'bad', patience, -86_390 * second)?.heldMilliseconds).toBe(10 * second);
  });

  it('ends nothing because the clock jumped', () => {
    let watch: Watch | null = {
      phase: 'firing',
      heldMilliseconds: 0,
      clearMilliseconds: null,
      lookedAt: 0,
      silentSince: null,
    };
    watch = look(watch, 'good', patience, 86_400 * second);
    expect(watch?.phase).toBe('firing');
    watch = look(watch, 'good', patience, 0);
    expect(watch?.phase).toBe('firing');
  });
});
